import Stripe from 'stripe';
import { makeFawry } from '../../src/services/providers/payments/fawry';
import { makePaystack } from '../../src/services/providers/payments/paystack';
import { makeStripe } from '../../src/services/providers/payments/stripe';
import type { ChargeRequest, PaymentProvider } from '../../src/services/providers/payments/provider';
import { UpstreamError } from '../../src/utils/errors';
import { newToken } from '../../src/utils/ids';
import { money, type Currency } from '../../src/utils/money';
import { testClock } from '../helpers/clock';
import { FAWRY_KEY, FAWRY_MERCHANT, startFawryServer, type FawryServer } from '../support/fawryServer';
import { PAYSTACK_KEY, startPaystackServer, type PaystackServer } from '../support/paystackServer';
import {
  failure as stripeFailure,
  startStripeServer,
  STRIPE_KEY,
  STRIPE_WEBHOOK_SECRET,
  type StripeServer,
} from '../support/stripeServer';

const clock = testClock();
const anId = (): string => newToken(12);
const aCharge = (currency: Currency, overrides: Partial<ChargeRequest> = {}): ChargeRequest => ({
  paymentId: anId(),
  amount: money(58_055, currency),
  payer: { id: anId(), name: 'Mona', phone: '+201001234567', locale: 'ar' },
  description: 'Repair',
  returnUrl: 'https://app.example.org/done',
  expiresAt: new Date('2026-03-03T09:00:00.000Z'),
  ...overrides,
});
const failureOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    (answer) => answer,
    (error: unknown) => error,
  );
const begun = async (provider: PaymentProvider, request: ChargeRequest) => {
  const { providerRef = '' } = await provider.charge(request);
  return { ...request, providerRef };
};

