import { ChangeOrderModel } from '../../models/changeOrder.model';
import type { Job } from '../../models/job.model';
import { idOf } from '../../utils/ids';
import type { Tx } from '../../utils/transaction';
import type { Actor } from '../../utils/types/actor';
import { moneyOf } from '../jobMoney/figures';
import { writeSeen } from '../jobMoney/writing';
import type { RunningDeps } from '../jobs/running';
import { changeOrderWorkflow } from '../workflows/changeOrder.workflow';
import { transition } from '../workflows/workflow';
import { changeOrderFact } from './facts';

/** A job after money has come in for it. */
export interface Funding {
  /** As it is now, with what was paid in `money.funded`. */
  readonly job: Job;
  readonly actor: Actor;
}

/** Lets the accepted change order count once all that is due has been paid in; gives the job as it then is. */
export type NoteFunding = (tx: Tx, given: Funding) => Promise<Job>;

/** Makes the last step of a change order in escrow; whoever books a payment for a job calls it in the same transaction. */
export const makeNoteFunding =
  ({ clock, outbox }: Pick<RunningDeps, 'clock' | 'outbox'>): NoteFunding =>
  async (tx, { job: paid, actor }) => {
    const { openChangeOrder } = paid;
    const money = moneyOf(paid);
    if (!openChangeOrder?.isAccepted || money.funded < money.due) {
      return paid;
    }
    const now = clock.now();
    const order = await transition(tx, ChangeOrderModel, changeOrderWorkflow, 'fund', {
      id: idOf(openChangeOrder.changeOrderId),
      actor,
      at: now,
      set: { countsSince: now, updatedAt: now },
    });
    const price = money.price + order.amountMinor;
    const facts = { money: { ...money, price }, listPrice: price, openChangeOrder: null, updatedAt: now };
    const job = await writeSeen(tx, paid, facts);
    await outbox.record(tx, 'changeOrder.funded', changeOrderFact(order, job), { actor });
    return job;
  };
