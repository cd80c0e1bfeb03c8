import type { LedgerLine } from '../../models/ledgerLine.model';
import type { SeenPayoutDetails } from '../../services/payoutDetails.service';
import type { WalletTransaction } from '../../services/wallet/transactions';
import type { WalletBalance } from '../../services/wallet.service';
import type { SeenWithdrawal } from '../../services/withdrawal.service';
import { idOf } from '../../utils/ids';
import type { Destination } from '../../utils/payoutWords';

const totalOf = ({ available, pending, payout }: WalletBalance): number => available + pending + payout;

/** A wallet as its owner sees it. */
export const presentBalance = (wallet: WalletBalance): Record<string, unknown> => ({
  balance: totalOf(wallet),
  withdrawableBalance: wallet.available,
  held: wallet.pending + wallet.payout,
  pending: wallet.pending,
  reserved: wallet.payout,
  // `0 -` and not a minus sign: what is owed is never -0.
  owed: 0 - wallet.feeDebt - wallet.clawbackDebt,
  claims: wallet.claim,
  currency: wallet.currency,
});

/** The wallet as a part of its owner's profile. */
export const presentWallet = (wallet: WalletBalance): Record<string, unknown> => ({
  balance: totalOf(wallet),
  withdrawableBalance: wallet.available,
  currency: wallet.currency,
});

/** One line of 002's list. */
export function presentTransaction(transaction: WalletTransaction): Record<string, unknown> {
  const { line, type, status, gateway, gatewayTransactionId } = transaction;
  const jobId = line.refs.jobId ? idOf(line.refs.jobId) : null;
  return {
    id: idOf(line),
    _id: idOf(line),
    type,
    amount: line.amountMinor,
    currency: line.currency,
    status,
    gateway: gateway === undefined ? 'System' : `${gateway.charAt(0).toUpperCase()}${gateway.slice(1)}`,
    gatewayTransactionId: gatewayTransactionId ?? null,
    job: jobId,
    jobId,
    withdrawalId: line.refs.withdrawalId ? idOf(line.refs.withdrawalId) : null,
    createdAt: line.at,
  };
}

/** One line of a statement. */
export const presentStatementLine = (line: LedgerLine): Record<string, unknown> => ({
  id: idOf(line),
  _id: idOf(line),
  seq: line.seq,
  kind: line.kind,
  amount: line.amountMinor,
  balance: line.balanceMinor,
  currency: line.currency,
  jobId: line.refs.jobId ? idOf(line.refs.jobId) : null,
  at: line.at,
});

/** Where the money goes: masked, also for its owner. */
export const presentPayoutDetails = (details: SeenPayoutDetails | null): Record<string, unknown> | null =>
  details && {
    kind: details.masked.kind,
    holder: details.masked.holder,
    bank: details.masked.bank,
    number: details.masked.number,
    changedAt: details.changedAt,
    isNewUntil: details.isNewUntil,
  };

/** A withdrawal for its owner and for staff. */
export const presentWithdrawal = ({ withdrawal, destination }: SeenWithdrawal): Record<string, unknown> => ({
  id: idOf(withdrawal),
  _id: idOf(withdrawal),
  userId: idOf(withdrawal.userId),
  amount: withdrawal.amountMinor,
  currency: withdrawal.currency,
  status: withdrawal.status,
  destination: {
    kind: destination.kind,
    holder: destination.holder,
    bank: destination.bank,
    number: destination.number,
  },
  gateway: withdrawal.gateway ?? null,
  reference: withdrawal.reference ?? null,
  reason: withdrawal.reason ?? null,
  dueBy: withdrawal.dueBy,
  createdAt: withdrawal.createdAt,
  updatedAt: withdrawal.updatedAt,
  endedAt: withdrawal.endedAt ?? null,
});

/** Where staff is to pay by hand: the only answer with the numbers in the clear. */
export function presentDestination(destination: Destination): Record<string, unknown> {
  const { holder, iban, bank, phone, accountRef }: Partial<Record<string, string>> = { ...destination };
  return {
    kind: destination.kind,
    holder: holder ?? null,
    iban: iban ?? null,
    bank: bank ?? null,
    phone: phone ?? null,
    accountRef: accountRef ?? null,
  };
}
