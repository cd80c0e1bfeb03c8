import { LedgerLineModel } from '../../models/ledgerLine.model';
import { money, type Currency, type Money } from '../../utils/money';
import { account, nameOf } from './accounts';

/** What of a provider's money our books know, by what has become of it. */
export interface Cleared {
  /** What it has captured for us less what it has paid back; its own costs are not in it. */
  readonly kept: Money;
  readonly paidOut: Money;
}

const PROVIDER_COST = 'payment.providerCost';

/** Rolls up the clearing accounts of one provider. */
export async function clearedBy(gateway: string, currency: Currency): Promise<Cleared> {
  const kept = await sumOf(nameOf(account.gateway(gateway), currency), { kind: { $ne: PROVIDER_COST } });
  const paidOut = await sumOf(nameOf(account.payoutGateway(gateway), currency), {});
  return { kept: money(-kept, currency), paidOut: money(paidOut, currency) };
}

async function sumOf(name: string, more: object): Promise<number> {
  const [row] = await LedgerLineModel.aggregate<{ sum: number }>([
    { $match: { account: { $eq: name, $exists: true }, ...more } },
    { $group: { _id: null, sum: { $sum: '$amountMinor' } } },
  ]);
  return row?.sum ?? 0;
}
