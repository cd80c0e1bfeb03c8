/** The words of a wallet on the wire (requirements 002, section 6.5, and ours beside them). */

export const TRANSACTION_TYPES = [
  'Deposit',
  'Withdrawal',
  'Payout',
  'Fee',
  'Refund',
  'Payment',
  'DebtPayment',
  'Hold',
  'Adjustment',
] as const;
export type TransactionType = (typeof TRANSACTION_TYPES)[number];

export const TRANSACTION_STATUSES = ['Pending', 'Completed', 'Failed'] as const;
export type TransactionStatus = (typeof TRANSACTION_STATUSES)[number];
