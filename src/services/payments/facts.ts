import type { Payment } from '../../models/payment.model';
import type { Refund } from '../../models/refund.model';
import { idOf } from '../../utils/ids';
import { money, type Money } from '../../utils/money';
import type { PaymentFact, RefundFact } from '../outbox/events/payment.events';

/** What an event says of a payment. */
export const paymentFact = (payment: Payment): PaymentFact => ({
  paymentId: idOf(payment),
  userId: idOf(payment.userId),
  purpose: payment.purpose,
  ...(payment.purpose === 'job' && { jobId: idOf(payment.subject.id) }),
  ...(payment.title !== undefined && { title: payment.title }),
  provider: payment.provider,
  amountMinor: payment.amountMinor,
  currency: payment.currency,
});

/** What an event says of a refund. */
export const refundFact = (refund: Refund): RefundFact => ({
  refundId: idOf(refund),
  paymentId: idOf(refund.paymentId),
  userId: idOf(refund.userId),
  jobId: idOf(refund.jobId),
  provider: refund.provider,
  amountMinor: refund.amountMinor,
  currency: refund.currency,
});

/** The amount of a payment or a refund. */
export const amountOf = ({ amountMinor, currency }: Pick<Payment, 'amountMinor' | 'currency'>): Money =>
  money(amountMinor, currency);
