import type { Dispute, DisputeDecision } from '../../models/dispute.model';
import { JobModel, type Job } from '../../models/job.model';
import { DisputeModel } from '../../models/dispute.model';
import { days } from '../../utils/clock';
import { idOf } from '../../utils/ids';
import type { Tx } from '../../utils/transaction';
import type { Actor } from '../../utils/types/actor';
import { lapseChangeOrder } from '../changeOrders/lapsing';
import { figuresOf } from '../jobs/running';
import { eventActorOf } from '../outbox/on';
import { reopenedReviews } from '../reviews/window';
import { disputeWorkflow } from '../workflows/dispute.workflow';
import { jobWorkflow, type JobEvent } from '../workflows/job.workflow';
import { transition, type Transition } from '../workflows/workflow';
import type { Decision, Final } from './decision';
import type { DisputeDeps } from './deps';
import { factsAfter } from './jobAfter';
import { payDecision } from './paying';
import { payAppeal } from './payingAppeal';
import { decideMoney, type Settling } from './settling';
import { tellSettled } from './telling';

/** A dispute with its job as they were, and what was decided by whom. */
export interface Ending<D extends Decision = Decision> {
  readonly actor: Actor;
  readonly dispute: Dispute;
  readonly job: Job;
  readonly decision: D;
  readonly now: Date;
  /** The two sides agreed: nobody has decided. */
  readonly isByOffers?: boolean;
}

/** All of the money goes to whom it belongs; the job is over. */
export async function endDisputed(tx: Tx, deps: DisputeDeps, how: Ending<Final>): Promise<Dispute> {
  const { actor, dispute, job, decision, now } = how;
  const decided = await decideMoney(tx, deps, how);
  const resolved = await resolveDispute(tx, how, decisionOf(decided));
  const terms = await figuresOf(job, deps.settings);
  const isRefund = decision.kind === 'refund';
  const moved = await moveDisputed(tx, how, {
    event: isRefund ? 'settleAsCancelled' : 'settleAsCompleted',
    set: {
      ...factsAfter(decided, days(terms.get('job.disclosureDaysAfterEnd'))),
      ...(!isRefund && reopenedReviews(job, { now, figures: terms })),
    },
    unset: ['openChangeOrder', ...(isRefund ? (['completedAt'] as const) : NOT_CANCELLED)],
  });
  await lapseChangeOrder(tx, { job, actor, at: now });
  await (dispute.status === 'Appealed' ? payAppeal : payDecision)(tx, deps, decided);
  const isNewlyCompleted = !isRefund && job.completedAt === undefined;
  await tellSettled(tx, deps, { actor, resolved, job: moved, isNewlyCompleted });
  return resolved;
}

const NOT_CANCELLED = ['cancelledAt', 'cancelledBy'] as const;

function decisionOf({ amounts, figures, finalAt, job, isByOffers, ...how }: Settling): DisputeDecision {
  const countedBefore = job.dispute?.countedMinor;
  return {
    ...saidBy(how),
    clientAmount: amounts.client.amountMinor,
    craftsmanAmount: amounts.craftsman.amountMinor,
    owedMinor: figures.short.amountMinor,
    paidToClientMinor: figures.toClient.amountMinor,
    paidToCraftsmanMinor: figures.toCraftsman.amountMinor,
    ...(countedBefore !== undefined && { countedBeforeMinor: countedBefore }),
    ...(isByOffers ? { isByOffers } : { finalAt }),
  };
}

/** Who decided what, why and when. */
export const saidBy = ({
  actor,
  decision: { kind, reason },
  now,
}: Pick<Ending, 'actor' | 'decision' | 'now'>): DisputeDecision => ({
  kind,
  by: eventActorOf(actor),
  reason,
  at: now,
});

/** The dispute is over, or over again: what was decided first stands beside what is decided on appeal. */
export function resolveDispute(
  tx: Tx,
  { actor, dispute, now }: Ending,
  decision: DisputeDecision,
): Promise<Dispute> {
  const isAppeal = dispute.status === 'Appealed';
  return transition(tx, DisputeModel, disputeWorkflow, isAppeal ? 'resolveAppeal' : 'resolve', {
    id: idOf(dispute),
    actor,
    at: now,
    set: {
      decision,
      ...(isAppeal && { firstDecision: dispute.decision }),
      isOpen: false,
      resolutionMs: now.getTime() - dispute.openedAt.getTime(),
      resolvedMonth: now.toISOString().slice(0, MONTH),
      updatedAt: now,
    },
    unset: ['answerNextAt', 'decisionNextAt'],
    reason: decision.reason,
  });
}

/** `2026-05` */
const MONTH = 7;

type Change = Pick<Transition<Job>, 'set' | 'unset'> & { readonly event: JobEvent };

/** The job moves only out of this very dispute. */
export const moveDisputed = (
  tx: Tx,
  { actor, dispute, job, decision, now }: Ending,
  { event, set, unset = [] }: Change,
): Promise<Job> =>
  transition(tx, JobModel, jobWorkflow, event, {
    id: idOf(job),
    actor,
    at: now,
    guard: { 'dispute.disputeId': dispute._id },
    set: { updatedAt: now, ...set },
    unset,
    inc: { revision: 1 },
    reason: decision.reason,
  });
