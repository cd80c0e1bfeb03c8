import type { Id } from '../../../utils/ids';
import type { Currency } from '../../../utils/money';
import type { PaymentPurpose, WayOfPaying } from '../../../utils/paymentWords';
import type { JobFact } from './jobAction.events';

/** Whose payment it is, and what it is for. Amounts in minor units. */
export interface PaymentFact {
  paymentId: Id;
  userId: Id;
  purpose: PaymentPurpose;
  /** Absent for a top-up. */
  jobId?: Id;
  title?: string;
  provider: WayOfPaying;
  amountMinor: number;
  currency: Currency;
}

export interface RefundFact {
  refundId: Id;
  paymentId: Id;
  userId: Id;
  jobId: Id;
  provider: WayOfPaying;
  amountMinor: number;
  currency: Currency;
}

export interface WebhookFact {
  receiptId: Id;
  provider: string;
  kind: string;
  reason: string;
}

/** What happens to money on its way in and back. */
export interface PaymentEvents {
  'payment.started': PaymentFact;
  /** What of it paid the job, what went to the wallet, what goes back to the card. */
  'payment.captured': PaymentFact & { toJobMinor: number; toWalletMinor: number; toCardMinor: number };
  'payment.ended': PaymentFact & { as: 'Declined' | 'Expired' | 'Failed'; reason?: string };
  /** What was due is paid: the hire holds. */
  'job.hireFirm': JobFact & { craftsmanId: Id; quoteId: Id };
  /** ISO; absent: at once. */
  'refund.requested': RefundFact & { waitUntil?: string };
  'refund.done': RefundFact;
  /** The card did not take it: it is in the wallet. */
  'refund.failed': RefundFact & { reason: string };
  'webhook.resolved': WebhookFact & { paymentId: Id; userId: Id; amountMinor: number; currency: Currency };
  'webhook.dismissed': WebhookFact;
}