describe('Stripe', () => {
  let server: StripeServer;
  let stripe: PaymentProvider;
  beforeEach(async () => {
    server = await startStripeServer();
    stripe = makeStripe({
      secretKey: STRIPE_KEY,
      webhookSecret: STRIPE_WEBHOOK_SECRET,
      baseUrl: server.url,
      clock,
    });
  });
  afterEach(() => server.close());

  const paid = async () => {
    const charge = await begun(stripe, aCharge('USD'));
    Object.assign(server.intentOf(charge.paymentId), { status: 'succeeded', amount_received: 58_055 });
    return charge;
  };

  it('is asked in the smallest unit, with our id as key and as metadata, and hears nothing of the payer', async () => {
    const request = aCharge('JPY');
    await stripe.charge(request);

    const [call] = server.calls;
    expect(call?.headers['idempotency-key']).toBe(request.paymentId);
    expect(Object.fromEntries(new URLSearchParams(call?.body))).toEqual({
      amount: '58055',
      currency: 'jpy',
      description: 'Repair',
      'automatic_payment_methods[enabled]': 'true',
      'metadata[paymentId]': request.paymentId,
    });
  });

  it('keeps to the first request of a key: another one with it is a failed provider, and changes nothing', async () => {
    const request = aCharge('USD');
    await stripe.charge(request);

    const failure = await failureOf(stripe.charge({ ...request, amount: money(1, 'USD') }));

    expect(failure).toBeInstanceOf(UpstreamError);
    expect(failure).toMatchObject({ pvt: { provider: 'stripe', code: 'idempotency_error' } });
    expect(server.intents).toMatchObject([{ amount: 58_055 }]);
  });

  it('that works on the same key just now asks for a moment', async () => {
    server.moods.push(stripeFailure(409, { type: 'invalid_request_error', code: 'idempotency_key_in_use' }));

    expect(await failureOf(stripe.charge(aCharge('USD')))).toMatchObject({
      code: 'provider.failed',
      retryAfterSeconds: 1,
    });
  });

  it.each([
    ['insufficient_funds', 'insufficient_funds'],
    ['expired_card', 'expired_card'],
    ['authentication_required', 'authentication_failed'],
    ['card_velocity_exceeded', 'limit_exceeded'],
    ['stolen_card', 'fraud_suspected'],
    ['do_not_honor', 'card_declined'],
    ['toString', 'other'],
  ])('that refuses a card at once says why: %s', async (code, reason) => {
    server.moods.push(stripeFailure(402, { type: 'card_error', code: 'card_declined', decline_code: code }));

    expect(await stripe.charge(aCharge('USD'))).toEqual({ state: 'declined', reason });
  });

  it('has done a refund already when it has forgotten the key', async () => {
    const charge = await paid();
    const refund = { ...charge, refundId: anId() };
    await stripe.refund(refund);
    server.forgetKeys();

    expect(await stripe.refund(refund)).toEqual({ state: 'done', providerRef: 're_1' });
    expect(await stripe.refund({ ...refund, refundId: anId() })).toEqual({
      state: 'failed',
      reason: 'charge_already_refunded',
    });
    expect(server.refunds).toHaveLength(1);
  });

  it.each([
    ['pending', { state: 'pending', providerRef: 're_1' }],
    ['requires_action', { state: 'pending', providerRef: 're_1' }],
    ['failed', { state: 'failed', providerRef: 're_1', reason: 'failed' }],
    ['canceled', { state: 'failed', providerRef: 're_1', reason: 'canceled' }],
    ['contemplated', { state: 'unknown', providerRef: 're_1', status: 'contemplated' }],
  ])('tells how a refund stands: %s', async (status, expected) => {
    const charge = await paid();
    const refundId = anId();
    await stripe.refund({ ...charge, refundId });
    Object.assign(server.refunds[0] ?? {}, { status });

    expect(await stripe.lookUpRefund({ id: refundId, payment: charge })).toEqual(expected);
    expect(await stripe.lookUpRefund({ id: refundId, providerRef: 're_1', payment: charge })).toEqual(
      expected,
    );
  });

  it('pays out to connected accounts only, and not in Egypt', async () => {
    const order = {
      withdrawalId: anId(),
      amount: money(10_000, 'USD'),
      destination: { kind: 'account' as const, accountRef: 'acct_1' },
    };

    const results = [
      await stripe.payOut({ ...order, amount: money(10_000, 'EGP') }),
      await stripe.payOut({ ...order, destination: { kind: 'wallet', holder: 'A', phone: '+2010' } }),
      await stripe.payOut({
        ...order,
        withdrawalId: anId(),
        destination: { kind: 'account', accountRef: 'gone' },
      }),
    ];

    expect(results).toEqual([
      { state: 'failed', reason: 'currency_not_supported' },
      { state: 'failed', reason: 'destination_not_supported' },
      { state: 'failed', reason: 'resource_missing' },
    ]);
    expect(server.transfers).toEqual([]);
  });

  it('that took a transfer back has failed to pay out', async () => {
    const withdrawalId = anId();
    const destination = { kind: 'account' as const, accountRef: 'acct_1' };
    await stripe.payOut({ withdrawalId, amount: money(10_000, 'USD'), destination });
    Object.assign(server.transfers[0] ?? {}, { reversed: true });

    expect(await stripe.lookUpPayout({ id: withdrawalId, providerRef: 'tr_1' })).toEqual({
      state: 'failed',
      providerRef: 'tr_1',
      reason: 'reversed',
    });
  });

  const payloadOf = (type: string, object: object): string =>
    JSON.stringify({
      id: 'evt_1',
      type,
      created: Math.floor(clock.now().getTime() / 1_000),
      data: { object },
    });
  const signedBySdk = (payload: string, secret = STRIPE_WEBHOOK_SECRET) => ({
    'stripe-signature': new Stripe(STRIPE_KEY).webhooks.generateTestHeaderString({
      payload,
      secret,
      timestamp: Math.floor(clock.now().getTime() / 1_000),
    }),
  });

  it('signs as its SDK does', () => {
    const payload = payloadOf('customer.created', {});

    expect(stripe.readWebhook(Buffer.from(payload), signedBySdk(payload))).toMatchObject([
      { eventId: 'evt_1', type: 'customer.created', at: clock.now(), kind: 'unknown' },
    ]);
    expect(() => stripe.readWebhook(Buffer.from(payload), signedBySdk(payload, 'whsec_other'))).toThrow(
      'signature',
    );
  });

  const ref = anId();
  const aRefund = {
    id: 're_1',
    amount: 500,
    currency: 'usd',
    status: 'succeeded',
    metadata: { refundId: ref },
  };
  const aTransfer = {
    id: 'tr_1',
    amount: 700,
    currency: 'usd',
    reversed: false,
    metadata: { withdrawalId: ref },
  };
  it.each([
    ['refund.updated', aRefund, { kind: 'refund.done', ref, amount: money(500, 'USD') }],
    [
      'refund.failed',
      { ...aRefund, status: 'failed', failure_reason: 'lost' },
      { kind: 'refund.failed', ref, reason: 'lost' },
    ],
    ['refund.created', { ...aRefund, status: 'pending' }, { kind: 'unknown' }],
    ['refund.updated', { ...aRefund, metadata: {} }, { kind: 'unknown' }],
    ['transfer.created', aTransfer, { kind: 'payout.done', ref, amount: money(700, 'USD') }],
    [
      'transfer.reversed',
      { ...aTransfer, reversed: true },
      { kind: 'payout.failed', ref, reason: 'reversed' },
    ],
    [
      'payment_intent.canceled',
      { id: 'pi_1', status: 'canceled', metadata: { paymentId: ref } },
      { kind: 'charge.expired', ref },
    ],
    [
      'payment_intent.succeeded',
      { id: 'pi_1', status: 'processing', metadata: { paymentId: ref } },
      { kind: 'unknown' },
    ],
    [
      'payment_intent.succeeded',
      { id: 'pi_1', status: 'succeeded', metadata: { paymentId: 'theirs' } },
      { kind: 'unknown' },
    ],
    ['payment_intent.succeeded', null, { kind: 'unknown' }],
  ])('tells of %s', (type, object, expected) => {
    const payload = payloadOf(type, object as object);

    expect(stripe.readWebhook(Buffer.from(payload), signedBySdk(payload))).toMatchObject([expected]);
  });
});

