import { createHash } from 'node:crypto';
import { startMoodyServer, type Answered, type MoodyServer, type VendorRequest } from './moodyServer';

export const FAWRY_MERCHANT = '1tSa6uxz2nTwlaAmt38enA==';
export const FAWRY_KEY = '259af31fc2f74453b3a55739b21ae9ef';

interface Order {
  readonly referenceNumber: string;
  readonly merchantRefNumber: string;
  readonly orderAmount: number;
  orderStatus: string;
  paymentAmount: number;
  readonly request: Readonly<Record<string, unknown>>;
  readonly refunds: number[];
}

export interface FawryServer extends MoodyServer {
  readonly orders: Order[];
  orderOf(paymentId: string): Order;
}

/** The SHA-256 of the fields and the key, as FawryPay documents its signatures. */
export const fawrySignature = (...fields: readonly string[]): string =>
  createHash('sha256')
    .update(fields.join('') + FAWRY_KEY)
    .digest('hex');

const BASE = '/ECommerceWeb/Fawry/payments';
const DONE = { statusCode: 200, statusDescription: 'Operation done successfully' };

/** A plain server that answers charge, status and refund as FawryPay documents them; signatures are checked. */
export async function startFawryServer(): Promise<FawryServer> {
  const orders: Order[] = [];
  const server = await startMoodyServer((request) => take(orders, request));
  return {
    ...server,
    orders,
    orderOf: (paymentId) => {
      const order = orders.find(({ merchantRefNumber }) => merchantRefNumber === paymentId);
      if (!order) {
        throw new Error(`no order of ${paymentId}`);
      }
      return order;
    },
  };
}

/** A refusal as FawryPay writes it: the status of HTTP stays 200. */
export const fawryRefusal = (statusCode: number, type = 'ResponseDataModel'): Answered => ({
  status: 200,
  body: { type, statusCode, statusDescription: 'Refused' },
});

function take(orders: Order[], { method, path, query, body }: VendorRequest): Answered {
  switch (`${method} ${path.replace(BASE, '')}`) {
    case 'POST /charge':
      return charge(orders, JSON.parse(body) as Record<string, unknown>);
    case 'GET /status/v2':
      return status(orders, query);
    case 'POST /refund':
      return refund(orders, JSON.parse(body) as Record<string, unknown>);
    default:
      return { status: 404, body: '<html>Not found</html>' };
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function charge(orders: Order[], request: Record<string, unknown>): Answered {
  const { merchantCode, merchantRefNum, customerProfileId, paymentMethod, amount, signature } = request;
  const expected = fawrySignature(
    ...[merchantCode, merchantRefNum, customerProfileId, paymentMethod, amount].map(textOf),
  );
  if (merchantCode !== FAWRY_MERCHANT) {
    return fawryRefusal(9901);
  }
  if (signature !== expected || !/^\d+\.\d\d$/.test(textOf(amount))) {
    return fawryRefusal(9946);
  }
  if (orders.some(({ merchantRefNumber }) => merchantRefNumber === merchantRefNum)) {
    return fawryRefusal(9994);
  }
  const order: Order = {
    referenceNumber: String(931_600_000 + orders.length),
    merchantRefNumber: textOf(merchantRefNum),
    orderAmount: Number(amount),
    orderStatus: 'NEW',
    paymentAmount: Number(amount),
    request,
    refunds: [],
  };
  orders.push(order);
  return { status: 200, body: { type: 'ChargeResponse', ...shown(order), ...DONE } };
}

const shown = ({ request: _request, refunds: _refunds, ...order }: Order): object => order;

function status(orders: readonly Order[], query: URLSearchParams): Answered {
  const ref = query.get('merchantRefNumber') ?? '';
  if (query.get('signature') !== fawrySignature(FAWRY_MERCHANT, ref)) {
    return fawryRefusal(9946, 'PaymentStatusResponse');
  }
  const order = orders.find(({ merchantRefNumber }) => merchantRefNumber === ref);
  return order
    ? { status: 200, body: { type: 'PaymentStatusResponse', ...shown(order), ...DONE } }
    : fawryRefusal(9938, 'PaymentStatusResponse');
}

function refund(orders: readonly Order[], request: Record<string, unknown>): Answered {
  const { merchantCode, referenceNumber, refundAmount, reason, signature } = request;
  if (signature !== fawrySignature(...[merchantCode, referenceNumber, refundAmount, reason].map(textOf))) {
    return fawryRefusal(9946);
  }
  const order = orders.find((one) => one.referenceNumber === referenceNumber);
  const amount = Number(refundAmount);
  const before = order?.refunds.reduce((sum, one) => sum + one, 0) ?? 0;
  if (!order || order.orderStatus === 'NEW' || before + amount > order.orderAmount) {
    return fawryRefusal(9935);
  }
  order.refunds.push(amount);
  order.orderStatus = before + amount === order.orderAmount ? 'REFUNDED' : 'PARTIAL_REFUNDED';
  return { status: 200, body: { type: 'ResponseDataModel', ...DONE } };
}
