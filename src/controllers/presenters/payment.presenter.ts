import type { Payment } from '../../models/payment.model';
import { idOf } from '../../utils/ids';

/** A payment as its payer sees it; what he needs to go on is there only while he can. */
export const presentPayment = (payment: Payment): Record<string, unknown> => ({
  id: idOf(payment),
  _id: idOf(payment),
  purpose: payment.purpose,
  jobId: payment.purpose === 'job' ? idOf(payment.subject.id) : null,
  provider: payment.provider,
  flow: payment.flow,
  amount: payment.amountMinor,
  currency: payment.currency,
  status: payment.status,
  paymentUrl: payment.paymentUrl ?? null,
  clientSecret: payment.clientSecret ?? null,
  referenceCode: payment.referenceCode ?? null,
  declineReason: payment.declineReason ?? null,
  expiresAt: payment.expiresAt,
  capturedAt: payment.capturedAt ?? null,
  createdAt: payment.createdAt,
});