describe('FawryPay', () => {
  let server: FawryServer;
  let fawry: PaymentProvider;
  beforeEach(async () => {
    server = await startFawryServer();
    fawry = makeFawry({ merchantCode: FAWRY_MERCHANT, securityKey: FAWRY_KEY, baseUrl: server.url, clock });
  });
  afterEach(() => server.close());

  const paid = async () => {
    const charge = await begun(fawry, aCharge('EGP'));
    Object.assign(server.orderOf(charge.paymentId), { orderStatus: 'PAID' });
    return charge;
  };

  it('is asked with two decimals, the number as it is dialled, and the end of the time', async () => {
    const request = aCharge('EGP', { amount: money(50_000, 'EGP') });
    await fawry.charge(request);

    expect(server.orderOf(request.paymentId).request).toMatchObject({
      merchantRefNum: request.paymentId,
      paymentMethod: 'PAYATFAWRY',
      amount: '500.00',
      currencyCode: 'EGP',
      customerMobile: '01001234567',
      language: 'ar-eg',
      paymentExpiry: request.expiresAt.getTime(),
      chargeItems: [{ itemId: request.paymentId, description: 'Repair', price: '500.00', quantity: '1' }],
    });
    expect(JSON.stringify(server.calls)).not.toContain(FAWRY_KEY);
  });

  it('gives the code again when it has the order already', async () => {
    const request = aCharge('EGP');
    const first = await fawry.charge(request);

    expect(await fawry.charge(request)).toEqual(first);
    await paidNow(request.paymentId);
    expect(await fawry.charge(request)).toMatchObject({ state: 'captured', amount: request.amount });
  });
  const paidNow = (paymentId: string): Promise<void> => {
    Object.assign(server.orderOf(paymentId), { orderStatus: 'PAID' });
    return Promise.resolve();
  };

  it('that was paid less than was asked for says so', async () => {
    const charge = await paid();
    Object.assign(server.orderOf(charge.paymentId), { paymentAmount: 100.5 });

    expect(await fawry.lookUp(charge)).toMatchObject({ state: 'captured', amount: money(10_050, 'EGP') });
  });

  it.each(['12.345', 'much', null, -5, 1e21])(
    'with an amount that is none is unknown: %s',
    async (paymentAmount) => {
      const charge = await paid();
      Object.assign(server.orderOf(charge.paymentId), { paymentAmount });

      expect(await fawry.lookUp(charge)).toMatchObject({ state: 'unknown', status: 'PAID' });
    },
  );

  it.each([
    ['UNPAID', 'pending'],
    ['DELIVERED', 'captured'],
    ['CANCELED', 'expired'],
    ['REFUNDED', 'unknown'],
    ['constructor', 'unknown'],
  ])('has a status of which we know the meaning, or not: %s', async (orderStatus, state) => {
    const charge = await paid();
    Object.assign(server.orderOf(charge.paymentId), { orderStatus });

    expect((await fawry.lookUp(charge)).state).toBe(state);
  });

  it('gives back one part by itself; of more parts staff decide', async () => {
    const charge = await paid();
    const part = (amountMinor: number) => ({
      ...charge,
      refundId: anId(),
      amount: money(amountMinor, 'EGP'),
    });
    const first = part(10_000);

    const results = [await fawry.refund(first), await fawry.refund(first), await fawry.refund(part(5_000))];

    const unclear = { state: 'unknown', providerRef: charge.providerRef, status: 'PARTIAL_REFUNDED' };
    expect(results).toEqual([{ state: 'done', providerRef: charge.providerRef }, unclear, unclear]);
    expect(server.orderOf(charge.paymentId).refunds).toEqual([100]);
    expect(await fawry.lookUpRefund({ id: first.refundId, payment: charge })).toEqual(unclear);
  });

  it('that refuses a refund says by which code', async () => {
    const charge = await paid();

    expect(await fawry.refund({ ...charge, refundId: anId(), amount: money(99_999, 'EGP') })).toEqual({
      state: 'failed',
      reason: 'fawry_9935',
    });
  });

  it('does not pay out', async () => {
    const destination = { kind: 'wallet' as const, holder: 'A', phone: '+2010' };

    expect(await fawry.payOut({ withdrawalId: anId(), amount: money(1, 'EGP'), destination })).toEqual({
      state: 'failed',
      reason: 'destination_not_supported',
    });
    expect(server.calls).toEqual([]);
  });
});

