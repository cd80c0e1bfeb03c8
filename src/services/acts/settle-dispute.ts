import { DisputeModel, type Dispute, type DisputeDecision } from '../../models/dispute.model';
import { JobModel, type Job } from '../../models/job.model';
import { days } from '../../utils/clock';
import { AppError, BadRequest, NotFound } from '../../utils/errors';
import { t } from '../../utils/i18n';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import { inTransaction, type Tx } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import { lapseChangeOrder } from '../changeOrders/lapsing';
import { assertDecidable, isFinal, type Decision, type Final } from '../disputes/decision';
import type { DisputeDeps } from '../disputes/deps';
import { thawEarned } from '../disputes/freezing';
import { factsAfter } from '../disputes/jobAfter';
import { payDecision } from '../disputes/paying';
import { decideMoney } from '../disputes/settling';
import { completionOf } from '../jobs/moveJob';
import { factOf, figuresOf, getJob } from '../jobs/running';
import type { NewFact } from '../outbox/outbox.service';
import type { EventMap } from '../outbox/events';
import { eventActorOf } from '../outbox/on';
import { reopenedReviews } from '../reviews/window';
import { disputePolicy } from '../policies/dispute.policy';
import { disputeWorkflow } from '../workflows/dispute.workflow';
import { jobWorkflow, type JobEvent } from '../workflows/job.workflow';
import { transition, type Transition } from '../workflows/workflow';

export type SettleDispute = (
  actor: UserActor,
  given: Decision & { readonly disputeId: Id },
) => Promise<Dispute>;

/** Staff decide a dispute: the job, the dispute and the money move together, both sides are told why. */
export const makeSettleDispute =
  (deps: DisputeDeps): SettleDispute =>
  (actor, { disputeId, ...decision }) =>
    inTransaction(async (tx) => {
      const dispute = await getDispute(tx, disputeId);
      const verdict = disputePolicy.resolve(actor, dispute);
      if (verdict !== true) {
        throw new AppError(verdict, { pub: { currentState: dispute.status } });
      }
      assertDecidable(dispute, decision);
      const job = await getJob(tx, idOf(dispute.jobId), {});
      const how = { actor, dispute, job, now: deps.clock.now() };
      return isFinal(decision)
        ? endJob(tx, deps, { ...how, decision })
        : orderRework(tx, deps, { ...how, decision });
    });

interface Deciding<D extends Decision = Decision> {
  readonly actor: UserActor;
  readonly dispute: Dispute;
  /** As it was. */
  readonly job: Job;
  readonly decision: D;
  readonly now: Date;
}

/** All of the money goes to whom it belongs; the job is over. */
async function endJob(tx: Tx, deps: DisputeDeps, how: Deciding<Final>): Promise<Dispute> {
  const { actor, dispute, job, decision, now } = how;
  const decided = await decideMoney(tx, deps, { actor, dispute, job, decision, now });
  const { amounts, figures, finalAt } = decided;
  const resolved = await resolve(tx, how, {
    ...saidBy(how),
    clientAmount: amounts.client.amountMinor,
    craftsmanAmount: amounts.craftsman.amountMinor,
    owedMinor: figures.short.amountMinor,
    finalAt,
  });
  const terms = await figuresOf(job, deps.settings);
  const isRefund = decision.kind === 'refund';
  const moved = await moveDisputed(tx, how, {
    event: isRefund ? 'settleAsCancelled' : 'settleAsCompleted',
    set: {
      ...factsAfter(decided, days(terms.get('job.disclosureDaysAfterEnd'))),
      ...(!isRefund && reopenedReviews(job, { now, figures: terms })),
    },
    unset: ['openChangeOrder', ...(isRefund ? (['completedAt'] as const) : [])],
  });
  await lapseChangeOrder(tx, { job, actor, at: now });
  await payDecision(tx, deps, decided);
  const isNewlyCompleted = !isRefund && job.completedAt === undefined;
  await tell(tx, deps, { how, resolved, job: moved, isNewlyCompleted });
  return resolved;
}

/** The craftsman is to put it right by a date; what is held stays held, what was frozen is his again. */
async function orderRework(tx: Tx, deps: DisputeDeps, how: Deciding): Promise<Dispute> {
  const { actor, dispute, job, decision, now } = how;
  const { dueDate } = decision;
  if (!dueDate || dueDate <= now) {
    throw notAhead(actor);
  }
  const resolved = await resolve(tx, how, { ...saidBy(how), dueDate });
  const moved = await moveDisputed(tx, how, {
    event: 'orderRework',
    set: { awaitingAcceptance: false },
  });
  await thawEarned(tx, deps, { actor, dispute, job });
  await tell(tx, deps, { how, resolved, job: moved, isNewlyCompleted: false });
  return resolved;
}

/** The dispute as this transaction sees it. */
async function getDispute(tx: Tx, disputeId: Id): Promise<Dispute> {
  const found = await DisputeModel.findOne({ _id: toObjectId(disputeId) }, null, { session: tx })
    .lean<Dispute>()
    .exec();
  if (!found) {
    throw new NotFound('request.notFound');
  }
  return found;
}

const saidBy = ({ actor, decision: { kind, reason }, now }: Deciding) => ({
  kind,
  by: eventActorOf(actor),
  reason,
  at: now,
});

const resolve = (tx: Tx, { actor, dispute, now }: Deciding, decision: DisputeDecision): Promise<Dispute> =>
  transition(tx, DisputeModel, disputeWorkflow, 'resolve', {
    id: idOf(dispute),
    actor,
    at: now,
    set: { decision, isOpen: false, updatedAt: now },
    reason: decision.reason,
  });

type Change = Pick<Transition<Job>, 'set' | 'unset'> & { readonly event: JobEvent };

/** The job moves only out of this very dispute. */
const moveDisputed = (
  tx: Tx,
  { actor, dispute, job, decision, now }: Deciding,
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

function notAhead({ locale }: UserActor): BadRequest {
  const message = t(locale, 'message.mustBeAhead', { field: 'dueDate' });
  return new BadRequest('request.invalid', { pub: { errors: [{ field: 'dueDate', message }] } });
}

interface Told {
  readonly how: Deciding;
  readonly resolved: Dispute;
  readonly job: Job;
  readonly isNewlyCompleted: boolean;
}

async function tell(
  tx: Tx,
  { outbox }: DisputeDeps,
  { how: { actor }, resolved, job, isNewlyCompleted }: Told,
): Promise<void> {
  const facts: NewFact<EventMap>[] = [{ event: 'dispute.settled', data: settledFact(resolved, job) }];
  if (isNewlyCompleted) {
    facts.push({ event: 'job.completed', data: completionOf(job, actor) });
  }
  await outbox.recordMany(tx, facts, { actor });
}

function settledFact({ _id, kind, decision, currency }: Dispute, job: Job): EventMap['dispute.settled'] {
  if (!decision) {
    throw new Error(`dispute ${idOf(_id)} is settled without a decision`);
  }
  const { kind: decided, reason, clientAmount, craftsmanAmount, owedMinor, dueDate, finalAt } = decision;
  return {
    ...factOf(job),
    disputeId: idOf(_id),
    kind,
    decision: decided,
    reason,
    to: job.status,
    currency,
    ...(clientAmount !== undefined && { clientAmount }),
    ...(craftsmanAmount !== undefined && { craftsmanAmount }),
    ...(owedMinor !== undefined && { owedMinor }),
    ...(dueDate && { dueDate: dueDate.toISOString() }),
    ...(finalAt && { finalAt: finalAt.toISOString() }),
  };
}
