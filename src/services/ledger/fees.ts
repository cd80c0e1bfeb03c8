import type { FeeRule } from '../../models/job.model';
import { clamp, compare, least, money, percentOf, zero, type Money } from '../../utils/money';

/** Our fee for a price (rules.md, section 4): a part of it, half-up, within the rule's limits, never more than the price. */
export const feeOf = (price: Money, { bps, min, max }: FeeRule): Money =>
  least(price, clamp(percentOf(price, bps), { minMinor: min, maxMinor: max }));

/** What a client prepays on a protected cash job: the fee or a part of the price, whichever is more. */
export function depositOf(price: Money, rule: FeeRule, depositBps: number): Money {
  const [fee, part] = [feeOf(price, rule), percentOf(price, depositBps)];
  return least(price, compare(fee, part) > 0 ? fee : part);
}

/** The share of `whole` that belongs to `part` of `total`, rounded down; nothing of nothing. */
export function shareOf(
  whole: Money,
  { part, total }: { readonly part: Money; readonly total: Money },
): Money {
  if (total.amountMinor === 0) {
    return zero(whole.currency);
  }
  const product = BigInt(whole.amountMinor) * BigInt(part.amountMinor);
  return money(Number(product / BigInt(total.amountMinor)), whole.currency);
}
