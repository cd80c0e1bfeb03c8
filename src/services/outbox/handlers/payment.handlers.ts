import type { Id } from '../../../utils/ids';
import { later } from '../on';
import { on } from './handler';
import { jobUpdate } from './job-update';
import { logActivity } from './log-activity';
import { walletUpdate } from './wallet-update';

const payment = (id: Id): { type: 'payment'; id: Id } => ({ type: 'payment', id });
const refund = (id: Id): { type: 'refund'; id: Id } => ({ type: 'refund', id });
const receipt = (id: Id): { type: 'webhook'; id: Id } => ({ type: 'webhook', id });
const owner = ({ userId }: { readonly userId: Id }): readonly Id[] => [userId];

export const paymentStartedActivity = logActivity(
  'payment.started',
  ({ paymentId, purpose, jobId, provider, amountMinor, currency }) => ({
    action: 'payment.started',
    target: payment(paymentId),
    after: { status: 'Creating', purpose, ...(jobId && { jobId }), provider, amountMinor, currency },
  }),
);
export const paymentCapturedActivity = logActivity(
  'payment.captured',
  ({ paymentId, jobId, amountMinor, currency, toJobMinor, toWalletMinor, toCardMinor }) => ({
    action: 'payment.captured',
    target: payment(paymentId),
    after: {
      status: 'Captured',
      ...(jobId && { jobId }),
      amountMinor,
      currency,
      toJobMinor,
      toWalletMinor,
      toCardMinor,
    },
  }),
);
export const paymentEndedActivity = logActivity('payment.ended', ({ paymentId, as, reason }) => ({
  action: `payment.${as.toLowerCase()}`,
  target: payment(paymentId),
  after: { status: as },
  reason,
}));
export const hireFirmActivity = logActivity('job.hireFirm', ({ jobId, craftsmanId, quoteId }) => ({
  action: 'job.hireFirm',
  target: { type: 'job', id: jobId },
  before: { isFirm: false },
  after: { isFirm: true, craftsmanId, quoteId },
}));
export const refundRequestedActivity = logActivity(
  'refund.requested',
  ({ refundId, paymentId, jobId, amountMinor, currency, waitUntil }) => ({
    action: 'refund.requested',
    target: refund(refundId),
    after: { status: 'Requested', paymentId, jobId, amountMinor, currency, ...(waitUntil && { waitUntil }) },
  }),
);
export const refundDoneActivity = logActivity('refund.done', ({ refundId, amountMinor, currency }) => ({
  action: 'refund.done',
  target: refund(refundId),
  after: { status: 'Done', amountMinor, currency },
}));
export const refundFailedActivity = logActivity(
  'refund.failed',
  ({ refundId, amountMinor, currency, reason }) => ({
    action: 'refund.failed',
    target: refund(refundId),
    after: { status: 'Failed', amountMinor, currency },
    reason,
  }),
);
export const webhookResolvedActivity = logActivity(
  'webhook.resolved',
  ({ receiptId, paymentId, amountMinor, currency, reason }) => ({
    action: 'webhook.resolved',
    target: receipt(receiptId),
    before: { status: 'Parked' },
    after: { status: 'Resolved', paymentId, amountMinor, currency },
    reason,
  }),
);
export const webhookDismissedActivity = logActivity('webhook.dismissed', ({ receiptId, reason }) => ({
  action: 'webhook.dismissed',
  target: receipt(receiptId),
  before: { status: 'Parked' },
  after: { status: 'Dismissed' },
  reason,
}));

/** Calls the provider, outside every transaction; what it does not answer is asked by the task. */
export const sendRefund = on('refund.requested', 'send-refund', async ({ data }, { refunds }) => {
  const dueAt = await refunds.drive(data.refundId);
  return dueAt && later(dueAt);
});

export const paymentCapturedSocket = walletUpdate(
  'payment.captured',
  owner,
  ({ paymentId, jobId, amountMinor, currency, toWalletMinor }) => ({
    event: 'paymentCaptured',
    paymentId,
    ...(jobId && { jobId }),
    amount: amountMinor,
    toWallet: toWalletMinor,
    currency,
  }),
);
export const paymentEndedSocket = walletUpdate(
  'payment.ended',
  owner,
  ({ paymentId, jobId, as, reason }) => ({
    event: `payment${as}`,
    paymentId,
    ...(jobId && { jobId }),
    ...(reason && { reason }),
  }),
);
export const refundDoneSocket = walletUpdate(
  'refund.done',
  owner,
  ({ refundId, jobId, amountMinor: amount, currency }) => ({
    event: 'refundDone',
    refundId,
    jobId,
    amount,
    currency,
  }),
);
export const refundFailedSocket = walletUpdate(
  'refund.failed',
  owner,
  ({ refundId, jobId, amountMinor: amount, currency }) => ({
    event: 'refundToWallet',
    refundId,
    jobId,
    amount,
    currency,
  }),
);
export const webhookResolvedSocket = walletUpdate(
  'webhook.resolved',
  owner,
  ({ paymentId, amountMinor: amount, currency }) => ({ event: 'moneyAssigned', paymentId, amount, currency }),
);
export const hireFirmSocket = jobUpdate(
  'job.hireFirm',
  ({ clientId, craftsmanId }) => [clientId, craftsmanId],
  ({ jobId }) => ({ jobId, status: 'Hired', event: 'hireFirm' }),
);
