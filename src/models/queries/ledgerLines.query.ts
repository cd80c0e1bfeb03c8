import type { Model } from 'mongoose';
import { LedgerLineModel, type LedgerLine } from '../ledgerLine.model';

/** The lines of the ledger for those who read them from end to end. */
export const ledgerLines: Model<LedgerLine> = LedgerLineModel;

/** What an account took from one instant on, before another. */
export async function sumOfAccount(name: string, from: Date, to: Date): Promise<number> {
  const [found] = await LedgerLineModel.aggregate<{ sum: number }>([
    { $match: { account: { $eq: name, $exists: true }, at: { $gte: from, $lt: to } } },
    { $group: { _id: null, sum: { $sum: '$amountMinor' } } },
  ]).exec();
  return found?.sum ?? 0;
}

/** When an account was first used; undefined: never. */
export async function firstLineAt(name: string): Promise<Date | undefined> {
  const first = await LedgerLineModel.findOne({ account: { $eq: name, $exists: true } })
    .sort({ at: 1 })
    .lean<LedgerLine>();
  return first?.at;
}
