import { RefundModel, type Refund } from '../../models/refund.model';
import type { Payment } from '../../models/payment.model';
import { newId } from '../../utils/ids';
import type { Money } from '../../utils/money';
import type { Tx } from '../../utils/transaction';
import type { Actor } from '../../utils/types/actor';
import { refundWorkflow } from '../workflows/refund.workflow';
import { beginningOf } from '../workflows/workflow';
import type { PaymentDeps } from './deps';
import { refundFact } from './facts';

export interface RefundWish {
  readonly payment: Payment;
  readonly amount: Money;
  readonly actor: Actor;
  /** Not before then. */
  readonly waitUntil?: Date | undefined;
}

/** Notes that a part of a payment goes back to its card; the caller posts the money to the refund's hold. */
export async function requestRefund(
  tx: Tx,
  { clock, outbox }: Pick<PaymentDeps, 'clock' | 'outbox'>,
  { payment, amount: { amountMinor, currency }, actor, waitUntil }: RefundWish,
): Promise<Refund> {
  const at = clock.now();
  const refund: Refund = {
    _id: newId(),
    ...beginningOf(refundWorkflow, { actor, at }),
    paymentId: payment._id,
    userId: payment.userId,
    jobId: payment.subject.id,
    provider: payment.provider,
    paymentRef: payment.providerRef ?? '',
    amountMinor,
    currency,
    ...(waitUntil && { waitUntil }),
    dueAt: waitUntil ?? at,
    createdAt: at,
    updatedAt: at,
  };
  await RefundModel.create([refund], { session: tx });
  const wait = waitUntil && { waitUntil: waitUntil.toISOString() };
  await outbox.record(tx, 'refund.requested', { ...refundFact(refund), ...wait }, { actor });
  return refund;
}
