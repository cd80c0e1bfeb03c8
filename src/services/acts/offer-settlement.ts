import { DisputeModel, type Dispute } from '../../models/dispute.model';
import { SettlementOfferModel, type SettlementOffer } from '../../models/settlementOffer.model';
import type { DisputeSide } from '../../utils/disputeWords';
import { BadRequest, Conflict } from '../../utils/errors';
import { idOf, newId, type Id } from '../../utils/ids';
import { money } from '../../utils/money';
import { inTransaction, repeatTransaction, type Tx } from '../../utils/transaction';
import { systemActor, type UserActor } from '../../utils/types/actor';
import type { DisputeDeps } from '../disputes/deps';
import { endDisputed } from '../disputes/ending';
import { getOwnDispute, type OwnDispute } from '../disputes/lookup';
import { agreementOf, meetingPoint } from '../disputes/offers';
import { figuresOf, getJob } from '../jobs/running';

export type OfferSettlement = (
  actor: UserActor,
  given: { readonly disputeId: Id; readonly amount: number },
) => Promise<{ readonly isSettled: boolean }>;

/**
 * One side says, sealed, what it would accept. Where the other one's leaves it that much the dispute is settled in the
 * middle at once; else nothing has happened that anybody but its author could see: no event, no notice, no changed instant.
 */
export const makeOfferSettlement =
  (deps: DisputeDeps): OfferSettlement =>
  (actor, { disputeId, amount }) =>
    inTransaction(async (tx) => {
      const now = deps.clock.now();
      const own = await getOwnDispute(tx, 'offerSettlement', { actor, disputeId, now });
      const { dispute } = own;
      const { claimMinor, currency } = dispute;
      if (amount > claimMinor) {
        throw new BadRequest('dispute.offerTooHigh', { pub: { inDispute: claimMinor, currency } });
      }
      await touch(tx, dispute);
      const both = await state(tx, deps, { own, amount, now });
      const met = both && meetingPoint(money(claimMinor, currency), both);
      if (met) {
        const job = await getJob(tx, idOf(dispute.jobId), {});
        const decision = agreementOf(met, dispute.kind);
        await endDisputed(tx, deps, { actor: systemActor, dispute, job, decision, now, isByOffers: true });
      }
      return { isSettled: met !== undefined };
    });

/** Of two offers at once, and of an offer and a decision, one sees the other; nobody is shown that it changed. */
async function touch(tx: Tx, { _id, status }: Dispute): Promise<void> {
  const { modifiedCount } = await DisputeModel.updateOne(
    { _id, status },
    { $inc: { offerChanges: 1 } },
    { session: tx },
  ).exec();
  if (modifiedCount !== 1) {
    throw repeatTransaction(`dispute ${idOf(_id)} was changed meanwhile`);
  }
}

interface Stating {
  readonly own: OwnDispute;
  readonly amount: number;
  readonly now: Date;
}

/** Replaces this side's offer; gives both, where there are both. */
async function state(tx: Tx, { settings }: DisputeDeps, { own: { dispute, side }, amount, now }: Stating) {
  const { _id: disputeId, currency } = dispute;
  const job = await getJob(tx, idOf(dispute.jobId), {});
  const most = (await figuresOf(job, settings)).get('dispute.offersMax');
  const found = await SettlementOfferModel.find({ disputeId }, null, { session: tx }).lean<
    SettlementOffer[]
  >();
  const mine = found.find((offer) => offer.side === side);
  if (mine && mine.times >= most) {
    throw new Conflict('dispute.offersExhausted', { pub: { currentState: dispute.status } });
  }
  const times = (mine?.times ?? 0) + 1;
  await SettlementOfferModel.updateOne(
    { disputeId, side },
    { $set: { amountMinor: amount, currency, statedAt: now, times }, $setOnInsert: { _id: newId() } },
    { session: tx, upsert: true },
  ).exec();
  const other = found.find((offer) => offer.side !== side);
  if (!other) {
    return undefined;
  }
  const parts: Record<DisputeSide, number> = {
    client: amount,
    craftsman: amount,
    [other.side]: other.amountMinor,
  };
  return { client: money(parts.client, currency), craftsman: money(parts.craftsman, currency) };
}
