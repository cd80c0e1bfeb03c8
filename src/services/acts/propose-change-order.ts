import { ChangeOrderModel, type ChangeOrder } from '../../models/changeOrder.model';
import { newId } from '../../utils/ids';
import { inTransaction } from '../../utils/transaction';
import { Conflict } from '../../utils/errors';
import type { Actor } from '../../utils/types/actor';
import type { Job } from '../../models/job.model';
import type { Id } from '../../utils/ids';
import { changeOrderFact } from '../changeOrders/facts';
import { moneyOf } from '../jobMoney/figures';
import { writeSeen } from '../jobMoney/writing';
import { contextOf, figuresOf, getJob, partyOf, refusalOf, type RunningDeps } from '../jobs/running';
import { changeOrderWorkflow } from '../workflows/changeOrder.workflow';
import { beginningOf } from '../workflows/workflow';

export type ProposeChangeOrder = (
  actor: Actor,
  given: { readonly jobId: Id; readonly amount: number; readonly reason: string },
) => Promise<ChangeOrder>;

/** The craftsman asks for an extra price, with the reason; one proposal at a time, and the client decides. */
export const makeProposeChangeOrder =
  ({ clock, settings, outbox }: RunningDeps): ProposeChangeOrder =>
  (actor, { jobId, amount, reason }) =>
    inTransaction(async (tx) => {
      const now = clock.now();
      const before = await getJob(tx, jobId, partyOf(actor));
      const ctx = contextOf(await figuresOf(before, settings), now);
      const refusal = refusalOf('proposeChangeOrder', { actor, job: before, ctx });
      if (refusal) {
        throw refusal;
      }
      assertPayable(before, amount);
      const order = orderOf(before, { actor, amount, reason, now });
      await ChangeOrderModel.create([order], { session: tx });
      const openChangeOrder = { changeOrderId: order._id, amount, isAccepted: false };
      const job = await writeSeen(tx, before, { openChangeOrder, updatedAt: now });
      const data = { ...changeOrderFact(order, job), reason };
      await outbox.record(tx, 'changeOrder.proposed', data, { actor });
      return order;
    });

/** The greatest price that a quote may name. */
const MOST = 1_000_000_000_000;

function assertPayable(job: Job, amount: number): void {
  if (moneyOf(job).price + amount > MOST) {
    throw new Conflict('changeOrder.tooMuch', { pub: { currentState: job.status } });
  }
}

interface Proposal {
  readonly actor: Actor;
  readonly amount: number;
  readonly reason: string;
  readonly now: Date;
}

const orderOf = (job: Job, { actor, amount, reason, now }: Proposal): ChangeOrder => ({
  _id: newId(),
  ...beginningOf(changeOrderWorkflow, { actor, at: now }),
  jobId: job._id,
  clientId: job.clientId,
  craftsmanId: job.craftsmanId ?? job.clientId,
  amountMinor: amount,
  currency: job.currency,
  reason,
  createdAt: now,
  updatedAt: now,
});
