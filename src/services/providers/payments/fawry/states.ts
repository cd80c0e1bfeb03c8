import type { Money } from '../../../../utils/money';
import { minorOf, type Fields } from '../fields';
import type { ChargeState, TransferState } from '../provider';

const MEANINGS: ReadonlyMap<string, 'pending' | 'captured' | 'declined' | 'expired'> = new Map([
  ['NEW', 'pending'],
  ['UNPAID', 'pending'],
  ['PAID', 'captured'],
  ['DELIVERED', 'captured'],
  ['FAILED', 'declined'],
  ['EXPIRED', 'expired'],
  ['CANCELED', 'expired'],
  ['CANCELLED', 'expired'],
]);

/** What an order says of the charge; null when FawryPay never heard of it. */
export function stateOfOrder(order: Fields | null): ChargeState {
  if (!order) {
    return { state: 'notFound' };
  }
  const providerRef = String(order['referenceNumber']);
  const status = String(order['orderStatus'] ?? order['paymentStatus']);
  const means = MEANINGS.get(status);
  const amount = means === 'captured' ? takenOf(order) : undefined;
  switch (means) {
    case 'captured':
      return amount ? { state: means, providerRef, amount } : { state: 'unknown', providerRef, status };
    case 'declined':
      return { state: means, providerRef, reason: 'other' };
    case 'pending':
    case 'expired':
      return { state: means, providerRef };
    case undefined:
      return { state: 'unknown', providerRef, status };
  }
}

/** `paymentAmount` holds what the payer paid on top for Fawry; ours is the order's, unless less was paid. */
function takenOf(order: Fields): Money | undefined {
  const paid = minorOf(order['paymentAmount'], 'EGP');
  const asked = order['orderAmount'] === undefined ? paid : minorOf(order['orderAmount'], 'EGP');
  return paid && asked && asked.amountMinor < paid.amountMinor ? asked : paid;
}

/** What an order says of what went back. */
export function stateOfRefund(order: Fields | null): TransferState {
  if (!order) {
    return { state: 'notFound' };
  }
  const providerRef = String(order['referenceNumber']);
  const status = String(order['orderStatus']);
  switch (status) {
    case 'REFUNDED':
      return { state: 'done', providerRef };
    case 'NEW':
    case 'UNPAID':
    case 'PAID':
      return { state: 'notFound' };
    // `PARTIAL_REFUNDED` among them: it does not say which part.
    default:
      return { state: 'unknown', providerRef, status };
  }
}
