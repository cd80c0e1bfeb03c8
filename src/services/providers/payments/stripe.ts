import { minutes, type Clock } from '../../../utils/clock';
import type { Currency } from '../../../utils/money';
import { faultOfStamp } from '../../../utils/stampedSignature';
import { fieldsOf, headerOf, textOf, type Fields } from './fields';
import {
  WebhookRefused,
  type ChargeRequest,
  type ChargeRef,
  type ChargeResult,
  type ChargeState,
  type PaymentProvider,
  type PayoutRequest,
  type RefundRequest,
  type TransferRef,
  type TransferState,
} from './provider';
import { isRefused, makeStripeCall } from './stripe/client';
import { eventOf } from './stripe/events';
import { declineOf, stateOfIntent, stateOfRefund, stateOfTransfer } from './stripe/states';
import { vendorFailed } from './vendorCall';

export interface StripeOptions {
  readonly secretKey: string;
  readonly webhookSecret: string;
  readonly clock: Clock;
  /** Where Stripe is; its own address when absent. */
  readonly baseUrl?: string;
  readonly timeoutMs?: number;
}

const TOLERANCE_MS = minutes(5);
/** KWD is not among them: Stripe rounds it to whole tens of its smallest unit. */
const CURRENCIES: readonly Currency[] = ['EGP', 'USD', 'EUR', 'SAR', 'AED', 'JPY', 'ZAR', 'INR', 'NGN'];
/** Connect has no accounts in Egypt. */
const PAYOUT_CURRENCIES: readonly Currency[] = CURRENCIES.filter((currency) => currency !== 'EGP');
const MOST = 100;
const TIMEOUT_MS = 8_000;

/** Payments through Stripe: PaymentIntents paid in the app's card form, Refunds, transfers to connected accounts. */
export function makeStripe({ webhookSecret, clock, ...account }: StripeOptions): PaymentProvider {
  const call: CallStripe = makeStripeCall(() => connect(account));
  return {
    name: 'stripe',
    can: {
      refund: true,
      payout: true,
      flow: 'card',
      payoutReach: { currencies: PAYOUT_CURRENCIES, destinations: ['account'] },
    },
    currencies: CURRENCIES,
    charge: (request) => charge(call, request),
    lookUp: (ref) => lookUp(call, ref),
    refund: (request) => refund(call, request),
    lookUpRefund: (ref) => lookUpRefund(call, ref),
    payOut: (request) => payOut(call, request),
    lookUpPayout: (ref) => lookUpPayout(call, ref),
    readWebhook: (raw, headers) => {
      const header = headerOf(headers, 'stripe-signature');
      const fault = faultOfStamp({ key: webhookSecret, raw, header }, clock.now(), TOLERANCE_MS);
      if (fault) {
        throw new WebhookRefused(fault);
      }
      return [eventOf(raw)];
    },
  };
}

type Account = Omit<StripeOptions, 'webhookSecret' | 'clock'>;

async function connect({ secretKey, baseUrl, timeoutMs = TIMEOUT_MS }: Account) {
  const { default: MakeStripe } = await import('stripe');
  const url = baseUrl === undefined ? undefined : new URL(baseUrl);
  return new MakeStripe(secretKey, {
    telemetry: false,
    maxNetworkRetries: 0,
    timeout: timeoutMs,
    ...(url && {
      host: url.hostname,
      port: url.port,
      protocol: url.protocol === 'http:' ? ('http' as const) : ('https' as const),
    }),
  });
}

type CallStripe = ReturnType<typeof makeStripeCall<Awaited<ReturnType<typeof connect>>>>;

async function charge(call: CallStripe, request: ChargeRequest): Promise<ChargeResult> {
  const { paymentId, amount, description } = request;
  const answer = await call((stripe) =>
    stripe.paymentIntents.create(
      {
        amount: amount.amountMinor,
        currency: amount.currency.toLowerCase(),
        description,
        automatic_payment_methods: { enabled: true },
        metadata: { paymentId },
      },
      { idempotencyKey: paymentId },
    ),
  );
  if (isRefused(answer)) {
    return { state: 'declined', reason: declineOf({ code: answer.refused }) };
  }
  const seen = stateOfIntent(answer);
  switch (seen.state) {
    case 'pending':
      return { ...seen, clientSecret: textOf(answer['client_secret']) };
    case 'captured':
    case 'declined':
      return seen;
    case 'expired':
    case 'unknown':
      throw vendorFailed('stripe', { reason: `new intent is ${textOf(answer['status']) ?? 'nothing'}` });
  }
}

