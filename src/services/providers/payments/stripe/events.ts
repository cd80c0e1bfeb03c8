import type { Id } from '../../../../utils/ids';
import { fieldsOf, isId, jsonOf, moneyOf, textOf, type Fields } from '../fields';
import { WebhookRefused, type ProviderEvent, type TransferState } from '../provider';
import { stateOfIntent, stateOfRefund, stateOfTransfer } from './states';

type Meaning = ProviderEvent extends infer E
  ? E extends ProviderEvent
    ? Omit<E, 'eventId' | 'type' | 'at'>
    : never
  : never;

const NOTHING: Meaning = { kind: 'unknown' };

/** Reads an event whose signature is right; what is not about something of ours has no meaning. */
export function eventOf(raw: Buffer): ProviderEvent {
  const event = fieldsOf(jsonOf(raw));
  const eventId = textOf(event['id']);
  const type = textOf(event['type']);
  const { created } = event;
  if (eventId === undefined || type === undefined || !Number.isSafeInteger(created)) {
    throw new WebhookRefused('body');
  }
  const subject = fieldsOf(fieldsOf(event['data'])['object']);
  const at = new Date(Number(created) * 1_000);
  return { eventId, type, at, ...meaningOf(type, subject) };
}

function meaningOf(type: string, subject: Fields): Meaning {
  switch (type) {
    case 'payment_intent.succeeded':
    case 'payment_intent.payment_failed':
    case 'payment_intent.canceled':
      return ofIntent(subject);
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed':
      return ofTransfer('refund', stateOfRefund(subject), subject);
    case 'transfer.created':
    case 'transfer.updated':
    case 'transfer.reversed':
      return ofTransfer('payout', stateOfTransfer(subject), subject);
    default:
      return NOTHING;
  }
}

const refOf = (subject: Fields, name: string): Id | undefined => {
  const ref = fieldsOf(subject['metadata'])[name];
  return isId(ref) ? ref : undefined;
};

function ofIntent(intent: Fields): Meaning {
  const ref = refOf(intent, 'paymentId');
  const seen = stateOfIntent(intent);
  if (ref === undefined) {
    return NOTHING;
  }
  switch (seen.state) {
    case 'captured':
      return { kind: 'charge.captured', ref, providerRef: seen.providerRef, amount: seen.amount };
    case 'declined':
      return { kind: 'charge.declined', ref, providerRef: seen.providerRef, reason: seen.reason };
    case 'expired':
      return { kind: 'charge.expired', ref, providerRef: seen.providerRef };
    case 'pending':
    case 'unknown':
      return NOTHING;
  }
}

function ofTransfer(what: 'refund' | 'payout', seen: TransferState, subject: Fields): Meaning {
  const ref = refOf(subject, what === 'refund' ? 'refundId' : 'withdrawalId');
  const amount = moneyOf(subject['amount'], subject['currency']);
  if (ref === undefined) {
    return NOTHING;
  }
  if (seen.state === 'done' && amount) {
    return { kind: `${what}.done`, ref, providerRef: seen.providerRef, amount };
  }
  return seen.state === 'failed' && seen.providerRef !== undefined
    ? { kind: `${what}.failed`, ref, providerRef: seen.providerRef, reason: seen.reason }
    : NOTHING;
}
