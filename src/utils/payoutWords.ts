/** The words of withdrawals and of where they go, for models, validators and services. */

export const PAYOUT_KINDS = ['bank', 'wallet', 'account'] as const;
export type PayoutKind = (typeof PAYOUT_KINDS)[number];

export const WITHDRAWAL_STATES = ['Requested', 'Processing', 'Paid', 'Failed', 'Cancelled'] as const;
export type WithdrawalStateName = (typeof WITHDRAWAL_STATES)[number];

/** Where money goes; the numbers are in memory only while they are read or sent. */
export type Destination =
  | {
      readonly kind: 'bank';
      readonly holder: string;
      readonly iban: string;
      readonly bank?: string | undefined;
    }
  | { readonly kind: 'wallet'; readonly holder: string; readonly phone: string }
  | { readonly kind: 'account'; readonly accountRef: string };
