import type { KeyObject } from 'node:crypto';
import { minutes, type Clock } from '../../../utils/clock';
import type { Id } from '../../../utils/ids';
import { CURRENCIES, type Money } from '../../../utils/money';
import { faultOfStamp } from '../../../utils/stampedSignature';
import { fieldsOf, headerOf, isId, isInstant, jsonOf, moneyOf, type Fields } from './fields';
import {
  DECLINE_REASONS,
  WebhookRefused,
  type ChargeResult,
  type ChargeState,
  type DeclineReason,
  type PaymentProvider,
  type ProviderEvent,
  type TransferState,
} from './provider';
import type { BookedCharge, BookedTransfer, SandboxBook, TransferOutcome } from './sandbox/provider';

export interface SandboxOptions {
  readonly book: SandboxBook;
  readonly clock: Clock;
  readonly webhookKey: KeyObject;
  /** What stands before `/sandbox/pay/…`. */
  readonly baseUrl: () => string;
}

const TOLERANCE_MS = minutes(5);

/** The gateway of a machine without accounts anywhere: its own book, pay page and signed webhooks. */
export function makeSandbox({ book, clock, webhookKey, baseUrl }: SandboxOptions): PaymentProvider {
  const pageOf = (charge: BookedCharge): string => `${baseUrl()}/sandbox/pay/${charge.id}`;
  const bookTransfer = async (order: Parameters<SandboxBook['openTransfer']>[0]): Promise<TransferState> =>
    transferState(await book.openTransfer(order));
  return {
    name: 'sandbox',
    can: { refund: true, payout: true, flow: 'redirect' },
    currencies: CURRENCIES,
    charge: async (request) => chargeResult(await book.openCharge(request), pageOf),
    lookUp: async ({ paymentId }) => chargeState(await book.findCharge(paymentId), pageOf),
    refund: ({ refundId, paymentId, amount }) =>
      bookTransfer({ kind: 'refund', ref: refundId, paymentId, amount, outcome: outcomeOf(amount) }),
    lookUpRefund: async ({ id }) => transferState(await book.findTransfer('refund', id)),
    payOut: ({ withdrawalId, amount }) =>
      bookTransfer({ kind: 'payout', ref: withdrawalId, amount, outcome: outcomeOf(amount) }),
    lookUpPayout: async ({ id }) => transferState(await book.findTransfer('payout', id)),
    readWebhook: (raw, headers) => {
      const header = headerOf(headers, 'sandbox-signature');
      const fault = faultOfStamp({ key: webhookKey, raw, header }, clock.now(), TOLERANCE_MS);
      if (fault) {
        throw new WebhookRefused(fault);
      }
      return [eventOf(raw)];
    },
    totals: () => book.totals(),
  };
}

/** What a refund or payout of this amount comes to; the last two digits of the amount choose (README of this folder). */
function outcomeOf({ amountMinor }: Money): TransferOutcome {
  switch (amountMinor % 100) {
    case 13:
      return 'failed';
    case 17:
      return 'laterDone';
    case 19:
      return 'laterFailed';
    default:
      return 'done';
  }
}

function chargeResult(charge: BookedCharge, pageOf: (charge: BookedCharge) => string): ChargeResult {
  const { id: providerRef, state, amount, reason = 'other' } = charge;
  switch (state) {
    case 'captured':
      return { state, providerRef, amount };
    case 'declined':
      return { state, providerRef, reason };
    case 'pending':
    case 'expired':
      return { state: 'pending', providerRef, paymentUrl: pageOf(charge) };
  }
}

function chargeState(charge: BookedCharge | null, pageOf: (charge: BookedCharge) => string): ChargeState {
  if (!charge) {
    return { state: 'notFound' };
  }
  return charge.state === 'expired'
    ? { state: 'expired', providerRef: charge.id }
    : (chargeResult(charge, pageOf) as ChargeState);
}

function transferState(transfer: BookedTransfer | null): TransferState {
  if (!transfer) {
    return { state: 'notFound' };
  }
  const { id: providerRef, state, reason = 'refused' } = transfer;
  return state === 'failed' ? { state, providerRef, reason } : { state, providerRef };
}

/** Reads a body whose signature is right; what it does not know is an event without a meaning. */
function eventOf(raw: Buffer): ProviderEvent {
  const { id, type, createdAt, data } = fieldsOf(jsonOf(raw));
  if (typeof id !== 'string' || typeof type !== 'string' || !isInstant(createdAt)) {
    throw new WebhookRefused('body');
  }
  return meaningOf({ eventId: id, type, at: new Date(createdAt) }, fieldsOf(data));
}

type Base = Pick<ProviderEvent, 'eventId' | 'type' | 'at'>;

function meaningOf(base: Base, data: Fields): ProviderEvent {
  const { ref, providerRef, amountMinor, currency, reason } = data;
  const amount = moneyOf(amountMinor, currency);
  return isId(ref) && typeof providerRef === 'string' && amount
    ? known(base, { ref, providerRef, amount, reason })
    : { ...base, kind: 'unknown' };
}

interface Subject {
  readonly ref: Id;
  readonly providerRef: string;
  readonly amount: Money;
  readonly reason: unknown;
}

function known(base: Base, { ref, providerRef, amount, reason }: Subject): ProviderEvent {
  const { type: kind } = base;
  switch (kind) {
    case 'charge.captured':
    case 'refund.done':
    case 'payout.done':
      return { ...base, kind, ref, providerRef, amount };
    case 'charge.declined':
      return { ...base, kind, ref, providerRef, reason: declineOf(reason) };
    case 'charge.expired':
      return { ...base, kind, ref, providerRef };
    case 'refund.failed':
    case 'payout.failed':
      return { ...base, kind, ref, providerRef, reason: String(reason) };
    default:
      return { ...base, kind: 'unknown' };
  }
}

const declineOf = (reason: unknown): DeclineReason =>
  DECLINE_REASONS.find((known) => known === reason) ?? 'other';
