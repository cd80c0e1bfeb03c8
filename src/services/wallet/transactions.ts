import type { LedgerLine } from '../../models/ledgerLine.model';
import { findGateways, findTransactionLines } from '../../models/queries/wallet.query';
import { WithdrawalModel, type Withdrawal } from '../../models/withdrawal.model';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import type { Page, PageRequest } from '../../utils/page';
import type { Currency } from '../../utils/money';
import type { TransactionStatus, TransactionType } from '../../utils/walletWords';
import { purseName } from '../ledger/accounts';
import { readStanding, type IsWaiting } from './standing';

/** A line of the ledger as the owner of a wallet knows such things (requirements 002, section 6.5). */
export interface WalletTransaction {
  readonly line: LedgerLine;
  readonly type: TransactionType;
  readonly status: TransactionStatus;
  /** Who moved the money; absent when it stayed with us. */
  readonly gateway?: string | undefined;
  readonly gatewayTransactionId?: string | undefined;
}

/** How the provider calls a payment, by our id. */
export type FindProviderRefs = (paymentIds: readonly Id[]) => Promise<ReadonlyMap<Id, string>>;

const TYPES: Readonly<Record<string, TransactionType>> = {
  'payment.toppedUp': 'Deposit',
  'payment.late': 'Deposit',
  'payment.assigned': 'Deposit',
  'job.funded': 'Payment',
  'escrow.released': 'Payout',
  'escrow.partlyReleased': 'Payout',
  'deposit.released': 'Payout',
  'cash.feeTaken': 'Fee',
  'craftsman.penaltyTaken': 'Fee',
  'cash.feeReturned': 'Refund',
  'refund.toWallet': 'Refund',
  'debt.repaid': 'DebtPayment',
  'dispute.frozen': 'Hold',
  'withdrawal.reserved': 'Withdrawal',
  'wallet.adjusted': 'Adjustment',
};
/** These give to one side and to the other. */
const TWO_SIDED: readonly string[] = ['cancellation.settled', 'cancellation.feeOwed', 'dispute.settled'];
const HIDDEN_KINDS = ['earnings.matured', 'withdrawal.paid', 'withdrawal.returned'] as const;

/** One's transactions, the latest first: what came in, went out, was taken or given back; steps in between are not shown. */
export async function listTransactions(
  userId: Id,
  { currency, request, findProviderRefs }: TransactionsAsked,
): Promise<Page<WalletTransaction>> {
  const named = (...purses: Parameters<typeof purseName>[1][]): string[] =>
    purses.map((purse) => purseName(userId, purse, currency));
  const page = await findTransactionLines(
    {
      userId: toObjectId(userId),
      hiddenKinds: HIDDEN_KINDS,
      hiddenAccounts: named('payout', 'claim'),
      debtAccounts: named('feeDebt', 'clawbackDebt'),
    },
    request,
  );
  const beside = await readBeside(userId, page.items, findProviderRefs);
  return { ...page, items: page.items.map((line) => transactionOf(line, beside)) };
}

export interface TransactionsAsked {
  readonly currency: Currency;
  readonly request: PageRequest;
  readonly findProviderRefs: FindProviderRefs;
}

interface Beside {
  readonly gateways: ReadonlyMap<string, string>;
  readonly withdrawals: ReadonlyMap<Id, Withdrawal>;
  readonly providerRefs: ReadonlyMap<Id, string>;
  readonly isWaiting: IsWaiting;
}

async function readBeside(userId: Id, lines: readonly LedgerLine[], find: FindProviderRefs): Promise<Beside> {
  const idsOf = (name: 'withdrawalId' | 'paymentId'): Id[] =>
    lines.flatMap(({ refs }) => (refs[name] ? [idOf(refs[name])] : []));
  const [withdrawalIds, paymentIds] = [idsOf('withdrawalId'), idsOf('paymentId')];
  const withdrawals =
    withdrawalIds.length === 0
      ? []
      : await WithdrawalModel.find({ _id: { $in: withdrawalIds.map(toObjectId) } })
          .lean<Withdrawal[]>()
          .exec();
  return {
    gateways: lines.length === 0 ? new Map() : await findGateways(lines.map(({ entryId }) => entryId)),
    withdrawals: new Map(withdrawals.map((withdrawal) => [idOf(withdrawal), withdrawal])),
    providerRefs: paymentIds.length === 0 ? new Map() : await find(paymentIds),
    isWaiting: await readStanding(userId, lines),
  };
}

function transactionOf(
  line: LedgerLine,
  { gateways, withdrawals, providerRefs, isWaiting }: Beside,
): WalletTransaction {
  const withdrawal = line.refs.withdrawalId && withdrawals.get(idOf(line.refs.withdrawalId));
  if (withdrawal) {
    return {
      line,
      type: 'Withdrawal',
      status: statusOfWithdrawal(withdrawal),
      gateway: withdrawal.gateway,
      gatewayTransactionId: withdrawal.providerRef ?? withdrawal.reference,
    };
  }
  return {
    line,
    type: typeOf(line),
    status: isWaiting(line) ? 'Pending' : 'Completed',
    gateway: gateways.get(line.entryId.toHexString()),
    gatewayTransactionId: line.refs.paymentId && providerRefs.get(idOf(line.refs.paymentId)),
  };
}

function typeOf({ kind, account, amountMinor }: LedgerLine): TransactionType {
  if (!TWO_SIDED.includes(kind)) {
    return TYPES[kind] ?? 'Adjustment';
  }
  if (amountMinor < 0) {
    return 'Fee';
  }
  const isEarned = kind === 'cancellation.feeOwed' || purseOf(account) === 'pending';
  return isEarned ? 'Payout' : 'Refund';
}

const purseOf = (account: string): string => account.split(':')[2] ?? '';

const statusOfWithdrawal = ({ status }: Withdrawal): TransactionStatus => {
  switch (status) {
    case 'Requested':
    case 'Processing':
      return 'Pending';
    case 'Paid':
      return 'Completed';
    case 'Failed':
    case 'Cancelled':
      return 'Failed';
  }
};
