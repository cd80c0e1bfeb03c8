import { PaymentModel } from '../../models/payment.model';
import { RefundModel, type Refund } from '../../models/refund.model';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import { add, zero, type Currency, type Money } from '../../utils/money';
import type { Tx } from '../../utils/transaction';
import type { Actor } from '../../utils/types/actor';
import type { Return } from '../ledger/postings/return';
import { refundWorkflow } from '../workflows/refund.workflow';
import { transitionMany } from '../workflows/workflow';
import { amountOf } from './facts';

interface OfJob {
  readonly jobId: Id;
  readonly actor: Actor;
  readonly now: Date;
}

/** A decision is appealed: refunds to cards that still wait are not sent before the next one. Gives what they come to. */
export async function holdRefunds(
  tx: Tx,
  { jobId, actor, now, currency }: OfJob & { readonly currency: Currency },
): Promise<Money> {
  const held = await transitionMany(tx, RefundModel, refundWorkflow, 'hold', {
    where: { jobId: toObjectId(jobId), waitUntil: { $gt: now } },
    actor,
    at: now,
    set: { updatedAt: now },
    unset: ['dueAt'],
  });
  return held.map(amountOf).reduce(add, zero(currency));
}

/** The decision on appeal moves the money itself: those refunds are over. Gives each, for the entry. */
export async function cancelHeldRefunds(tx: Tx, { jobId, actor, now }: OfJob): Promise<Return['toCards']> {
  const cancelled = await transitionMany(tx, RefundModel, refundWorkflow, 'cancel', {
    where: { jobId: toObjectId(jobId) },
    actor,
    at: now,
    set: { updatedAt: now },
  });
  for (const refund of cancelled) {
    await noteNotReturned(tx, refund, now);
  }
  return cancelled.map((refund) => ({ refundId: idOf(refund), amount: amountOf(refund) }));
}

const noteNotReturned = (tx: Tx, { paymentId, amountMinor }: Refund, updatedAt: Date) =>
  PaymentModel.updateOne(
    { _id: paymentId },
    { $inc: { returnedMinor: -amountMinor }, $set: { updatedAt } },
    { session: tx },
  );
