import { createHmac, createSecretKey } from 'node:crypto';
import { SandboxChargeModel } from '../../src/models/sandboxCharge.model';
import { SandboxTransferModel } from '../../src/models/sandboxTransfer.model';
import { SandboxWebhookModel } from '../../src/models/sandboxWebhook.model';
import { makeFawry } from '../../src/services/providers/payments/fawry';
import { makePaystack } from '../../src/services/providers/payments/paystack';
import type {
  GatewayName,
  PaymentProvider,
  PayoutDestination,
  WebhookHeaders,
} from '../../src/services/providers/payments/provider';
import { makeSandbox } from '../../src/services/providers/payments/sandbox';
import { makeStripe } from '../../src/services/providers/payments/stripe';
import { makeSandboxService, type PayStep } from '../../src/services/sandbox.service';
import { days } from '../../src/utils/clock';
import type { Currency } from '../../src/utils/money';
import { stampSignature } from '../../src/utils/stampedSignature';
import type { TestClock } from '../helpers/clock';
import { memoryLogger } from '../helpers/logger';
import { FAWRY_KEY, FAWRY_MERCHANT, fawrySignature, startFawryServer, type FawryServer } from './fawryServer';
import type { MoodyServer } from './moodyServer';
import { PAYSTACK_KEY, startPaystackServer } from './paystackServer';
import { STRIPE_KEY, STRIPE_WEBHOOK_SECRET, startStripeServer } from './stripeServer';

export interface Webhook {
  readonly raw: Buffer;
  readonly headers: WebhookHeaders;
}

/** A payment provider and the world behind it, as the contract suite moves it. */
export interface PaymentWorld {
  readonly currency: Currency;
  /** Where payouts go, if they do. */
  readonly destination?: PayoutDestination;
  /** The vendor's server; the sandbox is its own. */
  readonly server?: MoodyServer;
  make(options?: { timeoutMs?: number; wrongKey?: boolean }): PaymentProvider;
  /** How often the outside world did something. */
  count(what: 'charges' | 'refunds' | 'payouts'): Promise<number>;
  pay(paymentId: string): Promise<void>;
  /** Declines for lack of money, where the vendor tells why. */
  decline(paymentId: string): Promise<void>;
  expire?(paymentId: string): Promise<void>;
  /** Puts a charge into a status that nobody has heard of. */
  confuse?(paymentId: string): Promise<void>;
  /** The webhook that the vendor sends of the charge as it stands. */
  webhookOf(paymentId: string): Promise<Webhook>;
  /** A webhook of any content, signed now. */
  sign(body: object | string): Webhook;
  /** A well-formed event of a type that nobody has heard of. */
  readonly strangeEvent: object;
  close(): Promise<void>;
}

export type OpenWorld = (clock: TestClock) => Promise<PaymentWorld>;

const secondsOf = (clock: TestClock): number => Math.floor(clock.now().getTime() / 1_000);
const bytesOf = (body: object | string): Buffer =>
  Buffer.from(typeof body === 'string' ? body : JSON.stringify(body), 'utf8');

const openSandbox: OpenWorld = (clock) => {
  const webhookKey = createSecretKey(Buffer.alloc(32, 7));
  const sandbox = makeSandboxService({
    clock,
    logger: memoryLogger(),
    webhookKey,
    publicUrl: 'http://localhost:4000',
    expectedOrigin: 'http://localhost:4000',
    timeZone: () => Promise.resolve('Africa/Cairo'),
  });
  const step = async (paymentId: string, action: PayStep): Promise<void> => {
    const { id } = (await sandbox.book.findCharge(paymentId)) ?? { id: '' };
    await sandbox.takeStep(id, action);
  };
  const card = (name: string): PayStep => ({
    action: 'pay',
    card: name,
    delivery: { delaySeconds: 0, copies: 1 },
  });
  const sign = (body: object | string): Webhook => {
    const raw = bytesOf(body);
    return { raw, headers: { 'sandbox-signature': stampSignature(webhookKey, raw, clock.now()) } };
  };
  return Promise.resolve({
    currency: 'EGP',
    destination: { kind: 'wallet', holder: 'Adel', phone: '+201000000000' },
    make: () => makeSandbox({ book: sandbox.book, clock, webhookKey, baseUrl: sandbox.baseUrl }),
    count: (what) =>
      what === 'charges'
        ? SandboxChargeModel.countDocuments()
        : SandboxTransferModel.countDocuments({ kind: what === 'refunds' ? 'refund' : 'payout' }),
    pay: (paymentId) => step(paymentId, card('success')),
    decline: (paymentId) => step(paymentId, card('insufficient_funds')),
    expire: () => {
      clock.advance(days(2));
      return sandbox.tick().then(() => undefined);
    },
    webhookOf: async () => {
      const [newest] = await SandboxWebhookModel.find().sort({ _id: -1 }).limit(1).lean().exec();
      return sign(newest?.body ?? '');
    },
    sign,
    strangeEvent: { id: 'evt_x', type: 'charge.contemplated', createdAt: '2026-03-02T09:00:00Z', data: {} },
    close: () => Promise.resolve(),
  });
};

