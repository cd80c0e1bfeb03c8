import { ChangeOrderModel, type ChangeOrder } from '../../models/changeOrder.model';
import type { Job } from '../../models/job.model';
import { toObjectId, type Id } from '../../utils/ids';
import { inTransaction, type Tx } from '../../utils/transaction';
import type { Actor } from '../../utils/types/actor';
import { changeOrderFact } from '../changeOrders/facts';
import { moneyOf } from '../jobMoney/figures';
import { writeSeen, type MoneyFacts } from '../jobMoney/writing';
import { contextOf, figuresOf, getJob, partyOf, refusalOf, sideOf, type RunningDeps } from '../jobs/running';
import { changeOrderWorkflow } from '../workflows/changeOrder.workflow';
import { transition } from '../workflows/workflow';

export type AnswerChangeOrder = (
  actor: Actor,
  given: { readonly jobId: Id; readonly changeOrderId: Id },
) => Promise<ChangeOrder>;

/** The client agrees: the price rises at once, or for escrow as soon as the difference is paid in. */
export const makeAcceptChangeOrder =
  (deps: RunningDeps): AnswerChangeOrder =>
  (actor, given) =>
    inTransaction(async (tx) => {
      const { before, now } = await readJob(tx, deps, { ...given, actor, verb: 'acceptChangeOrder' });
      const waits = before.paymentType === 'Escrow';
      const order = await move(tx, 'accept', {
        ...given,
        actor,
        now,
        set: waits ? {} : { countsSince: now },
      });
      const job = await writeSeen(
        tx,
        before,
        waits ? awaiting(before, order, now) : counting(before, order, now),
      );
      const data = { ...changeOrderFact(order, job), isFunded: !waits };
      await deps.outbox.record(tx, 'changeOrder.accepted', data, { actor });
      return order;
    });

/** The client refuses, or the craftsman takes it back. */
export const makeDeclineChangeOrder =
  (deps: RunningDeps): AnswerChangeOrder =>
  (actor, given) =>
    inTransaction(async (tx) => {
      const { before, now } = await readJob(tx, deps, { ...given, actor, verb: 'declineChangeOrder' });
      const order = await move(tx, 'decline', { ...given, actor, now });
      const job = await writeSeen(tx, before, { openChangeOrder: null, updatedAt: now });
      const data = { ...changeOrderFact(order, job), by: sideOf(actor) };
      await deps.outbox.record(tx, 'changeOrder.declined', data, { actor });
      return order;
    });

interface Answer {
  readonly actor: Actor;
  readonly jobId: Id;
  readonly changeOrderId: Id;
}

interface Seen {
  readonly before: Job;
  readonly now: Date;
}

/** The job, when this may be done with it. */
async function readJob(
  tx: Tx,
  { clock, settings }: RunningDeps,
  { actor, jobId, verb }: Answer & { readonly verb: 'acceptChangeOrder' | 'declineChangeOrder' },
): Promise<Seen> {
  const now = clock.now();
  const before = await getJob(tx, jobId, partyOf(actor));
  const ctx = contextOf(await figuresOf(before, settings), now);
  const refusal = refusalOf(verb, { actor, job: before, ctx });
  if (refusal) {
    throw refusal;
  }
  return { before, now };
}

interface Moving extends Answer {
  readonly now: Date;
  readonly set?: { readonly countsSince?: Date };
}

const move = (
  tx: Tx,
  event: 'accept' | 'decline',
  { actor, jobId, changeOrderId, now, set = {} }: Moving,
): Promise<ChangeOrder> =>
  transition(tx, ChangeOrderModel, changeOrderWorkflow, event, {
    id: changeOrderId,
    where: { jobId: toObjectId(jobId) },
    actor,
    at: now,
    set: { ...set, updatedAt: now },
  });

const awaiting = (job: Job, order: ChangeOrder, now: Date): MoneyFacts => {
  const money = moneyOf(job);
  return {
    money: { ...money, due: money.due + order.amountMinor },
    openChangeOrder: { changeOrderId: order._id, amount: order.amountMinor, isAccepted: true },
    updatedAt: now,
  };
};

const counting = (job: Job, order: ChangeOrder, now: Date): MoneyFacts => {
  const money = moneyOf(job);
  const price = money.price + order.amountMinor;
  return { money: { ...money, price }, listPrice: price, openChangeOrder: null, updatedAt: now };
};
