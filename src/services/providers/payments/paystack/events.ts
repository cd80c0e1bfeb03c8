import { fieldsOf, isId, isInstant, jsonOf, moneyOf, textOf, type Fields } from '../fields';
import { WebhookRefused, type ProviderEvent, type TransferState } from '../provider';
import { stateOfRefund, stateOfTransaction, stateOfTransfer } from './states';

type Base = Pick<ProviderEvent, 'eventId' | 'type' | 'at'>;

/** Reads an event whose signature is right; Paystack signs no time, so that only the receipt guards against repetition. */
export function eventOf(raw: Buffer, now: Date): ProviderEvent {
  const body = fieldsOf(jsonOf(raw));
  const type = textOf(body['event']);
  const data = fieldsOf(body['data']);
  if (type === undefined) {
    throw new WebhookRefused('body');
  }
  const base = { eventId: `${type}:${nameOf(data)}`, type, at: timeOf(data) ?? now };
  return meaningOf(base, data);
}

const nameOf = (data: Fields): string =>
  textOf(data['id']) ?? textOf(data['refund_reference']) ?? textOf(data['reference']) ?? '';

function timeOf(data: Fields): Date | undefined {
  const time = data['paid_at'] ?? data['updated_at'] ?? data['created_at'];
  return isInstant(time) ? new Date(time) : undefined;
}

function meaningOf(base: Base, data: Fields): ProviderEvent {
  switch (base.type) {
    case 'charge.success':
    case 'charge.failed':
      return ofCharge(base, data);
    case 'refund.processed':
    case 'refund.failed':
      return ofTransfer(base, 'refund', { data, ref: data['merchant_note'], seen: stateOfRefund(data) });
    case 'transfer.success':
    case 'transfer.failed':
    case 'transfer.reversed':
      return ofTransfer(base, 'payout', { data, ref: data['reference'], seen: stateOfTransfer(data) });
    default:
      return { ...base, kind: 'unknown' };
  }
}

function ofCharge(base: Base, data: Fields): ProviderEvent {
  const { reference: ref } = data;
  if (!isId(ref)) {
    return { ...base, kind: 'unknown' };
  }
  const seen = stateOfTransaction(data, ref);
  if (seen.state === 'captured') {
    return { ...base, kind: 'charge.captured', ref, providerRef: ref, amount: seen.amount };
  }
  return seen.state === 'declined'
    ? { ...base, kind: 'charge.declined', ref, providerRef: ref, reason: seen.reason }
    : { ...base, kind: 'unknown' };
}

interface Transfer {
  readonly data: Fields;
  readonly ref: unknown;
  readonly seen: TransferState;
}

function ofTransfer(base: Base, what: 'refund' | 'payout', { data, ref, seen }: Transfer): ProviderEvent {
  const amount = moneyOf(Number(data['amount']), data['currency']);
  if (!isId(ref)) {
    return { ...base, kind: 'unknown' };
  }
  if (seen.state === 'done' && amount) {
    return { ...base, kind: `${what}.done`, ref, providerRef: seen.providerRef, amount };
  }
  return seen.state === 'failed' && seen.providerRef !== undefined
    ? { ...base, kind: `${what}.failed`, ref, providerRef: seen.providerRef, reason: seen.reason }
    : { ...base, kind: 'unknown' };
}
