import { DisputeModel, type Dispute } from '../../models/dispute.model';
import { JobModel, type Job } from '../../models/job.model';
import { after, hours } from '../../utils/clock';
import { Conflict } from '../../utils/errors';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import { add, zero } from '../../utils/money';
import { inTransaction, type Tx } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import { remindsAt } from '../disputes/clocks';
import type { DisputeDeps } from '../disputes/deps';
import { getOwnDispute, refusalOf } from '../disputes/lookup';
import { isByHand } from '../disputes/stakes';
import { disputeFactOf } from '../disputes/telling';
import { sumOf } from '../earnings/earnings';
import { figuresOf, getJob } from '../jobs/running';
import { holdRefunds } from '../payments/heldRefunds';
import { disputeWorkflow } from '../workflows/dispute.workflow';
import { jobWorkflow } from '../workflows/job.workflow';
import { transition } from '../workflows/workflow';

export type AppealDispute = (
  actor: UserActor,
  given: { readonly disputeId: Id; readonly reason: string },
) => Promise<void>;

/** One side is not content: once, in time, another member of staff decides anew. What the decision has paid stays where it is. */
export const makeAppealDispute =
  (deps: DisputeDeps): AppealDispute =>
  (actor, { disputeId, reason }) =>
    inTransaction(async (tx) => {
      const now = deps.clock.now();
      const { dispute, side } = await getOwnDispute(tx, 'appeal', { actor, disputeId, now });
      const job = await getJob(tx, idOf(dispute.jobId), {});
      const terms = await figuresOf(job, deps.settings);
      const decisionDueAt = after(now, hours(terms.get('dispute.decisionHours')));
      const appealed = await transition(tx, DisputeModel, disputeWorkflow, 'appeal', {
        id: disputeId,
        actor,
        at: now,
        guard: { 'decision.finalAt': { $gt: now }, appeal: { $exists: false } },
        set: {
          appeal: { side, by: toObjectId(actor.id), reason, at: now },
          isOpen: true,
          decisionDueAt,
          decisionNextAt: remindsAt(decisionDueAt, terms.get('dispute.decisionReminderHours'), now),
          updatedAt: now,
        },
        reason,
        explain: (seen) => refusalOf('appeal', { actor, dispute: seen, now }),
      });
      const moved = await reopen(tx, { actor, job, appealed, reason, now });
      await holdPaid(tx, deps, { actor, job, dispute, now });
      const facts = { side, reason, fromState: job.status, decisionDueAt: decisionDueAt.toISOString() };
      const data = { ...disputeFactOf(appealed, moved), ...facts };
      await deps.outbox.record(tx, 'dispute.appealed', data, { actor });
    });

interface Reopening {
  readonly actor: UserActor;
  readonly job: Job;
  readonly appealed: Dispute;
  readonly reason: string;
  readonly now: Date;
}

/** The job is disputed again, as long as nothing else has begun after this dispute. */
const reopen = (tx: Tx, { actor, job, appealed, reason, now }: Reopening): Promise<Job> =>
  transition(tx, JobModel, jobWorkflow, 'dispute', {
    id: idOf(job),
    actor,
    at: now,
    guard: { 'dispute.disputeId': appealed._id },
    set: { 'dispute.decisionDueAt': appealed.decisionDueAt, updatedAt: now },
    // What was written about each other stays sealed as long.
    unset: ['reviews.revealsAt'],
    inc: { revision: 1 },
    reason,
  });

type Holding = Pick<Reopening, 'actor' | 'job' | 'now'> & { readonly dispute: Dispute };

/** What was paid matures no more, refunds are not sent; 409 when a part of it has just gone. */
async function holdPaid(
  tx: Tx,
  { earnings }: DisputeDeps,
  { actor, job, dispute, now }: Holding,
): Promise<void> {
  const { currency } = job;
  const jobId = idOf(job);
  const held = await earnings.freezeEarnings(tx, { jobId, actor, sources: ['dispute', 'return'] });
  const toCards = await holdRefunds(tx, { jobId, actor, now, currency });
  const of = (userId: Dispute['clientId']) =>
    held
      .filter(({ craftsmanId }) => idOf(craftsmanId) === idOf(userId))
      .map(sumOf)
      .reduce(add, zero(currency)).amountMinor;
  const { paidToClientMinor = 0, paidToCraftsmanMinor = 0 } = dispute.decision ?? {};
  // A claim that was paid meanwhile waits beside it.
  const hasClients = of(dispute.clientId) + toCards.amountMinor >= paidToClientMinor;
  const hasCraftsmans = isByHand(job) || of(dispute.craftsmanId) === paidToCraftsmanMinor;
  if (!hasClients || !hasCraftsmans) {
    throw new Conflict('dispute.appealTooLate', { pub: { currentState: dispute.status } });
  }
}
