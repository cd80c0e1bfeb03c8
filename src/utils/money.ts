/** Money is integer minor units plus currency; no floats, and no sum of two currencies. */

export const CURRENCIES = ['EGP', 'USD', 'EUR', 'SAR', 'AED', 'KWD', 'JPY', 'ZAR', 'INR', 'NGN'] as const;
export type Currency = (typeof CURRENCIES)[number];

export interface Money {
  readonly amountMinor: number;
  readonly currency: Currency;
}

export interface MinorRange {
  readonly minMinor?: number | null | undefined;
  /** Null or absent: no limit. */
  readonly maxMinor?: number | null | undefined;
}

const BPS = 10_000n;

/** An amount; throws RangeError when it is not a safe integer. */
export function money(amountMinor: number, currency: Currency): Money {
  assertSafe(amountMinor);
  // -0 and 0 are one amount.
  return { amountMinor: amountMinor === 0 ? 0 : amountMinor, currency };
}

/** Nothing, in a currency. */
export const zero = (currency: Currency): Money => ({ amountMinor: 0, currency });

/** a + b, of one currency. */
export function add(a: Money, b: Money): Money {
  assertSameCurrency(a, b);
  return money(a.amountMinor + b.amountMinor, a.currency);
}

/** a − b, of one currency. */
export const subtract = (a: Money, b: Money): Money => add(a, negate(b));

/** The same amount the other way. */
export const negate = ({ amountMinor, currency }: Money): Money => money(-amountMinor, currency);

/** Below zero when a < b, 0 when equal, above zero when a > b; of one currency. */
export function compare(a: Money, b: Money): number {
  assertSameCurrency(a, b);
  return Math.sign(a.amountMinor - b.amountMinor);
}

/** Whether it is nothing. */
export const isZero = ({ amountMinor }: Money): boolean => amountMinor === 0;

/** The smaller of two, of one currency. */
export const least = (a: Money, b: Money): Money => (compare(a, b) <= 0 ? a : b);

/** Same amount and same currency. */
export const isEqual = (a: Money, b: Money): boolean =>
  a.currency === b.currency && a.amountMinor === b.amountMinor;

/** `bps` hundredths of a percent of `base`, half a unit rounded up (away from zero, so that a reversal is exact). */
export function percentOf(base: Money, bps: number): Money {
  assertSafe(bps);
  if (bps < 0) {
    throw new RangeError(`a percentage is never negative: ${bps}`);
  }
  const product = BigInt(base.amountMinor) * BigInt(bps);
  const size = product < 0n ? -product : product;
  const rounded = (size * 2n + BPS) / (BPS * 2n);
  return money(Number(product < 0n ? -rounded : rounded), base.currency);
}

/** The amount, moved into the range; throws RangeError when the range is empty. */
export function clamp(amount: Money, { minMinor, maxMinor }: MinorRange): Money {
  const low = minMinor ?? Number.MIN_SAFE_INTEGER;
  const high = maxMinor ?? Number.MAX_SAFE_INTEGER;
  if (low > high) {
    throw new RangeError(`the minimum ${low} is above the maximum ${high}`);
  }
  return money(Math.min(Math.max(amount.amountMinor, low), high), amount.currency);
}

/** Shares in the given ratio that add up to the whole; what rounding leaves goes to the largest remainders, the first of equals. */
export function splitByRatio(whole: Money, ratio: readonly number[]): Money[] {
  const total = ratio.reduce((sum, part) => sum + BigInt(assertPart(part)), 0n);
  if (total === 0n) {
    throw new RangeError('a ratio needs a part above zero');
  }
  const sign = whole.amountMinor < 0 ? -1 : 1;
  const size = BigInt(whole.amountMinor * sign);
  const exact = ratio.map((part, index) => {
    const share = size * BigInt(part);
    return { index, floor: share / total, rest: share % total };
  });
  const left = Number(size - exact.reduce((sum, { floor }) => sum + floor, 0n));
  const byRest = [...exact].sort((a, b) => Number(b.rest - a.rest) || a.index - b.index);
  const favoured = new Set(byRest.slice(0, left).map(({ index }) => index));
  return exact.map(({ index, floor }) =>
    money(sign * (Number(floor) + (favoured.has(index) ? 1 : 0)), whole.currency),
  );
}

function assertPart(part: number): number {
  if (assertSafe(part) < 0) {
    throw new RangeError(`a part of a ratio is never negative: ${part}`);
  }
  return part;
}

function assertSafe(value: number): number {
  if (!Number.isSafeInteger(value)) {
    throw new RangeError(`not a safe integer: ${value}`);
  }
  return value;
}

function assertSameCurrency(a: Money, b: Money): void {
  if (a.currency !== b.currency) {
    throw new RangeError(`two currencies: ${a.currency} and ${b.currency}`);
  }
}
