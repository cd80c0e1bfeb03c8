import type { Id } from '../../utils/ids';
import { add, isZero, negate, type Money } from '../../utils/money';
import { nameOf, type Account } from './accounts';

/** One side of an entry: above zero it goes to the account, below zero it comes from it. */
export interface Line {
  readonly account: Account;
  readonly amount: Money;
}

/** What an entry speaks of, by id. */
export interface EntryRefs {
  readonly jobId?: Id;
  readonly paymentId?: Id;
  readonly refundId?: Id;
  readonly withdrawalId?: Id;
  readonly disputeId?: Id;
  readonly debtId?: Id;
  readonly adjustmentId?: Id;
  readonly changeOrderId?: Id;
  /** The key of the entry that this one takes back. */
  readonly reverses?: string;
}

/** An entry before it is posted; made by a posting function and by nothing else. */
export interface NewEntry {
  /** Names the fact; unique, so that a fact is posted once. */
  readonly key: string;
  readonly kind: string;
  readonly lines: readonly Line[];
  readonly refs: EntryRefs;
}

export interface Fact {
  /** `<kind>:<id of the one thing of which there is one>`. */
  readonly kind: string;
  readonly id: string;
  readonly refs?: EntryRefs;
  readonly lines: readonly Line[];
}

/** The amount comes from the account. */
export const take = (from: Account, amount: Money): Line => ({ account: from, amount: negate(amount) });
/** The amount goes to the account. */
export const give = (to: Account, amount: Money): Line => ({ account: to, amount });

/** An entry of these lines: those of one account become one, those of nothing go; throws when they do not add up to zero. */
export function entry({ kind, id, refs = {}, lines }: Fact): NewEntry {
  const merged = new Map<string, Line>();
  for (const line of lines) {
    const name = nameOf(line.account, line.amount.currency);
    const known = merged.get(name);
    merged.set(name, known ? { ...known, amount: add(known.amount, line.amount) } : line);
  }
  const made = {
    key: `${kind}:${id}`,
    kind,
    refs,
    lines: [...merged.values()].filter(({ amount }) => !isZero(amount)),
  };
  assertBalanced(made);
  return made;
}

/** Throws unless the lines of each currency add up to zero; that is an error of ours. */
export function assertBalanced({ key, lines }: Pick<NewEntry, 'key' | 'lines'>): void {
  const sums = new Map<string, Money>();
  for (const { amount } of lines) {
    const sum = sums.get(amount.currency);
    sums.set(amount.currency, sum ? add(sum, amount) : amount);
  }
  for (const [currency, sum] of sums) {
    if (!isZero(sum)) {
      throw new RangeError(`entry ${key} is off by ${sum.amountMinor} ${currency}`);
    }
  }
}

/** Whether there is anything to post. */
export const isEmpty = ({ lines }: NewEntry): boolean => lines.length === 0;
