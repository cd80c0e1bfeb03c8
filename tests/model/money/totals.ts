import { DisputeModel } from '../../../src/models/dispute.model';
import { LedgerAccountModel } from '../../../src/models/ledgerAccount.model';
import { LedgerLineModel } from '../../../src/models/ledgerLine.model';
import { PaymentModel } from '../../../src/models/payment.model';
import { RefundModel } from '../../../src/models/refund.model';
import { WebhookReceiptModel } from '../../../src/models/webhookReceipt.model';
import { WithdrawalModel } from '../../../src/models/withdrawal.model';
import { clearedBy } from '../../../src/services/ledger/clearing';
import { idOf } from '../../../src/utils/ids';
import type { ScriptedGateway } from '../../support/scriptedGateway';
import type { RealMoney } from './moneyWorld';

/** What is stored about money at the end of a history. */
export async function readBooks() {
  const [payments, refunds, withdrawals, disputes, accounts, fees, receipts] = await Promise.all([
    PaymentModel.find({}, { userId: 1, status: 1 }).lean(),
    RefundModel.find({}, { userId: 1, status: 1, history: 1 }).lean(),
    WithdrawalModel.find({}, { userId: 1, status: 1 }).lean(),
    DisputeModel.find({}, { craftsmanId: 1 }).lean(),
    LedgerAccountModel.find({}).lean(),
    LedgerLineModel.find({ account: /^platform:/ }).lean(),
    WebhookReceiptModel.find({ status: { $ne: 'Processed' } }).lean(),
  ]);
  return { payments, refunds, withdrawals, disputes, accounts, fees, receipts };
}

export type Books = Awaited<ReturnType<typeof readBooks>>;

/** Whose each payment, refund, withdrawal and dispute is, by its id; a frozen sum is the craftsman's. */
const ownersOf = ({ payments, refunds, withdrawals, disputes }: Books): ReadonlyMap<string, string> =>
  new Map([
    ...[...payments, ...refunds, ...withdrawals].map(({ _id, userId }) => [idOf(_id), idOf(userId)] as const),
    ...disputes.map(({ _id, craftsmanId }) => [idOf(_id), idOf(craftsmanId)] as const),
  ]);

/**
 * What everybody has gained so far, by number, and the platform: what is his in our books, in purses, debts, refunds under
 * way and frozen, with what the provider's own book says that it has given him, less what it has taken from him.
 */
export function gainsFound(
  books: Books,
  { actors }: RealMoney,
  { book }: ScriptedGateway,
): Record<string, number> {
  const ownerOf = ownersOf(books);
  const gains: Record<string, number> = { platform: 0 };
  actors.slice(0, -1).forEach((_actor, who) => (gains[who] = 0));
  const add = (userId: string | undefined, amount: number): void => {
    const who = actors.findIndex(({ id }) => id === userId);
    gains[who] = (gains[who] ?? 0) + amount;
  };
  for (const { _id, balanceMinor } of books.accounts) {
    const [kind, subject = '', id = ''] = _id.split(':');
    if (kind === 'user') {
      add(subject, balanceMinor);
    } else if (kind === 'hold' && subject !== 'job') {
      add(ownerOf.get(id), balanceMinor);
    }
  }
  for (const [id, booked] of book) {
    add(ownerOf.get(id), givenBy(booked));
  }
  for (const { amountMinor } of books.fees) {
    gains['platform'] = (gains['platform'] ?? 0) + amountMinor;
  }
  return gains;
}

type Booked = ScriptedGateway['book'] extends ReadonlyMap<string, infer One> ? One : never;

/** What the provider has given somebody by this: below zero where it has taken it. */
function givenBy({ state, ref, amount: { amountMinor } }: Booked): number {
  if (state === 'captured' && ref.startsWith('ch_')) {
    return -amountMinor;
  }
  return state === 'done' ? amountMinor : 0;
}

/** What is held for these jobs by the ledger, and accounts on the wrong side of zero. */
export async function balancesNow(
  jobIds: readonly string[],
): Promise<{ readonly held: number[]; readonly beyondZero: string[] }> {
  const accounts = await LedgerAccountModel.find({}).lean();
  const names = jobIds.map((id) => `hold:job:${id}:EGP`);
  return {
    held: names.map((name) => accounts.find(({ _id }) => _id === name)?.balanceMinor ?? 0),
    beyondZero: accounts
      .filter(({ _id, balanceMinor }) => (/Debt:/.test(_id) ? balanceMinor > 0 : balanceMinor < 0))
      .map(({ _id, balanceMinor }) => `${_id} ${balanceMinor}`),
  };
}

/** The provider's own book beside our clearing accounts. */
export async function booksOfProvider(gateway: ScriptedGateway) {
  const [totals] = (await gateway.totals?.()) ?? [];
  const { kept, paidOut } = await clearedBy(gateway.name, 'EGP');
  return {
    theirs: {
      kept: (totals?.capturedMinor ?? 0) - (totals?.refundedMinor ?? 0),
      paidOut: totals?.paidOutMinor ?? 0,
    },
    ours: { kept: kept.amountMinor, paidOut: paidOut.amountMinor },
  };
}

/** What has not ended though time went on, and what waits for staff though nothing was ever wrong. */
export function unfinished({ payments, refunds, withdrawals, receipts }: Books): string[] {
  const open = new Set<string>(['Creating', 'Pending', 'Requested', 'Processing']);
  return [
    ...[...payments, ...refunds, ...withdrawals]
      .filter(({ status }) => open.has(status))
      .map(({ _id, status }) => `${idOf(_id)} ${status}`),
    ...receipts.map(({ status, kind, because }) => `${status} ${kind} ${because ?? ''}`),
  ];
}
