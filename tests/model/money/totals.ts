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

/** Whose each payment, refund, withdrawal and dispute is, by its id; a frozen sum is the craftsman's. */
async function owners(): Promise<ReadonlyMap<string, string>> {
  const rows = [
    ...(await PaymentModel.find({}, { userId: 1 }).lean()),
    ...(await RefundModel.find({}, { userId: 1 }).lean()),
    ...(await WithdrawalModel.find({}, { userId: 1 }).lean()),
  ].map(({ _id, userId }) => [idOf(_id), idOf(userId)] as const);
  const disputes = await DisputeModel.find({}, { craftsmanId: 1 }).lean();
  return new Map([
    ...rows,
    ...disputes.map(({ _id, craftsmanId }) => [idOf(_id), idOf(craftsmanId)] as const),
  ]);
}

/**
 * What everybody has gained so far, by number, and the platform: what is his in our books, in purses, debts, refunds under
 * way and frozen, with what the provider's own book says that it has given him, less what it has taken from him.
 */
export async function gainsFound(
  { actors }: RealMoney,
  { book }: ScriptedGateway,
): Promise<Record<string, number>> {
  const ownerOf = await owners();
  const gains: Record<string, number> = { platform: 0 };
  actors.slice(0, -1).forEach((_actor, who) => (gains[who] = 0));
  const add = (userId: string | undefined, amount: number): void => {
    const who = actors.findIndex(({ id }) => id === userId);
    gains[who] = (gains[who] ?? 0) + amount;
  };
  for (const { _id, balanceMinor } of await LedgerAccountModel.find({}).lean()) {
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
  for (const { amountMinor } of await LedgerLineModel.find({ account: /^platform:/ }).lean()) {
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

/** What is held for these jobs, by the ledger. */
export async function holdsOf(jobIds: readonly string[]): Promise<number[]> {
  const names = jobIds.map((id) => `hold:job:${id}:EGP`);
  const found = await LedgerAccountModel.find({ _id: { $in: names } }).lean();
  return names.map((name) => found.find(({ _id }) => _id === name)?.balanceMinor ?? 0);
}

/** Accounts on the wrong side of zero. */
export async function beyondZero(): Promise<string[]> {
  const accounts = await LedgerAccountModel.find({}).lean();
  return accounts
    .filter(({ _id, balanceMinor }) => (/Debt:/.test(_id) ? balanceMinor > 0 : balanceMinor < 0))
    .map(({ _id, balanceMinor }) => `${_id} ${balanceMinor}`);
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

/** What waits for staff though nothing was ever wrong. */
export async function parked(): Promise<string[]> {
  const rows = await WebhookReceiptModel.find({ status: { $ne: 'Processed' } }).lean();
  return rows.map(({ status, kind, because }) => `${status} ${kind} ${because ?? ''}`);
}