/** Without its name at Stripe an intent is searched by ours; the search may lag a minute, and `charge` again is safe. */
async function lookUp(call: CallStripe, { paymentId, providerRef }: ChargeRef): Promise<ChargeState> {
  const answer = await call((stripe) =>
    providerRef === undefined
      ? stripe.paymentIntents.search({ query: `metadata['paymentId']:'${paymentId}'`, limit: 1 })
      : stripe.paymentIntents.retrieve(providerRef),
  );
  if (isRefused(answer)) {
    return { state: 'notFound' };
  }
  const intent = providerRef === undefined ? listed(answer)[0] : answer;
  return intent ? stateOfIntent(intent) : { state: 'notFound' };
}

async function refund(call: CallStripe, request: RefundRequest): Promise<TransferState> {
  const { refundId, paymentId, providerRef, amount } = request;
  const answer = await call((stripe) =>
    stripe.refunds.create(
      { payment_intent: providerRef, amount: amount.amountMinor, metadata: { refundId } },
      { idempotencyKey: refundId },
    ),
  );
  if (!isRefused(answer)) {
    return stateOfRefund(answer);
  }
  // Perhaps by this very refund, longer ago than Stripe remembers keys.
  const earlier = await lookUpRefund(call, { id: refundId, payment: { paymentId, providerRef } });
  return earlier.state === 'notFound' ? { state: 'failed', reason: answer.refused } : earlier;
}

async function lookUpRefund(
  call: CallStripe,
  { id, providerRef, payment }: TransferRef & { readonly payment: ChargeRef },
): Promise<TransferState> {
  const intent = payment.providerRef;
  if (providerRef === undefined && intent === undefined) {
    return { state: 'notFound' };
  }
  const answer = await call((stripe) =>
    providerRef === undefined
      ? stripe.refunds.list({ payment_intent: intent ?? '', limit: MOST })
      : stripe.refunds.retrieve(providerRef),
  );
  if (isRefused(answer)) {
    return { state: 'notFound' };
  }
  const found = providerRef === undefined ? listed(answer).find(isNamed('refundId', id)) : answer;
  return found ? stateOfRefund(found) : { state: 'notFound' };
}

async function payOut(call: CallStripe, request: PayoutRequest): Promise<TransferState> {
  const { withdrawalId, amount, destination } = request;
  if (destination.kind !== 'account') {
    return { state: 'failed', reason: 'destination_not_supported' };
  }
  if (!PAYOUT_CURRENCIES.includes(amount.currency)) {
    return { state: 'failed', reason: 'currency_not_supported' };
  }
  const answer = await call((stripe) =>
    stripe.transfers.create(
      {
        amount: amount.amountMinor,
        currency: amount.currency.toLowerCase(),
        destination: destination.accountRef,
        transfer_group: withdrawalId,
        metadata: { withdrawalId },
      },
      { idempotencyKey: withdrawalId },
    ),
  );
  return isRefused(answer) ? { state: 'failed', reason: answer.refused } : stateOfTransfer(answer);
}

async function lookUpPayout(call: CallStripe, { id, providerRef }: TransferRef): Promise<TransferState> {
  const answer = await call((stripe) =>
    providerRef === undefined
      ? stripe.transfers.list({ transfer_group: id, limit: MOST })
      : stripe.transfers.retrieve(providerRef),
  );
  if (isRefused(answer)) {
    return { state: 'notFound' };
  }
  const found = providerRef === undefined ? listed(answer).find(isNamed('withdrawalId', id)) : answer;
  return found ? stateOfTransfer(found) : { state: 'notFound' };
}

const listed = (answer: Fields): Fields[] =>
  Array.isArray(answer['data']) ? answer['data'].map(fieldsOf) : [];

const isNamed =
  (name: string, id: string) =>
  (found: Fields): boolean =>
    fieldsOf(found['metadata'])[name] === id;