describe('Paystack', () => {
  let server: PaystackServer;
  let paystack: PaymentProvider;
  beforeEach(async () => {
    server = await startPaystackServer();
    paystack = makePaystack({ secretKey: PAYSTACK_KEY, baseUrl: server.url, clock });
  });
  afterEach(() => server.close());

  const paid = async () => {
    const charge = await begun(paystack, aCharge('NGN'));
    Object.assign(server.transactionOf(charge.paymentId), { status: 'success' });
    return charge;
  };

  it('gets an address to which no mail can go when the payer has none', async () => {
    const request = aCharge('NGN');
    await paystack.charge(request);

    expect(server.transactionOf(request.paymentId)).toMatchObject({
      amount: 58_055,
      email: expect.stringMatching(/^[0-9a-f]{24}@.*\.invalid$/),
    });
  });

  it.each([
    ['Insufficient Funds', 'insufficient_funds'],
    ['Expired Card', 'expired_card'],
    ['Exceeds withdrawal limit', 'limit_exceeded'],
    ['Incorrect PIN', 'authentication_failed'],
    ['Suspected fraud', 'fraud_suspected'],
    ['Declined', 'card_declined'],
    ['The moon is full', 'other'],
  ])('declines in the words of the bank: %s', async (gateway_response, reason) => {
    const charge = await begun(paystack, aCharge('NGN'));
    Object.assign(server.transactionOf(charge.paymentId), { status: 'failed', gateway_response });

    expect(await paystack.lookUp(charge)).toMatchObject({ state: 'declined', reason });
  });

  it.each(['reversed', 'toString', ''])('has a status that tells us nothing: %s', async (status) => {
    const charge = await begun(paystack, aCharge('NGN'));
    Object.assign(server.transactionOf(charge.paymentId), { status });

    expect(await paystack.lookUp(charge)).toMatchObject({ state: 'unknown', status });
  });

  it.each([
    ['pending', 'pending'],
    ['processing', 'pending'],
    ['failed', 'failed'],
    ['needs-attention', 'unknown'],
  ])('tells how a refund stands: %s', async (status, state) => {
    const charge = await paid();
    const refundId = anId();
    await paystack.refund({ ...charge, refundId });
    Object.assign(server.refunds[0] ?? {}, { status });

    expect((await paystack.lookUpRefund({ id: refundId, payment: charge })).state).toBe(state);
  });

  it('gives back several parts, each once, and no more than was paid', async () => {
    const charge = await paid();
    const part = (amountMinor: number) => ({
      ...charge,
      refundId: anId(),
      amount: money(amountMinor, 'NGN'),
    });
    const first = part(50_000);

    const results = [first, first, part(8_055), part(1)].map((one) => () => paystack.refund(one));
    const states: string[] = [];
    for (const refund of results) {
      states.push((await refund()).state);
    }

    expect(states).toEqual(['done', 'done', 'done', 'failed']);
    expect(server.refunds.map(({ amount }) => amount)).toEqual([50_000, 8_055]);
  });

  it('pays out to a recipient, an account at a bank, and nowhere else', async () => {
    const amount = money(10_000, 'NGN');
    const bank = { kind: 'bank' as const, holder: 'Ada', iban: '0001234567', bank: '058' };
    const order = (destination: Parameters<PaymentProvider['payOut']>[0]['destination'], currency = amount) =>
      paystack.payOut({ withdrawalId: anId(), amount: currency, destination });

    const results = [
      await order({ kind: 'account', accountRef: 'RCP_known' }),
      await order(bank),
      await order({ kind: 'wallet', holder: 'A', phone: '+2010' }),
      await order({ ...bank, bank: undefined }),
      await order(bank, money(1, 'USD')),
    ];

    expect(results.map(({ state }) => state)).toEqual(['done', 'done', 'failed', 'failed', 'failed']);
    expect(server.transfers.map(({ recipient }) => recipient)).toEqual(['RCP_known', 'RCP_0001234567']);
    expect(server.recipients).toEqual([
      { type: 'nuban', name: 'Ada', account_number: '0001234567', bank_code: '058', currency: 'NGN' },
    ]);
  });

  it.each([
    ['otp', 'unknown'],
    ['pending', 'pending'],
    ['reversed', 'failed'],
  ])('tells how a transfer stands: %s', async (status, state) => {
    const withdrawalId = anId();
    const destination = { kind: 'account' as const, accountRef: 'RCP_1' };
    await paystack.payOut({ withdrawalId, amount: money(10_000, 'NGN'), destination });
    Object.assign(server.transfers[0] ?? {}, { status });

    expect((await paystack.lookUpPayout({ id: withdrawalId })).state).toBe(state);
  });
});
