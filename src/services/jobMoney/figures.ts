import type { FeeRule, Job, JobMoney } from '../../models/job.model';
import { clamp, least, money, subtract, zero, type Money } from '../../utils/money';
import { feeOf, shareOf } from '../ledger/fees';

/** What the money of a job is made of: pure figures for acts, previews and presenters (rules.md, section 4). */

type Priced = Pick<Job, 'money' | 'contract' | 'currency'>;

/** No fee at all: nobody was hired. */
const FREE: FeeRule = { bps: 0, min: 0, max: null, waivedJobs: 0 };

/** The facts of a job's money; those of a job from before there were any are its price. */
export const moneyOf = ({ money: kept, contract }: Priced): JobMoney =>
  kept ?? { price: contract?.price ?? 0, due: 0, funded: 0, held: 0, released: 0, fee: 0 };

/** The fee rule that was pinned at hire. */
export const ruleOf = ({ contract }: Priced): FeeRule => contract?.feeRule ?? FREE;

/** What was agreed, with every extra that counts. */
export const priceOf = (job: Priced): Money => money(moneyOf(job).price, job.currency);
/** What is held for the job. */
export const heldOf = (job: Priced): Money => money(moneyOf(job).held, job.currency);

/** The whole fee of the job, held or not. */
export const wholeFeeOf = (job: Priced, { isWaived }: Waiver): Money =>
  isWaived ? zero(job.currency) : feeOf(priceOf(job), ruleOf(job));

export interface Waiver {
  readonly isWaived: boolean;
}

/** What leaves the hold towards the craftsman, and our part of it. */
export interface Release {
  readonly gross: Money;
  readonly fee: Money;
  readonly net: Money;
}

/** All that is held goes to the craftsman, less what of the fee was not taken before. */
export function lastRelease(job: Priced, waiver: Waiver): Release {
  return releaseOf(heldOf(job), subtract(wholeFeeOf(job, waiver), feeSoFar(job)));
}

/** A part of what is held: the fee is the share of all that has been released by then, so that the parts add up to the whole. */
export function partRelease(job: Priced, amount: Money, waiver: Waiver): Release {
  const { released } = moneyOf(job);
  const part = money(released + amount.amountMinor, job.currency);
  const share = shareOf(wholeFeeOf(job, waiver), { part: least(part, priceOf(job)), total: priceOf(job) });
  return releaseOf(amount, subtract(share, feeSoFar(job)));
}

const feeSoFar = (job: Priced): Money => money(moneyOf(job).fee, job.currency);

function releaseOf(gross: Money, due: Money): Release {
  const fee = clamp(due, { minMinor: 0, maxMinor: gross.amountMinor });
  return { gross, fee, net: subtract(gross, fee) };
}

/** The facts after a release. */
export const afterRelease = (job: Priced, { gross, fee }: Release, { isWaived }: Waiver): JobMoney => {
  const before = moneyOf(job);
  return {
    ...before,
    held: before.held - gross.amountMinor,
    released: before.released + gross.amountMinor,
    fee: before.fee + fee.amountMinor,
    isFeeWaived: isWaived,
  };
};

/** What the platform's part is, as far as it is known: 0 until somebody is hired, and where the job was cancelled; a decision has the last word. */
export function platformFeeOf(job: Priced & Pick<Job, 'status' | 'dispute'>): number {
  const { fee, isFeeWaived } = moneyOf(job);
  if (!job.contract || job.status === 'Cancelled' || job.dispute?.countedMinor !== undefined) {
    return fee;
  }
  return wholeFeeOf(job, { isWaived: isFeeWaived === true }).amountMinor;
}
