import type { Dispute } from '../../models/dispute.model';
import type { Job, JobMoney } from '../../models/job.model';
import { money, type Money } from '../../utils/money';
import { inDispute, type Stakes } from './figures';

/** What of a job the money in dispute depends on. */
export type Priced = Pick<Job, 'money' | 'contract' | 'currency' | 'paymentType'>;

/** The facts of a job's money; those of a job from before there were any are its price. */
export const moneyOf = ({ money: kept, contract }: Pick<Job, 'money' | 'contract'>): JobMoney =>
  kept ?? { price: contract?.price ?? 0, due: 0, funded: 0, held: 0, released: 0, fee: 0 };

/** What was agreed. */
export const priceOf = (job: Priced): Money => money(moneyOf(job).price, job.currency);

/** Whether all of it is paid by hand: nothing is held then. */
export const isByHand = ({ paymentType }: Pick<Job, 'paymentType'>): boolean => paymentType === 'Cash';

/** Where the money stands, before it is decided. */
export function stakesOf(
  job: Priced,
  { frozenMinor, isFeeWaived }: Pick<Dispute, 'frozenMinor'> & { readonly isFeeWaived: boolean },
): Stakes {
  const { held, released, fee } = moneyOf(job);
  const { currency, contract } = job;
  return {
    held: money(held, currency),
    released: money(released, currency),
    frozen: money(frozenMinor, currency),
    fee: money(fee, currency),
    feeRule: contract?.feeRule ?? { bps: 0, min: 0, max: null, waivedJobs: 0 },
    isFeeWaived,
  };
}

/** What the two argue about: all that went through us, or the price where it was paid by hand. */
export function claimOf(job: Priced, { kind }: Pick<Dispute, 'kind'>): Money {
  const { held, released } = moneyOf(job);
  return kind === 'cashDifference' || isByHand(job)
    ? priceOf(job)
    : inDispute({ held: money(held, job.currency), released: money(released, job.currency) });
}
