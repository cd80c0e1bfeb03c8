import type { Dispute } from '../../models/dispute.model';
import type { Job } from '../../models/job.model';
import { least, money, subtract, zero, type Money } from '../../utils/money';
import { moneyOf, ruleOf } from '../jobMoney/figures';
import { feeOf } from '../ledger/fees';
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
  const { held, released } = moneyOf(job);
  const { currency } = job;
  return {
    held: money(held, currency),
    released: money(released, currency),
    frozen: money(frozenMinor, currency),
    fee: feeSoFar(job),
    feeRule: ruleOf(job),
    isFeeWaived,
  };
}

/** Our fee before: of a protected cash job what its deposit has borne, the rest was charged beside it. */
function feeSoFar(job: Priced): Money {
  const { fee, released } = moneyOf(job);
  return money(isProtected(job) ? Math.min(fee, released) : fee, job.currency);
}

const isProtected = ({ paymentType }: Pick<Job, 'paymentType'>): boolean => paymentType === 'CashProtected';

/** What of our fee is charged beside the money that is held: before the decision and after it. */
export interface FeeByHand {
  readonly before: Money;
  readonly after: Money;
}

interface Settled {
  readonly stakes: Stakes;
  /** What the held money bears. */
  readonly fee: Money;
  readonly counts: Money;
}

/** A deposit may be less than the fee, once the price has risen: the craftsman owes the rest, as without a dispute. */
export function feeByHandOf(job: Priced, { stakes, fee, counts }: Settled): FeeByHand {
  const none = zero(job.currency);
  if (!isProtected(job)) {
    return { before: none, after: none };
  }
  const whole = stakes.isFeeWaived ? none : feeOf(counts, stakes.feeRule);
  return {
    before: subtract(money(moneyOf(job).fee, job.currency), stakes.fee),
    after: subtract(whole, least(whole, fee)),
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
