import { formatMoney } from '../../../config/money';
import type { Id } from '../../../utils/ids';
import type { TextParams } from '../../../utils/i18n';
import { money, type Currency } from '../../../utils/money';
import type { Receiver } from '../../notices/receiver';
import type { PaymentEvents, RefundFact } from '../events/payment.events';
import { notice } from './notice';
import { WIDELY } from './widely';

interface Sum {
  readonly userId: Id;
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly title?: string;
}

const to = ({ userId }: Sum): Id => userId;
const written = (minor: number, currency: Currency, { locale }: Receiver): string =>
  formatMoney(money(minor, currency), locale);
const params = ({ amountMinor, currency, title = '' }: Sum, receiver: Receiver): TextParams => ({
  amount: written(amountMinor, currency, receiver),
  title,
});
const common = { type: 'payment', channels: WIDELY, to, params } as const;

type Captured = PaymentEvents['payment.captured'];
const paid = {
  ...common,
  data: ({ paymentId, jobId }: Captured) => ({ paymentId, ...(jobId && { jobId }) }),
} as const;
const part =
  (of: 'toJobMinor' | 'toWalletMinor' | 'toCardMinor') =>
  (data: Captured, receiver: Receiver): TextParams =>
    params({ ...data, amountMinor: data[of] }, receiver);

export const paymentCapturedNotices = [
  ...notice('payment.captured', {
    ...paid,
    name: 'paymentCaptured',
    params: part('toJobMinor'),
    when: ({ toJobMinor }) => toJobMinor > 0,
  }),
  ...notice('payment.captured', {
    ...paid,
    name: 'walletToppedUp',
    when: ({ purpose }) => purpose === 'topup',
  }),
  ...notice('payment.captured', {
    ...paid,
    name: 'paymentLate',
    params: part('toWalletMinor'),
    when: ({ purpose, toWalletMinor }) => purpose === 'job' && toWalletMinor > 0,
  }),
  ...notice('payment.captured', {
    ...paid,
    name: 'paymentLateReturned',
    params: part('toCardMinor'),
    when: ({ toCardMinor }) => toCardMinor > 0,
  }),
];

export const paymentDeclinedNotices = notice('payment.ended', {
  ...common,
  name: 'paymentDeclined',
  data: ({ paymentId, jobId }) => ({ paymentId, ...(jobId && { jobId }) }),
  when: ({ as }) => as === 'Declined',
});

const back = {
  ...common,
  data: ({ refundId, paymentId, jobId }: RefundFact) => ({ refundId, paymentId, jobId }),
} as const;
export const refundDoneNotices = notice('refund.done', { ...back, name: 'refundDone' });
export const refundFailedNotices = notice('refund.failed', { ...back, name: 'refundFailed' });

export const moneyAssignedNotices = notice('webhook.resolved', {
  ...common,
  name: 'moneyAssigned',
  data: ({ paymentId }) => ({ paymentId }),
});

export const hireFirmNotices = notice('job.hireFirm', {
  type: 'status',
  channels: WIDELY,
  name: 'hireFirm',
  to: ({ clientId, craftsmanId }) => [clientId, craftsmanId],
  params: ({ title }) => ({ title }),
  data: ({ jobId, quoteId }) => ({ jobId, quoteId, status: 'Hired' }),
});
