import { decimalOf } from '../../../config/money';
import type { Clock } from '../../../utils/clock';
import { eventOf } from './fawry/notices';
import { signed } from './fawry/signature';
import { stateOfOrder, stateOfRefund } from './fawry/states';
import { fieldsOf, textOf, type Fields } from './fields';
import type { ChargeRequest, ChargeResult, PaymentProvider, RefundRequest, TransferState } from './provider';
import { makeVendorCall, vendorFailed, type CallVendor } from './vendorCall';

export interface FawryOptions {
  readonly merchantCode: string;
  readonly securityKey: string;
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly timeoutMs?: number;
}

interface Fawry extends Pick<FawryOptions, 'merchantCode' | 'securityKey'> {
  readonly call: CallVendor;
}

const TIMEOUT_MS = 10_000;
const PATH = '/ECommerceWeb/Fawry/payments';
const DONE = 200;
const NOT_FOUND = 9938;
const COUNTRY_CODE = '+20';

/** Payments through FawryPay: the payer gets a code and pays with it at a shop or in an app. */
export function makeFawry(options: FawryOptions): PaymentProvider {
  const { merchantCode, securityKey, baseUrl, clock, timeoutMs = TIMEOUT_MS } = options;
  const fawry: Fawry = {
    merchantCode,
    securityKey,
    call: makeVendorCall({ vendor: 'fawry', baseUrl, timeoutMs }),
  };
  const noPayout = (): Promise<TransferState> =>
    Promise.resolve({ state: 'failed', reason: 'destination_not_supported' });
  return {
    name: 'fawry',
    can: { refund: true, payout: false, flow: 'referenceCode' },
    currencies: ['EGP'],
    charge: (request) => charge(fawry, request),
    lookUp: async ({ paymentId }) => stateOfOrder(await readOrder(fawry, paymentId)),
    refund: (request) => refund(fawry, request),
    lookUpRefund: async ({ payment }) => stateOfRefund(await readOrder(fawry, payment.paymentId)),
    payOut: noPayout,
    lookUpPayout: () => Promise.resolve({ state: 'notFound' }),
    readWebhook: (raw) => [eventOf(raw, securityKey, clock.now())],
  };
}

async function charge(fawry: Fawry, request: ChargeRequest): Promise<ChargeResult> {
  const { status, body } = await fawry.call({
    method: 'POST',
    path: `${PATH}/charge`,
    body: orderOf(fawry, request),
  });
  const answer = fieldsOf(body);
  const providerRef = textOf(answer['referenceNumber']);
  if (answer['statusCode'] === DONE && providerRef !== undefined) {
    return { state: 'pending', providerRef, referenceCode: providerRef };
  }
  // Perhaps the order is there from an earlier try: its number is taken then.
  const earlier = stateOfOrder(await readOrder(fawry, request.paymentId));
  if (earlier.state === 'pending') {
    return { ...earlier, referenceCode: earlier.providerRef };
  }
  if (earlier.state === 'captured' || earlier.state === 'declined') {
    return earlier;
  }
  throw vendorFailed('fawry', { status, code: textOf(answer['statusCode']) });
}

function orderOf({ merchantCode, securityKey }: Fawry, request: ChargeRequest): object {
  const { paymentId, amount, payer, description, expiresAt } = request;
  const paymentMethod = 'PAYATFAWRY';
  const price = decimalOf(amount);
  return {
    merchantCode,
    merchantRefNum: paymentId,
    customerProfileId: payer.id,
    customerName: payer.name,
    ...(payer.phone !== undefined && { customerMobile: localPhone(payer.phone) }),
    ...(payer.email !== undefined && { customerEmail: payer.email }),
    paymentMethod,
    amount: price,
    currencyCode: amount.currency,
    language: payer.locale === 'ar' ? 'ar-eg' : 'en-gb',
    description,
    paymentExpiry: expiresAt.getTime(),
    chargeItems: [{ itemId: paymentId, description, price, quantity: '1' }],
    signature: signed([merchantCode, paymentId, payer.id, paymentMethod, price], securityKey),
  };
}

/** FawryPay takes numbers as they are dialled in Egypt. */
const localPhone = (phone: string): string =>
  phone.startsWith(COUNTRY_CODE) ? `0${phone.slice(COUNTRY_CODE.length)}` : phone;

/** The order of a payment as FawryPay knows it; null when it never heard of it. */
async function readOrder(
  { call, merchantCode, securityKey }: Fawry,
  paymentId: string,
): Promise<Fields | null> {
  const query = new URLSearchParams({
    merchantCode,
    merchantRefNumber: paymentId,
    signature: signed([merchantCode, paymentId], securityKey),
  });
  const { status, body } = await call({ method: 'GET', path: `${PATH}/status/v2?${query.toString()}` });
  const order = fieldsOf(body);
  const code = Number(order['statusCode'] ?? DONE);
  if (code === NOT_FOUND) {
    return null;
  }
  const isOrder = textOf(order['referenceNumber']) !== undefined && order['merchantRefNumber'] === paymentId;
  if (code !== DONE || !isOrder) {
    throw vendorFailed('fawry', { status, code: String(code) });
  }
  return order;
}

/**
 * FawryPay knows a refund by its order only. So the order is read first: the whole one is repeated safely; a part is
 * sent to an order of which nothing went back, and after that staff decide.
 */
async function refund(fawry: Fawry, request: RefundRequest): Promise<TransferState> {
  const { call, merchantCode, securityKey } = fawry;
  const { paymentId, refundId, providerRef, amount } = request;
  const before = await readOrder(fawry, paymentId);
  if (!before || String(before['orderStatus']) !== 'PAID') {
    return before && stateOfOrder(before).state !== 'unknown'
      ? { state: 'failed', reason: 'not_paid' }
      : stateOfRefund(before);
  }
  const refundAmount = decimalOf(amount);
  const { status, body } = await call({
    method: 'POST',
    path: `${PATH}/refund`,
    body: {
      merchantCode,
      referenceNumber: providerRef,
      refundAmount,
      reason: refundId,
      signature: signed([merchantCode, providerRef, refundAmount, refundId], securityKey),
    },
  });
  const code = textOf(fieldsOf(body)['statusCode']);
  if (code === undefined) {
    throw vendorFailed('fawry', { status, reason: 'answer without a code' });
  }
  return Number(code) === DONE
    ? { state: 'done', providerRef }
    : { state: 'failed', reason: `fawry_${code}` };
}
