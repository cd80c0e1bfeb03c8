import type { Dispute } from '../../models/dispute.model';
import type { Job } from '../../models/job.model';
import { idOf } from '../../utils/ids';
import type { Tx } from '../../utils/transaction';
import type { Actor } from '../../utils/types/actor';
import { completionOf } from '../jobs/moveJob';
import { factOf } from '../jobs/running';
import type { EventMap } from '../outbox/events';
import type { NewFact } from '../outbox/outbox.service';
import type { DisputeDeps } from './deps';

interface Told {
  readonly actor: Actor;
  readonly resolved: Dispute;
  readonly job: Job;
  readonly isNewlyCompleted: boolean;
}

/** Whom and what an event about a dispute concerns. */
export const disputeFactOf = ({ _id, kind }: Dispute, job: Job) => ({
  ...factOf(job),
  disputeId: idOf(_id),
  kind,
});

/** Records that the dispute is over, and that the job is done where it is by this. */
export async function tellSettled(
  tx: Tx,
  { outbox }: Pick<DisputeDeps, 'outbox'>,
  { actor, resolved, job, isNewlyCompleted }: Told,
): Promise<void> {
  const facts: NewFact<EventMap>[] = [{ event: 'dispute.settled', data: settledFact(resolved, job) }];
  if (isNewlyCompleted) {
    facts.push({ event: 'job.completed', data: completionOf(job, actor) });
  }
  await outbox.recordMany(tx, facts, { actor });
}

function settledFact(dispute: Dispute, job: Job): EventMap['dispute.settled'] {
  const { decision, currency, appeal } = dispute;
  if (!decision) {
    throw new Error(`dispute ${idOf(dispute)} is settled without a decision`);
  }
  const { kind: decided, reason, dueDate, finalAt, isByOffers } = decision;
  return {
    ...disputeFactOf(dispute, job),
    decision: decided,
    reason,
    to: job.status,
    currency,
    ...amountsIn(decision),
    ...(dueDate && { dueDate: dueDate.toISOString() }),
    ...(finalAt && { finalAt: finalAt.toISOString() }),
    ...(isByOffers && { isByOffers }),
    ...(appeal && { isOnAppeal: true }),
  };
}

const amountsIn = ({ clientAmount, craftsmanAmount, owedMinor }: NonNullable<Dispute['decision']>) => ({
  ...(clientAmount !== undefined && { clientAmount }),
  ...(craftsmanAmount !== undefined && { craftsmanAmount }),
  ...(owedMinor !== undefined && { owedMinor }),
});
