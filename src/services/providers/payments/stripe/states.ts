import { fieldsOf, moneyOf, textOf, type Fields } from '../fields';
import type { ChargeState, DeclineReason, TransferState } from '../provider';

/** What a PaymentIntent says of the charge. */
export function stateOfIntent(intent: Fields): Exclude<ChargeState, { state: 'notFound' }> {
  const providerRef = String(intent['id']);
  const status = String(intent['status']);
  const unknown = { state: 'unknown', providerRef, status } as const;
  switch (status) {
    case 'requires_payment_method':
      return intent['last_payment_error']
        ? { state: 'declined', providerRef, reason: declineOf(fieldsOf(intent['last_payment_error'])) }
        : { state: 'pending', providerRef };
    case 'requires_confirmation':
    case 'requires_action':
    case 'processing':
      return { state: 'pending', providerRef };
    case 'succeeded': {
      const amount = moneyOf(intent['amount_received'], intent['currency']);
      return amount ? { state: 'captured', providerRef, amount } : unknown;
    }
    case 'canceled':
      return { state: 'expired', providerRef };
    // `requires_capture` among them: we never ask for a hold.
    default:
      return unknown;
  }
}

/** What a Refund says of itself. */
export function stateOfRefund(refund: Fields): Exclude<TransferState, { state: 'notFound' }> {
  const providerRef = String(refund['id']);
  const status = String(refund['status']);
  switch (status) {
    case 'pending':
    case 'requires_action':
      return { state: 'pending', providerRef };
    case 'succeeded':
      return { state: 'done', providerRef };
    case 'failed':
    case 'canceled':
      return { state: 'failed', providerRef, reason: textOf(refund['failure_reason']) ?? status };
    default:
      return { state: 'unknown', providerRef, status };
  }
}

/** A Transfer has no status: it is there, or it was taken back. */
export function stateOfTransfer(transfer: Fields): Exclude<TransferState, { state: 'notFound' }> {
  const providerRef = String(transfer['id']);
  switch (transfer['reversed']) {
    case false:
      return { state: 'done', providerRef };
    case true:
      return { state: 'failed', providerRef, reason: 'reversed' };
    default:
      return { state: 'unknown', providerRef, status: `reversed: ${String(transfer['reversed'])}` };
  }
}

const DECLINES: ReadonlyMap<string, DeclineReason> = new Map<string, DeclineReason>([
  ['insufficient_funds', 'insufficient_funds'],
  ['expired_card', 'expired_card'],
  ['authentication_required', 'authentication_failed'],
  ['authentication_not_handled', 'authentication_failed'],
  ['payment_intent_authentication_failure', 'authentication_failed'],
  ['card_velocity_exceeded', 'limit_exceeded'],
  ['withdrawal_count_limit_exceeded', 'limit_exceeded'],
  ['fraudulent', 'fraud_suspected'],
  ['stolen_card', 'fraud_suspected'],
  ['lost_card', 'fraud_suspected'],
  ['merchant_blacklist', 'fraud_suspected'],
  ['card_declined', 'card_declined'],
  ['generic_decline', 'card_declined'],
  ['do_not_honor', 'card_declined'],
  ['transaction_not_allowed', 'card_declined'],
  ['incorrect_cvc', 'card_declined'],
  ['incorrect_number', 'card_declined'],
]);

/** Why a card was refused, from the bank's code or else Stripe's. */
export const declineOf = ({ decline_code: ofBank, code }: Fields): DeclineReason =>
  DECLINES.get(textOf(ofBank) ?? String(code)) ?? 'other';
