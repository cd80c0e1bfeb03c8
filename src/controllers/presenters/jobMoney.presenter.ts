import type { Job } from '../../models/job.model';
import { idOf } from '../../utils/ids';

type Moneyed = Pick<Job, 'money' | 'cash' | 'openChangeOrder' | 'currency'>;

/** What both sides see of a job's money; nobody else does. */
export const presentJobMoney = ({ money, cash, openChangeOrder, currency }: Moneyed) => ({
  money: money
    ? {
        price: money.price,
        due: money.due,
        funded: money.funded,
        held: money.held,
        released: money.released,
        fee: money.fee,
        isFeeWaived: money.isFeeWaived ?? null,
        currency,
      }
    : null,
  cash: cash ? presentCash(cash) : null,
  changeOrder: openChangeOrder
    ? {
        id: idOf(openChangeOrder.changeOrderId),
        amount: openChangeOrder.amount,
        isAccepted: openChangeOrder.isAccepted,
      }
    : null,
});

const presentCash = (cash: NonNullable<Job['cash']>) => ({
  clientAmount: cash.clientAmount ?? null,
  craftsmanAmount: cash.craftsmanAmount ?? null,
  confirmsAt: cash.confirmsAt ?? null,
  confirmedAt: cash.confirmedAt ?? null,
  amount: cash.amount ?? null,
  differsAt: cash.differsAt ?? null,
});
