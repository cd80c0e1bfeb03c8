import { moneyOf, textOf, type Fields } from '../fields';
import type { ChargeState, DeclineReason, TransferState } from '../provider';

/** `reversed` is not among them: money came and went back, by whom it does not say. */
const CHARGES: ReadonlyMap<string, 'pending' | 'captured' | 'declined'> = new Map([
  // The payer has not finished; he may still come back to the page.
  ['abandoned', 'pending'],
  ['ongoing', 'pending'],
  ['pending', 'pending'],
  ['processing', 'pending'],
  ['queued', 'pending'],
  ['success', 'captured'],
  ['failed', 'declined'],
]);

/** `otp` is not among them: the account still asks a person for a code, and nobody is there. */
const TRANSFERS: ReadonlyMap<string, 'pending' | 'done' | 'failed'> = new Map([
  ['pending', 'pending'],
  ['received', 'pending'],
  ['processing', 'pending'],
  ['queued', 'pending'],
  ['success', 'done'],
  ['failed', 'failed'],
  ['reversed', 'failed'],
  ['abandoned', 'failed'],
  ['rejected', 'failed'],
  ['blocked', 'failed'],
]);

/** What a transaction says of the charge; our payment's id is its reference. */
export function stateOfTransaction(transaction: Fields, providerRef: string): ChargeState {
  const status = String(transaction['status']);
  const unknown = { state: 'unknown', providerRef, status } as const;
  if (transaction['reference'] !== providerRef) {
    return unknown;
  }
  const amount = moneyOf(transaction['amount'], transaction['currency']);
  switch (CHARGES.get(status)) {
    case 'pending':
      return { state: 'pending', providerRef };
    case 'captured':
      return amount ? { state: 'captured', providerRef, amount } : unknown;
    case 'declined':
      return {
        state: 'declined',
        providerRef,
        reason: declineOf(textOf(transaction['gateway_response']) ?? ''),
      };
    case undefined:
      return unknown;
  }
}

/** Paystack has no codes for declines: the bank's words are read. */
export function declineOf(response: string): DeclineReason {
  const words: readonly (readonly [RegExp, DeclineReason])[] = [
    [/insufficient/i, 'insufficient_funds'],
    [/expired/i, 'expired_card'],
    [/limit/i, 'limit_exceeded'],
    [/fraud|stolen|lost/i, 'fraud_suspected'],
    [/otp|pin|token|authentication/i, 'authentication_failed'],
    [/declin|not permitted|do not honou?r/i, 'card_declined'],
  ];
  return words.find(([pattern]) => pattern.test(response))?.[1] ?? 'other';
}

/** What a refund says of itself. */
export function stateOfRefund(refund: Fields): TransferState {
  const providerRef = textOf(refund['id']) ?? '';
  const status = String(refund['status']);
  switch (status) {
    case 'pending':
    case 'processing':
      return { state: 'pending', providerRef };
    case 'processed':
      return { state: 'done', providerRef };
    case 'failed':
      return { state: 'failed', providerRef, reason: status };
    // `needs-attention` among them: somebody must give Paystack the payer's account.
    default:
      return { state: 'unknown', providerRef, status };
  }
}

/** What a transfer says of itself. */
export function stateOfTransfer(transfer: Fields): TransferState {
  const providerRef = textOf(transfer['transfer_code']) ?? '';
  const status = String(transfer['status']);
  switch (TRANSFERS.get(status)) {
    case 'pending':
      return { state: 'pending', providerRef };
    case 'done':
      return { state: 'done', providerRef };
    case 'failed':
      return { state: 'failed', providerRef, reason: status };
    case undefined:
      return { state: 'unknown', providerRef, status };
  }
}
