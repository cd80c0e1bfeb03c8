import type { Dispute } from '../../models/dispute.model';
import type { Job, JobMoney } from '../../models/job.model';
import { after, hours } from '../../utils/clock';
import { idOf } from '../../utils/ids';
import { add, isZero } from '../../utils/money';
import type { Tx } from '../../utils/transaction';
import type { Actor } from '../../utils/types/actor';
import { moneyOf, type Waiver } from '../jobMoney/figures';
import { decideWaiver, giveBackWaiver } from '../jobMoney/waiver';
import { figuresOf } from '../jobs/running';
import { amountsOf, verdictOf, type Amounts, type Final } from './decision';
import type { DisputeDeps } from './deps';
import { figuresOfCash, figuresOfHeld, type Figures, type Stakes, type Verdict } from './figures';
import { feeByHandOf, isByHand, stakesOf, type FeeByHand } from './stakes';
import { standingOf } from './standing';

/** A dispute with its job as they were, and what was decided. */
export interface Deciding {
  readonly actor: Actor;
  readonly dispute: Dispute;
  readonly job: Job;
  readonly decision: Final;
  readonly now: Date;
  /** Both sides agreed to it. */
  readonly isByOffers?: boolean | undefined;
}

/** The decision in figures, before it is posted. */
export interface Settling extends Deciding {
  readonly amounts: Amounts;
  readonly stakes: Stakes;
  readonly verdict: Verdict;
  readonly figures: Figures;
  /** What of our fee no deposit bears. */
  readonly feeByHand: FeeByHand;
  /** The facts of the job's money after it. */
  readonly money: JobMoney;
  /** Until when it may be appealed: what is paid stays pending, what goes to cards waits. */
  readonly finalAt: Date;
}

/** Who gets what by the decision; 400 when its amounts do not add up. */
export async function decideMoney(tx: Tx, { settings }: DisputeDeps, deciding: Deciding): Promise<Settling> {
  const { dispute, job, decision, now, isByOffers } = deciding;
  const { job: found, frozenMinor } = standingOf(job, dispute);
  const amounts = amountsOf(found, dispute, decision);
  const verdict = verdictOf(found, { ...dispute, isByOffers }, amounts);
  const waiver = await waiverOf(tx, job, verdict);
  const stakes = stakesOf(found, { frozenMinor, isFeeWaived: waiver?.isWaived === true });
  const figures = isByHand(job) ? figuresOfCash(stakes, verdict) : figuresOfHeld(stakes, verdict);
  const terms = await figuresOf(job, settings);
  const isFinal = isByOffers === true || dispute.status === 'Appealed';
  const finalAt = isFinal ? now : after(now, hours(terms.get('dispute.appealHours')));
  const feeByHand = feeByHandOf(found, { stakes, fee: figures.fee, counts: verdict.counts });
  const money = afterDecision(job, { figures, feeByHand, waiver });
  return { ...deciding, amounts, verdict, stakes, figures, feeByHand, money, finalAt };
}

/** A job that ends without a price uses no waiver, and one that was taken is given back: it is undecided again. */
async function waiverOf(tx: Tx, job: Job, { counts }: Verdict): Promise<Waiver | undefined> {
  if (isZero(counts)) {
    await giveBackWaiver(tx, job);
    return moneyOf(job).isFeeWaived === false ? { isWaived: false } : undefined;
  }
  return decideWaiver(tx, job);
}

interface Decided {
  readonly figures: Figures;
  readonly feeByHand: Settling['feeByHand'];
  readonly waiver: Waiver | undefined;
}

function afterDecision(job: Job, { figures, feeByHand, waiver }: Decided): JobMoney {
  const { isFeeWaived: _undecided, ...before } = moneyOf(job);
  const { toClient, fee } = figures;
  const released = before.held > 0 ? before.released + before.held - toClient.amountMinor : before.released;
  const isFeeWaived = waiver && { isFeeWaived: waiver.isWaived };
  return { ...before, held: 0, released, fee: add(fee, feeByHand.after).amountMinor, ...isFeeWaived };
}

/** Who owes and gets a sum of the decision. */
export const sidesOf = ({ dispute, job }: Pick<Deciding, 'dispute' | 'job'>) => ({
  jobId: idOf(job),
  disputeId: idOf(dispute),
  clientId: idOf(dispute.clientId),
  craftsmanId: idOf(dispute.craftsmanId),
});
