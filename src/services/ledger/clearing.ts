import { LedgerLineModel } from '../../models/ledgerLine.model';
import { money, type Currency, type Money } from '../../utils/money';
import { account, nameOf } from './accounts';

/** What of a provider's money our books know, by what has become of it. */
export interface Cleared {
  /** What it has captured for us less what it has paid back; what it keeps for itself is never booked here. */
  readonly kept: Money;
  readonly paidOut: Money;
}

/** Rolls up the clearing accounts of one provider. */
export async function clearedBy(gateway: string, currency: Currency): Promise<Cleared> {
  const kept = await sumOf(nameOf(account.gateway(gateway), currency));
  const paidOut = await sumOf(nameOf(account.payoutGateway(gateway), currency));
  return { kept: money(-kept, currency), paidOut: money(paidOut, currency) };
}

async function sumOf(name: string): Promise<number> {
  const [row] = await LedgerLineModel.aggregate<{ sum: number }>([
    { $match: { account: { $eq: name, $exists: true } } },
    { $group: { _id: null, sum: { $sum: '$amountMinor' } } },
  ]);
  return row?.sum ?? 0;
}
