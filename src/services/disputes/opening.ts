import type { QueryFilter } from 'mongoose';
import { DisputeModel, type CashDifference, type Dispute } from '../../models/dispute.model';
import type { Job, JobDispute } from '../../models/job.model';
import { after, days, hours } from '../../utils/clock';
import type { DisputeKind, DisputeReason } from '../../utils/disputeWords';
import { Conflict } from '../../utils/errors';
import { idOf, newId, toObjectId, type Id } from '../../utils/ids';
import type { Tx } from '../../utils/transaction';
import type { Actor } from '../../utils/types/actor';
import { moveJob, type Moved, type Seen } from '../jobs/moveJob';
import { factOf, FIRM } from '../jobs/running';
import { isOwner } from '../policies/job.policy';
import { disputeWorkflow } from '../workflows/dispute.workflow';
import { beginningOf } from '../workflows/workflow';
import type { DisputeDeps } from './deps';
import { freezeEarned } from './freezing';
import { remindsAt } from './clocks';
import { NO_EVIDENCE } from './evidenceChain';
import { claimOf } from './stakes';

export interface Opening {
  readonly actor: Actor;
  readonly jobId: Id;
  readonly kind: DisputeKind;
  readonly reason: DisputeReason;
  readonly description: string;
  readonly cash?: CashDifference | undefined;
}

/** Opens a dispute as a part of a larger act: the job is Disputed, its clocks stop, what was earned with it is frozen. */
export async function openIn(tx: Tx, deps: DisputeDeps, given: Opening): Promise<Dispute> {
  const { actor, jobId, description } = given;
  const disputeId = newId();
  const moved = await moveJob(tx, deps, {
    actor,
    jobId,
    verb: 'dispute',
    event: () => 'dispute',
    reason: description,
    change: (seen) => ({
      guard: given.kind === 'work' ? disputable(seen) : FIRM,
      set: { dispute: { disputeId, ...clocksOf(seen), ...countedOf(seen.job) } },
      unset: ['autoCompletesAt', 'cash.confirmsAt', 'reviews.revealsAt', 'reschedule'],
    }),
  });
  const frozen = await freezeEarned(tx, deps, { actor, job: moved.before, disputeId: idOf(disputeId) });
  const dispute: Dispute = {
    ...disputeOf(given, moved),
    _id: disputeId,
    frozenMinor: frozen.amountMinor,
  };
  await DisputeModel.create([dispute], { session: tx });
  await deps.outbox.record(tx, 'dispute.opened', openedFact(dispute, moved.job), { actor });
  return dispute;
}

/** Before the end a firm hire; after it not too late, and nothing that was decided already. */
function disputable({ figures, now }: Pick<Seen, 'figures' | 'now'>): QueryFilter<Job> {
  const since = after(now, -days(figures.get('dispute.openDays')));
  const running = { completedAt: { $exists: false }, cancelledAt: { $exists: false } };
  const completed = {
    completedAt: { $gte: since },
    cancelledAt: { $exists: false },
    'dispute.decidedAt': { $exists: false },
  };
  return { ...FIRM, $and: [{ $or: [running, completed] }] };
}

const clocksOf = ({ figures, now }: Pick<Seen, 'figures' | 'now'>) => ({
  answerDueAt: after(now, hours(figures.get('dispute.answerHours'))),
  decisionDueAt: after(now, hours(figures.get('dispute.decisionHours'))),
});

function remindersOf(moved: Pick<Seen, 'figures' | 'now'>) {
  const { figures, now } = moved;
  const { answerDueAt, decisionDueAt } = clocksOf(moved);
  return {
    answerNextAt: remindsAt(answerDueAt, figures.get('dispute.answerReminderHours'), now),
    decisionNextAt: remindsAt(decisionDueAt, figures.get('dispute.decisionReminderHours'), now),
  };
}

/** What an earlier decision about the cash has said stays so. */
const countedOf = ({ dispute }: Job): Pick<JobDispute, 'countedMinor'> =>
  dispute?.countedMinor === undefined ? {} : { countedMinor: dispute.countedMinor };

function disputeOf(given: Opening, moved: Moved): Omit<Dispute, '_id' | 'frozenMinor'> {
  const { actor, kind, reason, description, cash } = given;
  const { before, now } = moved;
  const { _id: jobId, clientId, craftsmanId, status: fromJobState, currency, autoCompletesAt } = before;
  if (!craftsmanId) {
    throw new Conflict('workflow.wrongState', { pub: { currentState: fromJobState } });
  }
  return {
    ...beginningOf(disputeWorkflow, { actor, at: now }),
    jobId,
    clientId,
    craftsmanId,
    kind,
    ...openerOf(actor, before),
    reason,
    description,
    ...(cash && { cash }),
    fromJobState,
    ...(autoCompletesAt && { autoCompletesAt }),
    isOpen: true,
    openedAt: now,
    ...clocksOf(moved),
    ...remindersOf(moved),
    evidenceCount: 0,
    evidenceHash: NO_EVIDENCE,
    currency,
    claimMinor: claimOf(before, { kind }).amountMinor,
    updatedAt: now,
  };
}

const openerOf = (actor: Actor, job: Job): Pick<Dispute, 'side' | 'openedBy'> =>
  actor.kind === 'system'
    ? { side: 'system' }
    : { side: isOwner(actor, job) ? 'client' : 'craftsman', openedBy: toObjectId(actor.id) };

const openedFact = (dispute: Dispute, job: Job) => ({
  ...factOf(job),
  disputeId: idOf(dispute),
  kind: dispute.kind,
  side: dispute.side,
  reason: dispute.reason,
  fromState: dispute.fromJobState,
  answerDueAt: dispute.answerDueAt.toISOString(),
  decisionDueAt: dispute.decisionDueAt.toISOString(),
});
