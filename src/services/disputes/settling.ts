import type { Dispute } from '../../models/dispute.model';
import type { Job, JobMoney } from '../../models/job.model';
import { after, hours } from '../../utils/clock';
import { idOf } from '../../utils/ids';
import { isZero, zero } from '../../utils/money';
import type { Tx } from '../../utils/transaction';
import type { Actor } from '../../utils/types/actor';
import { figuresOf } from '../jobs/running';
import { disputeSettled, type Settlement } from '../ledger/postings/dispute.postings';
import { amountsOf, verdictOf, type Amounts, type Final } from './decision';
import type { DisputeDeps } from './deps';
import { figuresOfCash, figuresOfHeld, type Figures, type Stakes } from './figures';
import { isByHand, moneyOf, stakesOf } from './stakes';

/** A dispute with its job as they were, and what was decided. */
export interface Deciding {
  readonly actor: Actor;
  readonly dispute: Dispute;
  readonly job: Job;
  readonly decision: Final;
  readonly now: Date;
}

/** The decision in figures, before anything is written. */
export interface Settling extends Deciding {
  readonly amounts: Amounts;
  readonly stakes: Stakes;
  readonly figures: Figures;
  /** The facts of the job's money after it. */
  readonly money: JobMoney;
  /** Until when it may be appealed: what is paid stays pending, what goes to cards waits. */
  readonly finalAt: Date;
}

/** Who gets what by the decision; 400 when its amounts do not add up. */
export async function decideMoney({ settings }: DisputeDeps, deciding: Deciding): Promise<Settling> {
  const { dispute, job, decision, now } = deciding;
  const amounts = amountsOf(job, dispute, decision);
  const isFeeWaived = moneyOf(job).isFeeWaived === true;
  const stakes = stakesOf(job, { frozenMinor: dispute.frozenMinor, isFeeWaived });
  const verdict = verdictOf(job, dispute, amounts);
  const figures = isByHand(job) ? figuresOfCash(stakes, verdict) : figuresOfHeld(stakes, verdict);
  const terms = await figuresOf(job, settings);
  const finalAt = after(now, hours(terms.get('dispute.appealHours')));
  return { ...deciding, amounts, stakes, figures, money: afterDecision(job, figures), finalAt };
}

function afterDecision(job: Job, { toClient, fee }: Figures): JobMoney {
  const before = moneyOf(job);
  const released = before.held > 0 ? before.released + before.held - toClient.amountMinor : before.released;
  return { ...before, held: 0, released, fee: fee.amountMinor };
}

/** Posts what was decided: all that is held goes to whom it belongs, what is no longer there is owed. */
export async function settleMoney(tx: Tx, deps: DisputeDeps, settling: Settling): Promise<void> {
  const { actor } = settling;
  await deps.ledger.post(tx, disputeSettled(await settlementOf(tx, deps, settling)), { actor });
}

async function settlementOf(tx: Tx, deps: DisputeDeps, settling: Settling): Promise<Settlement> {
  const { dispute, job, stakes, figures } = settling;
  const { toCraftsman, toClient, short, feeChange } = figures;
  const nothing = { clientId: idOf(job.clientId), toWallet: zero(job.currency), toCards: [] };
  const back = isZero(toClient) ? nothing : await deps.planReturn(tx, { job, amount: toClient });
  return {
    disputeId: idOf(dispute),
    jobId: idOf(job),
    craftsmanId: idOf(dispute.craftsmanId),
    fromJob: stakes.held,
    fromFrozen: stakes.frozen,
    toCraftsman,
    fee: feeChange,
    back,
    short,
  };
}
