import type { Dispute } from '../../models/dispute.model';
import type { Job } from '../../models/job.model';
import { least, money, type Money } from '../../utils/money';
import { moneyOf, ruleOf } from '../jobMoney/figures';
import { inDispute, type Stakes } from './figures';

/** What of a job the money in dispute depends on. */
export type Priced = Pick<Job, 'money' | 'contract' | 'currency' | 'paymentType' | 'cash' | 'dispute'>;

/** Whether all of it is paid by hand: nothing is held then. */
export const isByHand = ({ paymentType }: Pick<Job, 'paymentType'>): boolean => paymentType === 'Cash';

/** What was agreed, unless an earlier decision says what counts. */
export const countingPrice = (job: Priced): Money =>
  money(job.dispute?.countedMinor ?? moneyOf(job).price, job.currency);

/** Where the money stands, before it is decided. */
export function stakesOf(
  job: Priced,
  { frozenMinor, isFeeWaived }: Pick<Dispute, 'frozenMinor'> & { readonly isFeeWaived: boolean },
): Stakes {
  const { held, released, fee } = moneyOf(job);
  const { currency } = job;
  return {
    held: money(held, currency),
    released: money(released, currency),
    frozen: money(frozenMinor, currency),
    fee: money(fee, currency),
    feeRule: ruleOf(job),
    isFeeWaived,
  };
}

/** What the two argue about: all that went through us, or what was paid by hand, as far as that is known. */
export function claimOf(job: Priced, { kind }: Pick<Dispute, 'kind'>): Money {
  const price = countingPrice(job);
  if (kind === 'cashDifference') {
    return price;
  }
  const { held, released } = moneyOf(job);
  return isByHand(job)
    ? least(price, money(job.cash?.amount ?? price.amountMinor, job.currency))
    : inDispute({ held: money(held, job.currency), released: money(released, job.currency) });
}
