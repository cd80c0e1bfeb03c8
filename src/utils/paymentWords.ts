/** The words of payments, as they are read and sent; tests hold the states against the tables. */

export const PAYMENT_PURPOSES = ['job', 'topup'] as const;
/** What is paid: a hired job, or money for one's own wallet. */
export type PaymentPurpose = (typeof PAYMENT_PURPOSES)[number];

/** The client's own money: no provider, and yet a way to pay. */
export const WALLET = 'wallet';

export const WAYS_OF_PAYING = ['stripe', 'fawry', 'paystack', 'sandbox', WALLET] as const;
export type WayOfPaying = (typeof WAYS_OF_PAYING)[number];

export const PAYMENT_FLOWS = ['card', 'redirect', 'referenceCode', WALLET] as const;
/** How the payer goes on: in a form, on a page, with a code at a counter, or not at all. */
export type PaymentFlow = (typeof PAYMENT_FLOWS)[number];

export const PAYMENT_STATES = ['Creating', 'Pending', 'Captured', 'Declined', 'Expired', 'Failed'] as const;

export const WEBHOOK_STATES = [
  'Received',
  'Processed',
  'Parked',
  'Unknown',
  'Resolved',
  'Dismissed',
] as const;
