import type { Container } from '../../../src/container';
import { OutboxRowModel } from '../../../src/models/outboxRow.model';

/** What only tells: activities, sockets, notices. */
const TELLING = /^(log-activity|(application|job|wallet)-update|.+\.(in-app|push|mail))$/;

interface Outboxed {
  readonly container: Pick<Container, 'clock'>;
  drainOutbox(): Promise<void>;
}

/** Runs what is due in the outbox and moves something; what only tells counts as told. */
export async function deliverEffects({ container: { clock }, drainOutbox }: Outboxed): Promise<void> {
  const due = { state: 'pending', nextAttemptAt: { $lte: clock.now() } } as const;
  if (await OutboxRowModel.exists({ ...due, handler: { $not: TELLING } })) {
    await OutboxRowModel.deleteMany({ handler: TELLING });
    await drainOutbox();
  }
}

/** The same where only the notices in the app are of interest. */
export async function deliverInApp({ drainOutbox }: Pick<Outboxed, 'drainOutbox'>): Promise<void> {
  await OutboxRowModel.updateMany(
    { state: 'pending', handler: { $not: /\.in-app$/ } },
    { $set: { state: 'done' } },
  );
  await drainOutbox();
}