const openStripe: OpenWorld = async (clock) => {
  const server = await startStripeServer();
  const sign = (body: object | string): Webhook => {
    const raw = bytesOf(body);
    return { raw, headers: { 'stripe-signature': stampSignature(STRIPE_WEBHOOK_SECRET, raw, clock.now()) } };
  };
  const change = (paymentId: string, to: object): Promise<void> => {
    Object.assign(server.intentOf(paymentId), to);
    return Promise.resolve();
  };
  const TYPES: Readonly<Record<string, string>> = {
    succeeded: 'payment_intent.succeeded',
    canceled: 'payment_intent.canceled',
    requires_payment_method: 'payment_intent.payment_failed',
  };
  return {
    currency: 'USD',
    destination: { kind: 'account', accountRef: 'acct_1' },
    server,
    make: ({ timeoutMs, wrongKey = false } = {}) =>
      makeStripe({
        secretKey: wrongKey ? 'sk_test_other' : STRIPE_KEY,
        webhookSecret: STRIPE_WEBHOOK_SECRET,
        baseUrl: server.url,
        clock,
        ...(timeoutMs !== undefined && { timeoutMs }),
      }),
    count: (what) =>
      Promise.resolve(
        { charges: server.intents, refunds: server.refunds, payouts: server.transfers }[what].length,
      ),
    pay: (paymentId) =>
      change(paymentId, { status: 'succeeded', amount_received: server.intentOf(paymentId).amount }),
    decline: (paymentId) =>
      change(paymentId, {
        last_payment_error: { code: 'card_declined', decline_code: 'insufficient_funds' },
      }),
    expire: (paymentId) => change(paymentId, { status: 'canceled' }),
    confuse: (paymentId) => change(paymentId, { status: 'requires_patience' }),
    webhookOf: (paymentId) => {
      const object = server.intentOf(paymentId);
      const type = TYPES[object.status] ?? 'payment_intent.processing';
      return Promise.resolve(sign({ id: 'evt_1', type, created: secondsOf(clock), data: { object } }));
    },
    sign,
    strangeEvent: { id: 'evt_9', type: 'balance.contemplated', created: 1_700_000_000, data: { object: {} } },
    close: server.close,
  };
};

/** A notification (V2) of an order, signed. */
export function fawryNotice(server: FawryServer, paymentId: string): object {
  const { referenceNumber, merchantRefNumber, orderAmount, paymentAmount, orderStatus } =
    server.orderOf(paymentId);
  return signedNotice({
    requestId: 'c72827d084ea4b88949d91dd2db4996e',
    fawryRefNumber: referenceNumber,
    merchantRefNumber,
    paymentAmount,
    orderAmount,
    orderStatus,
    paymentMethod: 'PAYATFAWRY',
    customerMobile: '01000000000',
  });
}

function signedNotice(notice: Record<string, unknown>): object {
  const { fawryRefNumber, merchantRefNumber, paymentAmount, orderAmount, orderStatus, paymentMethod } =
    notice;
  const messageSignature = fawrySignature(
    String(fawryRefNumber),
    String(merchantRefNumber),
    Number(paymentAmount).toFixed(2),
    Number(orderAmount).toFixed(2),
    String(orderStatus),
    String(paymentMethod),
  );
  return { ...notice, messageSignature };
}

