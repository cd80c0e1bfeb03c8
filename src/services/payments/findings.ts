import { FindingModel, type Finding, type FindingKind } from '../../models/finding.model';

export type Found = Pick<Finding, 'kind' | 'subject' | 'facts'> & {
  /** Since when it is so; absent: since it was seen. */
  readonly since?: Date;
};

const keyOf = ({ kind, subject }: Pick<Finding, 'kind' | 'subject'>): string =>
  `${kind}:${subject.type}:${subject.id}`;

/**
 * Notes everything of one kind that is so now: what is new is opened, what was open and is no longer so is closed. Seen
 * twice is noted once.
 */
export async function noteFindings(kind: FindingKind, found: readonly Found[], now: Date): Promise<void> {
  for (const { subject, facts, since = now } of found) {
    await FindingModel.updateOne(
      { openKey: keyOf({ kind, subject }) },
      { $set: { facts, seenAt: now }, $setOnInsert: { kind, subject, since } },
      { upsert: true },
    );
  }
  const open = found.map((one) => keyOf(one));
  await FindingModel.updateMany(
    { openKey: { $exists: true, $nin: open }, kind },
    { $set: { resolvedAt: now }, $unset: { openKey: 1 } },
  );
}
