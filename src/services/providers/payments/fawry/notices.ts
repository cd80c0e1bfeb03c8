import { decimalOf } from '../../../../config/money';
import { isSameText } from '../../../../utils/keys';
import { fieldsOf, isId, jsonOf, minorOf, textOf, type Fields } from '../fields';
import { WebhookRefused, type ProviderEvent } from '../provider';
import { signed } from './signature';
import { stateOfOrder } from './states';

/** Reads a notification (V2); its signature covers who paid what and the order's status, not the time. */
export function eventOf(raw: Buffer, securityKey: string, now: Date): ProviderEvent {
  const notice = fieldsOf(jsonOf(raw));
  const signature = textOf(notice['messageSignature']) ?? '';
  if (!isSameText(signature, signatureOf(notice, securityKey))) {
    throw new WebhookRefused('signature');
  }
  const { merchantRefNumber: ref, orderStatus: type } = notice;
  const seen = stateOfOrder({ ...notice, referenceNumber: notice['fawryRefNumber'] });
  // Notices carry a fresh id each time: the same fact has the same signature.
  const base = { eventId: signature, type: String(type), at: now };
  if (!isId(ref)) {
    return { ...base, kind: 'unknown' };
  }
  switch (seen.state) {
    case 'captured':
      return { ...base, kind: 'charge.captured', ref, providerRef: seen.providerRef, amount: seen.amount };
    case 'declined':
      return { ...base, kind: 'charge.declined', ref, providerRef: seen.providerRef, reason: seen.reason };
    case 'expired':
      return { ...base, kind: 'charge.expired', ref, providerRef: seen.providerRef };
    case 'pending':
    case 'notFound':
    case 'unknown':
      return { ...base, kind: 'unknown' };
  }
}

function signatureOf(notice: Fields, securityKey: string): string {
  const twoDecimals = (value: unknown): string => {
    const amount = minorOf(value, 'EGP');
    return amount ? decimalOf(amount) : '';
  };
  return signed(
    [
      textOf(notice['fawryRefNumber']) ?? '',
      textOf(notice['merchantRefNumber']) ?? '',
      twoDecimals(notice['paymentAmount']),
      twoDecimals(notice['orderAmount']),
      textOf(notice['orderStatus']) ?? '',
      textOf(notice['paymentMethod']) ?? '',
      textOf(notice['paymentRefrenceNumber']) ?? '',
    ],
    securityKey,
  );
}
