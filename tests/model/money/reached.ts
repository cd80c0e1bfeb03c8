import { AFFAIRS, DEEDS, type MoneyCommand } from './commands';
import { settlementOf } from './deeds';
import type { Deal, PaymentType } from './pureMoney';
import type { Books } from './totals';

/** What has happened in all histories: those that go nowhere prove nothing. */
export const reached = new Set<string>();

const TYPES: readonly PaymentType[] = ['Escrow', 'CashProtected', 'Cash'];

/** How a job can end, whatever the way of paying. */
const ENDS = [
  ...['complete', 'Completed by itself', 'cancel by client', 'cancel by craftsman'],
  ...['absent by client', 'absent by craftsman'],
  ...['settle refund', 'settle release', 'settle split'],
] as const;

/** All that must have happened in many histories. */
export const WANTED: readonly string[] = [
  ...[...DEEDS, ...AFFAIRS].map((verb) => `${verb} 200`),
  ...TYPES.flatMap((type) => ENDS.map((end) => `${type}: ${end}`)),
  ...['Escrow: open again by itself', 'CashProtected: open again by itself'],
  ...['CashProtected: cash by itself', 'Cash: cash by itself', 'CashProtected: confirm', 'Cash: confirm'],
  ...['payment Captured', 'payment Declined', 'payment Expired', 'payment Failed'],
  ...['refund Done', 'refund Failed', 'refund bounced', 'withdrawal Paid', 'withdrawal Failed'],
  ...['free of the fee', 'not free of the fee'],
];

/** How a job stood, to be told from how it stands. */
export interface Stand {
  readonly status: string;
  readonly cash: number | null;
}

/** Notes what has become of a job, and by what. */
export function noteDeal(was: Stand, deal: Deal, done: MoneyCommand | undefined): void {
  const { type, status, isWaived } = deal;
  const end = BY_ITSELF[status];
  if (status !== was.status && end !== undefined) {
    reached.add(`${type}: ${wordsOf(deal, done) ?? end}`);
  }
  noteCash(was, deal, done);
  if (isWaived !== null) {
    reached.add(isWaived ? 'free of the fee' : 'not free of the fee');
  }
}

function noteCash(was: Stand, { type, cash }: Deal, done: MoneyCommand | undefined): void {
  if (cash !== null && was.cash === null && done?.verb !== 'settle') {
    reached.add(`${type}: ${done?.verb === 'confirm' ? 'confirm' : 'cash by itself'}`);
  }
}

/** How a job has ended to which nobody has done anything. */
const BY_ITSELF: Readonly<Record<string, string>> = {
  Completed: 'Completed by itself',
  Cancelled: 'Cancelled by itself',
  Posted: 'open again by itself',
  Quoted: 'open again by itself',
};

function wordsOf(deal: Deal, done: MoneyCommand | undefined): string | undefined {
  switch (done?.verb) {
    case 'complete':
      return 'complete';
    case 'cancel':
    case 'absent':
      return `${done.verb} by ${done.side}`;
    case 'settle':
      return `settle ${settlementOf(deal, done).kind}`;
    default:
      return undefined;
  }
}

/** Notes how money has come in and gone out. */
export function noteBooks({ payments, refunds, withdrawals }: Books): void {
  payments.forEach(({ status }) => reached.add(`payment ${status}`));
  withdrawals.forEach(({ status }) => reached.add(`withdrawal ${status}`));
  for (const { status, history } of refunds) {
    const isBounced = history.some(({ event }) => event === 'bounce');
    reached.add(`refund ${isBounced ? 'bounced' : status}`);
  }
}
