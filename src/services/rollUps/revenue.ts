import { DailyRevenueModel, type DailyRevenue } from '../../models/dailyRevenue.model';
import { firstLineAt, sumOfAccount } from '../../models/queries/ledgerLines.query';
import { nextDay, startOfDay } from '../../utils/calendar';
import type { Currency } from '../../utils/money';
import { account, nameOf } from '../ledger/accounts';

const KINDS = ['fees', 'penalties', 'promotions', 'providerCosts'] as const;

/** Sums what the platform's accounts took on a day, anew from the ledger; safe to repeat. */
export async function sumDay(day: string, currency: Currency): Promise<void> {
  const sums: Partial<Record<(typeof KINDS)[number], number>> = {};
  for (const kind of KINDS) {
    sums[kind] = await sumOf(nameOf(account.platform(kind), currency), day);
  }
  const { fees = 0, penalties = 0, promotions = 0, providerCosts = 0 } = sums;
  const _id = `${day}|${currency}`;
  const revenue: DailyRevenue = { _id, day, currency, fees, penalties, promotions, providerCosts };
  if (Object.values(sums).some((sum) => sum !== 0)) {
    await DailyRevenueModel.replaceOne({ _id }, revenue, { upsert: true });
  } else {
    await DailyRevenueModel.deleteOne({ _id });
  }
}

const sumOf = (name: string, day: string): Promise<number> =>
  sumOfAccount(name, startOfDay(day), startOfDay(nextDay(day)));

/** When the platform first took something in a currency; undefined: never. */
export async function firstRevenueAt(currency: Currency): Promise<Date | undefined> {
  const firsts: number[] = [];
  for (const kind of KINDS) {
    const first = await firstLineAt(nameOf(account.platform(kind), currency));
    firsts.push(...(first ? [first.getTime()] : []));
  }
  return firsts.length > 0 ? new Date(Math.min(...firsts)) : undefined;
}
