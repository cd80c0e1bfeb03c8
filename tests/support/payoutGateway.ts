import type {
  PaymentGateways,
  PaymentProvider,
  PayoutRequest,
  TransferState,
} from '../../src/services/providers/payments/provider';
import { gatewaysOf } from '../../src/services/providers/payments';
import { UpstreamError } from '../../src/utils/errors';

/** What the provider does with the next payout: say how it stands, have it under way, or break before or after the effect. */
export type PayoutMood = 'done' | 'pending' | 'failed' | 'outageBefore' | 'outageAfter' | 'unknown';

export interface PayoutDouble {
  readonly gateways: PaymentGateways;
  /** Every call of `payOut`. */
  readonly calls: PayoutRequest[];
  /** The payouts that it has carried out, by our id. */
  readonly book: Map<string, PayoutRequest>;
  mood: PayoutMood;
  /** What a look-up says of payouts that it knows. */
  told: TransferState['state'];
  /** Nobody pays out: staff does. */
  isAway: boolean;
  reset(): void;
}

const refOf = (id: string): string => `po_${id}`;

/** A provider of payouts in memory: one payout for one id, however often it is asked. */
export function payoutDouble(): PayoutDouble {
  const double: PayoutDouble = {
    calls: [],
    book: new Map(),
    mood: 'done',
    told: 'done',
    isAway: false,
    gateways: gatewaysOf([]),
    reset() {
      double.calls.length = 0;
      double.book.clear();
      Object.assign(double, { mood: 'done', told: 'done', isAway: false });
    },
  };
  const never = (): never => {
    throw new Error('only payouts are asked of this provider');
  };
  const provider: PaymentProvider = {
    name: 'paystack',
    can: { refund: false, payout: true, flow: 'redirect' },
    currencies: ['EGP'],
    charge: never,
    lookUp: never,
    refund: never,
    lookUpRefund: never,
    readWebhook: never,
    payOut: (request) => Promise.resolve().then(() => payOut(double, request)),
    lookUpPayout: ({ id }) => Promise.resolve(double.book.has(id) ? stateOf(double.told, id) : NOT_FOUND),
  };
  const all = gatewaysOf([provider]);
  const gateways: PaymentGateways = {
    ...all,
    forPayout: (...asked) => (double.isAway ? undefined : all.forPayout(...asked)),
  };
  return Object.assign(double, { gateways });
}

const NOT_FOUND: TransferState = { state: 'notFound' };

function payOut(double: PayoutDouble, request: PayoutRequest): TransferState {
  double.calls.push(request);
  if (double.mood === 'outageBefore') {
    throw new UpstreamError('provider.failed');
  }
  if (double.mood === 'failed') {
    return { state: 'failed', reason: 'The account is closed' };
  }
  double.book.set(request.withdrawalId, request);
  if (double.mood === 'outageAfter') {
    throw new UpstreamError('provider.failed');
  }
  return stateOf(double.mood, request.withdrawalId);
}

function stateOf(state: TransferState['state'], id: string): TransferState {
  const providerRef = refOf(id);
  switch (state) {
    case 'done':
    case 'pending':
      return { state, providerRef };
    case 'unknown':
      return { state, providerRef, status: 'on-the-moon' };
    case 'failed':
      return { state, providerRef, reason: 'The account is closed' };
    case 'notFound':
      return NOT_FOUND;
  }
}
