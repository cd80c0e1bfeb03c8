import type { Types } from 'mongoose';
import type { Currency } from '../../utils/money';
import { PaymentModel } from '../payment.model';
import { WithdrawalModel } from '../withdrawal.model';

/** What a user has paid in and taken out in one currency, in minor units. */
export interface MoneyTotals {
  readonly currency: Currency;
  readonly paid: number;
  readonly payments: number;
  /** Of what was paid, what went back the way it came. */
  readonly returned: number;
  readonly withdrawn: number;
  readonly withdrawals: number;
}

interface Sum {
  readonly _id: Currency;
  readonly total: number;
  readonly count: number;
  readonly returned?: number;
}

const NONE = { paid: 0, payments: 0, returned: 0, withdrawn: 0, withdrawals: 0 } as const;

/** The sums of a user's captured payments and paid withdrawals, by currency. */
export async function findMoneyTotals(userId: Types.ObjectId): Promise<MoneyTotals[]> {
  const sums = { _id: '$currency', total: { $sum: '$amountMinor' }, count: { $sum: 1 } };
  const paid = await PaymentModel.aggregate<Sum>([
    { $match: { userId, status: 'Captured' } },
    { $group: { ...sums, returned: { $sum: '$returnedMinor' } } },
  ]).exec();
  const taken = await WithdrawalModel.aggregate<Sum>([
    { $match: { userId, status: 'Paid' } },
    { $group: sums },
  ]).exec();
  const totals = new Map<Currency, MoneyTotals>();
  for (const { _id: currency, total, count, returned = 0 } of paid) {
    totals.set(currency, { ...NONE, currency, paid: total, payments: count, returned });
  }
  for (const { _id: currency, total, count } of taken) {
    const before = totals.get(currency) ?? { ...NONE, currency };
    totals.set(currency, { ...before, withdrawn: total, withdrawals: count });
  }
  return [...totals.values()].sort((a, b) => a.currency.localeCompare(b.currency));
}