const openFawry: OpenWorld = async (clock) => {
  const server = await startFawryServer();
  const change = (paymentId: string, to: object): Promise<void> => {
    Object.assign(server.orderOf(paymentId), to);
    return Promise.resolve();
  };
  const sign = (body: object | string): Webhook => ({
    raw: bytesOf(typeof body === 'string' ? body : signedNotice(body as Record<string, unknown>)),
    headers: {},
  });
  return {
    currency: 'EGP',
    server,
    make: ({ timeoutMs, wrongKey = false } = {}) =>
      makeFawry({
        merchantCode: FAWRY_MERCHANT,
        securityKey: wrongKey ? 'another' : FAWRY_KEY,
        baseUrl: server.url,
        clock,
        ...(timeoutMs !== undefined && { timeoutMs }),
      }),
    count: (what) =>
      Promise.resolve(
        what === 'charges'
          ? server.orders.length
          : server.orders.reduce((sum, { refunds }) => sum + (what === 'refunds' ? refunds.length : 0), 0),
      ),
    // What the payer pays for Fawry's service comes on top.
    pay: (paymentId) =>
      change(paymentId, { orderStatus: 'PAID', paymentAmount: server.orderOf(paymentId).orderAmount + 2 }),
    decline: (paymentId) => change(paymentId, { orderStatus: 'FAILED' }),
    expire: (paymentId) => change(paymentId, { orderStatus: 'EXPIRED' }),
    confuse: (paymentId) => change(paymentId, { orderStatus: 'CONTEMPLATED' }),
    webhookOf: (paymentId) => Promise.resolve({ raw: bytesOf(fawryNotice(server, paymentId)), headers: {} }),
    sign,
    strangeEvent: {
      fawryRefNumber: '1',
      merchantRefNumber: '665f1c2ab8a1f0d4c3e2b1a0',
      paymentAmount: 1,
      orderAmount: 1,
      orderStatus: 'CONTEMPLATED',
      paymentMethod: 'CARD',
    },
    close: server.close,
  };
};

const openPaystack: OpenWorld = async (clock) => {
  const server = await startPaystackServer();
  const change = (paymentId: string, to: object): Promise<void> => {
    Object.assign(server.transactionOf(paymentId), to);
    return Promise.resolve();
  };
  const sign = (body: object | string): Webhook => {
    const raw = bytesOf(body);
    return {
      raw,
      headers: { 'x-paystack-signature': createHmac('sha512', PAYSTACK_KEY).update(raw).digest('hex') },
    };
  };
  return {
    currency: 'NGN',
    destination: { kind: 'bank', holder: 'Ada', iban: '0001234567', bank: '058' },
    server,
    make: ({ timeoutMs, wrongKey = false } = {}) =>
      makePaystack({
        secretKey: wrongKey ? 'sk_other' : PAYSTACK_KEY,
        baseUrl: server.url,
        clock,
        ...(timeoutMs !== undefined && { timeoutMs }),
      }),
    count: (what) =>
      Promise.resolve(
        { charges: server.transactions, refunds: server.refunds, payouts: server.transfers }[what].length,
      ),
    pay: (paymentId) => change(paymentId, { status: 'success', gateway_response: 'Successful' }),
    decline: (paymentId) => change(paymentId, { status: 'failed', gateway_response: 'Insufficient Funds' }),
    confuse: (paymentId) => change(paymentId, { status: 'contemplated' }),
    webhookOf: (paymentId) => {
      const data = server.transactionOf(paymentId);
      const event = data.status === 'success' ? 'charge.success' : 'charge.failed';
      return Promise.resolve(sign({ event, data: { ...data, paid_at: clock.now().toISOString() } }));
    },
    sign,
    strangeEvent: { event: 'charge.contemplated', data: { id: 1 } },
    close: server.close,
  };
};

/** Every provider with its world. */
export const paymentWorlds: readonly (readonly [GatewayName, OpenWorld])[] = [
  ['sandbox', openSandbox],
  ['stripe', openStripe],
  ['fawry', openFawry],
  ['paystack', openPaystack],
];
