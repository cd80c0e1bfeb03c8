import { createHash } from 'node:crypto';
import type { DisputeEvidence } from '../../models/disputeEvidence.model';
import { idOf } from '../../utils/ids';

/** What stands before the first piece of evidence. */
export const NO_EVIDENCE = '0'.repeat(64);

/** The hash of a piece of evidence in the chain of its dispute: a change of any part of it, or of what went before, shows. */
export function evidenceHash(evidence: Omit<DisputeEvidence, '_id' | 'hash'>): string {
  const { previousHash, disputeId, seq, kind, side, by, text = null, files, messages, at } = evidence;
  const content = [
    previousHash,
    idOf(disputeId),
    seq,
    kind,
    side,
    idOf(by),
    text,
    files.map((file) => [idOf(file.mediaId), file.key, file.contentType, file.sizeBytes, file.sha256]),
    messages.map((one) => [idOf(one.messageId), idOf(one.authorId), one.content, one.sentAt.toISOString()]),
    at.toISOString(),
  ];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

/** What a dispute says of its evidence. */
export interface EvidenceHead {
  readonly evidenceCount: number;
  readonly evidenceHash: string;
}

/** What is wrong with the evidence of one dispute, in its order; nothing when all is as it was given. */
export function faultsOfEvidence(head: EvidenceHead, chain: readonly DisputeEvidence[]): string[] {
  const broken = chain.flatMap((evidence, index) => {
    const { seq, previousHash, hash } = evidence;
    const before = chain[index - 1]?.hash ?? NO_EVIDENCE;
    return [
      ...(seq === index + 1 ? [] : [`number ${seq} stands at place ${index + 1}`]),
      ...(previousHash === before ? [] : [`number ${seq} does not follow the one before it`]),
      ...(hash === evidenceHash(evidence) ? [] : [`number ${seq} was changed`]),
    ];
  });
  const last = chain.at(-1)?.hash ?? NO_EVIDENCE;
  const isWhole = chain.length === head.evidenceCount && last === head.evidenceHash;
  return isWhole ? broken : [...broken, `it says ${head.evidenceCount} pieces, there are ${chain.length}`];
}
