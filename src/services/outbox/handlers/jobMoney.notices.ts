import { formatMoney } from '../../../config/money';
import type { Id } from '../../../utils/ids';
import type { TextParams } from '../../../utils/i18n';
import { money, type Currency } from '../../../utils/money';
import type { Receiver } from '../../notices/receiver';
import type { JobFact } from '../events/jobAction.events';
import type { ChangeOrderFact, SumFact } from '../events/jobMoney.events';
import { notice } from './notice';
import { WIDELY } from './widely';

const sum = (amountMinor: number, currency: Currency, { locale }: Receiver): string =>
  formatMoney(money(amountMinor, currency), locale);

interface Amounted {
  readonly title: string;
  readonly amountMinor: number;
  readonly currency: Currency;
}
const amounted = ({ title, amountMinor, currency }: Amounted, receiver: Receiver): TextParams => ({
  title,
  amount: sum(amountMinor, currency, receiver),
});
const titled = ({ title }: { readonly title: string }): TextParams => ({ title });
const ofJob = ({ jobId }: { readonly jobId: Id }): Record<string, Id> => ({ jobId });

const own = {
  type: 'payment',
  channels: WIDELY,
  to: ({ userId }: SumFact): Id => userId,
  data: ofJob,
} as const;

export const earningOpenedNotices = notice('earning.opened', {
  ...own,
  name: 'earningOpened',
  params: amounted,
  data: ({ jobId, maturesAt }) => ({ jobId, maturesAt }),
});
export const earningMaturedNotices = notice('earning.matured', {
  ...own,
  name: 'earningMatured',
  params: amounted,
});
export const feeChargedNotices = [
  ...notice('fee.charged', {
    ...own,
    name: 'feeCharged',
    when: ({ owedMinor }) => owedMinor === 0,
    params: amounted,
  }),
  ...notice('fee.charged', {
    ...own,
    name: 'feeOwed',
    when: ({ owedMinor }) => owedMinor > 0,
    params: ({ title, owedMinor, currency }, receiver) => ({
      title,
      amount: sum(owedMinor, currency, receiver),
    }),
  }),
];
export const debtRepaidNotices = [
  ...notice('debt.repaid', { ...own, name: 'debtRepaid', params: amounted }),
  ...notice('debt.repaid', {
    ...own,
    name: 'claimPaid',
    to: ({ claimantId }) => (claimantId ? [claimantId] : []),
    params: ({ title, claimMinor = 0, currency }, receiver) => ({
      title,
      amount: sum(claimMinor, currency, receiver),
    }),
  }),
];
export const debtRemindedNotices = notice('debt.reminded', {
  ...own,
  name: 'debtReminded',
  params: ({ title, remainingMinor, currency }, receiver) => ({
    title,
    amount: sum(remainingMinor, currency, receiver),
  }),
});
export const moneyReturnedNotices = notice('job.cancelled', {
  type: 'payment',
  channels: WIDELY,
  name: 'moneyReturned',
  to: ({ clientId }) => clientId,
  when: ({ money: moved }) => moved !== undefined && moved.returned > 0,
  params: ({ title, money: moved }, receiver) => ({
    title,
    amount: moved ? sum(moved.returned, moved.currency, receiver) : '',
  }),
  data: ofJob,
});

const both = ({ clientId, craftsmanId }: JobFact): Id[] => [clientId, ...(craftsmanId ? [craftsmanId] : [])];
const toBoth = { type: 'payment', channels: WIDELY, to: both, data: ofJob } as const;

export const cashAskedNotices = notice('job.completed', {
  ...toBoth,
  name: 'cashAsked',
  when: ({ cashConfirmsAt }) => cashConfirmsAt !== undefined,
  params: titled,
});
export const cashStatedNotices = notice('cash.stated', {
  ...toBoth,
  name: 'cashStated',
  to: ({ by, clientId, craftsmanId }) => (by === 'client' ? (craftsmanId ?? []) : clientId),
  params: amounted,
});
export const cashConfirmedNotices = notice('cash.confirmed', {
  ...toBoth,
  name: 'cashConfirmed',
  params: amounted,
});
export const cashDiffersNotices = notice('cash.differs', { ...toBoth, name: 'cashDiffers', params: titled });
export const partlyReleasedNotices = notice('job.partlyReleased', {
  ...toBoth,
  name: 'partlyReleased',
  to: ({ clientId }) => clientId,
  params: amounted,
});

const order = {
  type: 'status',
  channels: WIDELY,
  to: both,
  params: amounted,
  data: ({ jobId, changeOrderId }: ChangeOrderFact) => ({ jobId, changeOrderId }),
} as const;

export const orderProposedNotices = notice('changeOrder.proposed', { ...order, name: 'orderProposed' });
export const orderAcceptedNotices = [
  ...notice('changeOrder.accepted', {
    ...order,
    name: 'orderAccepted',
    when: ({ isFunded }) => isFunded,
  }),
  ...notice('changeOrder.accepted', {
    ...order,
    name: 'orderAwaitsPayment',
    when: ({ isFunded }) => !isFunded,
  }),
];
export const orderFundedNotices = notice('changeOrder.funded', { ...order, name: 'orderFunded' });
export const orderDeclinedNotices = notice('changeOrder.declined', { ...order, name: 'orderDeclined' });
