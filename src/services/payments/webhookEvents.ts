import { isValidObjectId } from 'mongoose';
import { RefundModel, type Refund } from '../../models/refund.model';
import type { ParkedBecause, WebhookReceipt } from '../../models/webhookReceipt.model';
import { toObjectId, type Id } from '../../utils/ids';
import { money, type Currency } from '../../utils/money';
import type { Tx } from '../../utils/transaction';
import type { DeclineReason, TransferState } from '../providers/payments/provider';
import type { ApplyPayoutEvent, PayoutEvent } from '../payouts/applyPayoutEvent';
import { findPayment } from './capture';
import type { PaymentDeps } from './deps';
import { hear } from './hear';
import { hearRefund } from './refunds';
import { mismatchOf, type Word } from './words';

/** What becomes of a receipt: done, put aside for staff, or nothing of ours. */
export type Outcome =
  { readonly as: 'process' | 'setAside' } | { readonly as: 'park'; readonly because: ParkedBecause };

export interface WebhookEventDeps extends PaymentDeps {
  readonly applyPayoutEvent: ApplyPayoutEvent;
}

const done: Outcome = { as: 'process' };
const unknown: Outcome = { as: 'setAside' };
const parked = (because: ParkedBecause): Outcome => ({ as: 'park', because });

/** Does what a receipt says, in its transaction: payment or refund, ledger and outbox together; nothing where it does not fit. */
export function actOn(tx: Tx, deps: WebhookEventDeps, receipt: WebhookReceipt): Promise<Outcome> {
  switch (receipt.kind.split('.')[0]) {
    case 'charge':
      return onCharge(tx, deps, receipt);
    case 'refund':
      return onRefund(tx, deps, receipt);
    case 'payout':
      return onPayout(tx, deps, receipt);
    default:
      return Promise.resolve(unknown);
  }
}

/** Whether a provider's reference can be an id of ours. */
export const isId = (ref: string | undefined): ref is Id =>
  ref !== undefined && ref.length === 24 && isValidObjectId(ref);

/** Money that we know nothing of is for staff to look at; a refusal of it is nothing. */
async function onCharge(tx: Tx, deps: WebhookEventDeps, receipt: WebhookReceipt): Promise<Outcome> {
  const payment = isId(receipt.ref) ? await findPayment(tx, receipt.ref) : null;
  const word = wordOf(receipt);
  if (payment?.provider !== receipt.provider) {
    return word?.state === 'captured' ? parked('payment') : unknown;
  }
  if (!word) {
    return unknown;
  }
  const because = word.state === 'captured' ? mismatchOf(payment, word.amount) : undefined;
  if (because) {
    return parked(because);
  }
  await hear(tx, deps, { payment, word });
  return done;
}

/** What a receipt says of a payment. */
function wordOf(receipt: WebhookReceipt): Word | undefined {
  const { kind, providerRef, amountMinor = 0, currency } = receipt;
  switch (kind) {
    case 'charge.captured':
      return { state: 'captured', providerRef, amount: money(amountMinor, currency as Currency) };
    case 'charge.declined':
      return { state: 'declined', providerRef, reason: (receipt.reason ?? 'other') as DeclineReason };
    case 'charge.expired':
      return { state: 'expired', providerRef };
    default:
      return undefined;
  }
}

/** How a receipt says that a refund stands. */
function transferOf({ kind, providerRef = '', reason = '' }: WebhookReceipt): TransferState {
  return kind.endsWith('.done') ? { state: 'done', providerRef } : { state: 'failed', providerRef, reason };
}

async function onRefund(tx: Tx, deps: WebhookEventDeps, receipt: WebhookReceipt): Promise<Outcome> {
  const refund = isId(receipt.ref)
    ? await RefundModel.findOne({ _id: toObjectId(receipt.ref) }, null, { session: tx }).lean<Refund>()
    : null;
  if (!isId(receipt.ref) || refund?.provider !== receipt.provider) {
    return parked('refund');
  }
  const state = transferOf(receipt);
  if (state.state === 'done' && refund.status === 'Failed') {
    return parked('order');
  }
  if (state.state === 'done' && receipt.amountMinor !== refund.amountMinor) {
    return parked('amount');
  }
  await hearRefund(tx, deps, { refundId: receipt.ref, state });
  return done;
}

async function onPayout(
  tx: Tx,
  { applyPayoutEvent }: WebhookEventDeps,
  receipt: WebhookReceipt,
): Promise<Outcome> {
  const event = payoutEventOf(receipt);
  const told = event && (await applyPayoutEvent(tx, { gateway: receipt.provider, event }));
  return told === undefined || told.outcome === 'mismatch' ? parked('payout') : done;
}

function payoutEventOf(receipt: WebhookReceipt): PayoutEvent | undefined {
  const { eventId, type, at, ref, kind, providerRef = '', amountMinor, currency, reason = '' } = receipt;
  if (!isId(ref)) {
    return undefined;
  }
  const known = { eventId, type, at, ref, providerRef };
  if (kind === 'payout.failed') {
    return { ...known, kind, reason };
  }
  const amount = amountMinor !== undefined && currency && money(amountMinor, currency as Currency);
  return kind === 'payout.done' && amount ? { ...known, kind, amount } : undefined;
}
