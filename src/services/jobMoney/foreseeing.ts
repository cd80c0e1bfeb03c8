import type { Job } from '../../models/job.model';
import { add, subtract, type Money } from '../../utils/money';
import type { CancellationTerms } from '../jobs/cancellation';
import type { JobVerb } from '../policies/job.policy';
import { endMoneyOf } from './ending';
import { lastRelease, wholeFeeOf, type Waiver } from './figures';

/** What one side gives and gets, in minor units: from what is held, from wallets, as debts and as claims. */
export interface Amounts {
  readonly pays: number;
  readonly receives: number;
}

export interface Sides {
  readonly client: Amounts;
  readonly craftsman: Amounts;
  readonly platform: Amounts;
}

const NOTHING: Amounts = { pays: 0, receives: 0 };

/** Nothing moves. */
export const NOBODY: Sides = { client: NOTHING, craftsman: NOTHING, platform: NOTHING };

/** What an end before the work moves: the client pays the fee out of what is held and gets the rest of it back. */
export function sidesOfEnd(job: Job, terms: CancellationTerms): Sides {
  const { fromHeld, owed, back, penalty } = endMoneyOf(job, terms);
  const total = (key: keyof typeof owed): Money => add(fromHeld[key], owed[key]);
  return {
    client: { pays: total('fee').amountMinor, receives: back.amountMinor },
    craftsman: { pays: penalty.amountMinor, receives: total('craftsmanShare').amountMinor },
    platform: { pays: 0, receives: add(total('platformShare'), penalty).amountMinor },
  };
}

/** What completion, or for cash its confirmation, moves through us; the cash itself goes from hand to hand. */
export function sidesOfCompletion(job: Job, waiver: Waiver): Sides {
  const { gross, fee, net } = lastRelease(job, waiver);
  const whole = job.paymentType === 'Escrow' ? fee : wholeFeeOf(job, waiver);
  return {
    client: { pays: gross.amountMinor, receives: 0 },
    craftsman: { pays: subtract(whole, fee).amountMinor, receives: net.amountMinor },
    platform: { pays: 0, receives: whole.amountMinor },
  };
}

/** Whether the fee waits for what both sides say of the cash. */
export const waitsForCash = (verb: JobVerb, { paymentType }: Job): boolean =>
  verb === 'complete' && paymentType !== 'Escrow';
