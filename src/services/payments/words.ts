import type { Payment } from '../../models/payment.model';
import type { ChargeState, DeclineReason } from '../providers/payments/provider';
import type { Money } from '../../utils/money';
import { mayFire } from '../workflows/defineWorkflow';
import { paymentWorkflow, type PaymentEvent, type PaymentState } from '../workflows/payment.workflow';

/** A provider's word on a payment, whichever way it came: as an answer, as a webhook, or because it was asked. */
export type Word =
  | {
      readonly state: 'pending';
      readonly providerRef: string;
      readonly paymentUrl?: string | undefined;
      readonly clientSecret?: string | undefined;
      readonly referenceCode?: string | undefined;
    }
  | { readonly state: 'captured'; readonly providerRef?: string | undefined; readonly amount: Money }
  | {
      readonly state: 'declined';
      readonly providerRef?: string | undefined;
      readonly reason: DeclineReason;
    }
  | { readonly state: 'expired'; readonly providerRef?: string | undefined }
  | { readonly state: 'notFound' };

/** What a look-up says; undefined when the adapter does not know the status. */
export const wordOfState = (state: ChargeState): Word | undefined =>
  state.state === 'unknown' ? undefined : state;

const EVENTS: Readonly<Record<Word['state'], PaymentEvent>> = {
  pending: 'pend',
  captured: 'capture',
  declined: 'decline',
  expired: 'expire',
  notFound: 'fail',
};

/** What the word does to a payment in this state; undefined: nothing, because it is known or something better is. */
export function eventFor(state: PaymentState, word: Word): PaymentEvent | undefined {
  const event = EVENTS[word.state];
  return mayFire(paymentWorkflow, event, { state, role: 'system' }) ? event : undefined;
}

/** What of the money does not fit what was asked for; undefined when it all does. */
export function mismatchOf(
  { amountMinor, currency }: Pick<Payment, 'amountMinor' | 'currency'>,
  paid: Money,
): 'amount' | 'currency' | undefined {
  if (paid.currency !== currency) {
    return 'currency';
  }
  return paid.amountMinor === amountMinor ? undefined : 'amount';
}
