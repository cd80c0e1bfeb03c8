/** Who gets what when a dispute is decided (rules.md, sections 4 and 5): pure figures, for the posting and for the answer. */
import type { FeeRule } from '../../models/job.model';
import { add, compare, least, negate, subtract, zero, type Money } from '../../utils/money';
import { feeOf } from '../ledger/fees';

/** Where the money of the job stands when it is decided. */
export interface Stakes {
  /** Held for the job, and what has left the hold towards the craftsman before, our fee included. */
  readonly held: Money;
  readonly released: Money;
  /** What of his earnings the dispute has frozen. */
  readonly frozen: Money;
  /** Our fee so far. */
  readonly fee: Money;
  readonly feeRule: FeeRule;
  readonly isFeeWaived: boolean;
}

/** What was decided, in money. */
export interface Verdict {
  /** The client's part of what went through us; the rest is the craftsman's, our fee included. */
  readonly toClient: Money;
  /** The price that counts: our fee is of it. */
  readonly counts: Money;
  /** What the client has paid by hand and is to get back. */
  readonly owedByHand: Money;
}

export interface Figures {
  /** To the craftsman's pending. */
  readonly toCraftsman: Money;
  /** To the client at once; the rest of his part is short. */
  readonly toClient: Money;
  /** What the client is to get and is no longer there. */
  readonly short: Money;
  /** Our fee as it then is, and the change that the held money bears. */
  readonly fee: Money;
  readonly feeChange: Money;
}

/** What the two argue about where the money went through us. */
export const inDispute = ({ held, released }: Pick<Stakes, 'held' | 'released'>): Money =>
  add(held, released);

/** The craftsman's part less our fee; what he has and what is missing is set off, the client gets what is there. */
export function figuresOfHeld(stakes: Stakes, { toClient, counts, owedByHand }: Verdict): Figures {
  const { held, released, frozen, fee: feeBefore } = stakes;
  const part = subtract(inDispute(stakes), toClient);
  const there = add(held, frozen);
  const fee = leastOf(feeAfter(stakes, counts), part, add(feeBefore, there));
  const feeChange = subtract(fee, feeBefore);
  const spent = subtract(subtract(released, feeBefore), frozen);
  const balance = subtract(subtract(part, fee), spent);
  const missing = positive(negate(balance));
  return {
    toCraftsman: positive(balance),
    toClient: subtract(toClient, missing),
    short: add(missing, owedByHand),
    fee,
    feeChange,
  };
}

/** Where all was paid by hand nothing is held: the fee follows the price that counts, what is owed back is a debt. */
export function figuresOfCash(stakes: Stakes, { counts, owedByHand }: Verdict): Figures {
  const none = zero(counts.currency);
  const fee = feeAfter(stakes, counts);
  const feeChange = subtract(fee, stakes.fee);
  return { toCraftsman: none, toClient: none, short: owedByHand, fee, feeChange };
}

const feeAfter = ({ feeRule, isFeeWaived }: Stakes, counts: Money): Money =>
  isFeeWaived ? zero(counts.currency) : feeOf(counts, feeRule);

const leastOf = (first: Money, ...others: readonly Money[]): Money => others.reduce(least, first);

const positive = (amount: Money): Money =>
  compare(amount, zero(amount.currency)) > 0 ? amount : zero(amount.currency);
