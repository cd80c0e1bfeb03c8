import supertest from 'supertest';
import { createApp } from '../../src/app';
import { SandboxChargeModel } from '../../src/models/sandboxCharge.model';
import { SandboxWebhookModel } from '../../src/models/sandboxWebhook.model';
import type { ProviderEvent } from '../../src/services/providers/payments/provider';
import { hours, minutes, seconds } from '../../src/utils/clock';
import { newToken } from '../../src/utils/ids';
import { money } from '../../src/utils/money';
import { startTestApp } from '../helpers/app';
import { aSandboxCharge, sandboxOf } from '../helpers/sandbox';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhookReceiver';

const app = startTestApp();
const sandbox = () => sandboxOf(app);
const gateway = () => app.container.gateways.default();

let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await startWebhookReceiver();
  sandbox().listensAt(receiver.url);
});
afterEach(() => receiver.close());

type Fields = Readonly<Record<string, string>>;
const pay = (path: string, fields: Fields = {}) =>
  app.http
    .post(path)
    .type('form')
    .send({ action: 'pay', ...fields });

/** What our webhook route would read of what has arrived. */
const heard = (): ProviderEvent[] =>
  receiver.taken.flatMap(({ body, headers }) => gateway().readWebhook(Buffer.from(body), headers));

describe('GET /sandbox/pay/:chargeId', () => {
  it('is a page in the payer’s language, or in the one that is asked for', async () => {
    const { path } = await aSandboxCharge(app, {
      payer: { id: newToken(12), name: 'منى', locale: 'ar' },
      description: 'إصلاح سباكة',
    });

    const own = await app.http.get(path);
    const english = await app.http.get(`${path}?lang=en`);

    expect(own.status).toBe(200);
    expect(own.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
    });
    expect(own.text).toContain('<html lang="ar" dir="rtl">');
    expect(own.text).toContain('إصلاح سباكة');
    expect(english.text).toContain('<html lang="en" dir="ltr">');
    expect(english.text).toContain('580.55');
    expect(english.text).toContain('Choose a test card');
  });

  it('shows what others wrote as text, and leads back to web addresses only', async () => {
    const { path, paymentId } = await aSandboxCharge(app, {
      payer: { id: newToken(12), name: '"><img src=x>', locale: 'en' },
      description: '<script>alert(1)</script>',
      returnUrl: 'javascript:alert(2)',
    });
    const other = await aSandboxCharge(app);

    const open = await app.http.get(path);
    const ended = await pay(path);
    const back = await pay(other.path);

    expect(open.text).not.toMatch(/<script|<img/);
    expect(open.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(ended.text).not.toContain('javascript:');
    expect(back.text).toContain('<a href="https://app.example.org/payments/done?from=pay">');
    expect(await gateway().lookUp({ paymentId })).toMatchObject({ state: 'captured' });
  });

  it('is not there for a charge that nobody made, in a language we do not speak, or in production', async () => {
    const { path } = await aSandboxCharge(app);
    const { container } = app;
    const production = createApp({ ...container, config: { ...container.config, isProduction: true } });

    const unknown = await app.http.get(`/sandbox/pay/${newToken(12)}`);
    const malformed = await app.http.get('/sandbox/pay/7');
    const klingon = await app.http.get(`${path}?lang=tlh`);
    const refused = await supertest(production).get(path);

    expect([unknown.status, unknown.body.code]).toEqual([404, 'sandbox.chargeNotFound']);
    expect([malformed.status, malformed.body.code]).toEqual([404, 'request.invalidId']);
    expect([klingon.status, klingon.body.code]).toEqual([400, 'request.invalid']);
    expect([refused.status, refused.body.code]).toEqual([404, 'request.routeNotFound']);
  });
});

describe('POST /sandbox/pay/:chargeId', () => {
  it('takes the money with a good card and tells us by a signed webhook', async () => {
    const { path, paymentId, providerRef, amount } = await aSandboxCharge(app);

    const answer = await pay(path, { card: 'success' });
    const result = await sandbox().deliverNow();

    expect(answer.status).toBe(200);
    expect(answer.text).toContain('Payment received');
    expect(result).toEqual({ delivered: 1, failed: 0 });
    expect(receiver.taken).toMatchObject([{ method: 'POST', path: '/api/payments/webhook/sandbox' }]);
    expect(heard()).toMatchObject([{ kind: 'charge.captured', ref: paymentId, providerRef, amount }]);
    expect(await gateway().lookUp({ paymentId })).toEqual({ state: 'captured', providerRef, amount });
    expect(await gateway().totals?.()).toEqual([
      { currency: 'EGP', capturedMinor: 58_055, refundedMinor: 0, paidOutMinor: 0 },
    ]);
  });

  const declines = [
    'insufficient_funds',
    'card_declined',
    'expired_card',
    'limit_exceeded',
    'fraud_suspected',
  ];
  it.each(declines)('declines with a reason: %s', async (card) => {
    const { path, paymentId } = await aSandboxCharge(app);

    const answer = await pay(path, { card });
    await sandbox().deliverNow();

    expect(answer.text).toContain('Payment not made');
    expect(heard()).toMatchObject([{ kind: 'charge.declined', ref: paymentId, reason: card }]);
    expect(await gateway().lookUp({ paymentId })).toMatchObject({ state: 'declined', reason: card });
    expect(await gateway().totals?.()).toEqual([]);
  });

  it.each([
    ['approve', 'charge.captured'],
    ['refuse', 'charge.declined'],
    ['cancel', 'charge.declined'],
  ])('asks for a second step with the other card: %s', async (action, kind) => {
    const { path, paymentId } = await aSandboxCharge(app);

    const first = await pay(path, { card: 'secure' });
    const between = await gateway().lookUp({ paymentId });
    const queued = await SandboxWebhookModel.countDocuments();
    await pay(path, { action });
    await sandbox().deliverNow();

    expect(first.text).toContain('Your bank asks');
    expect([between.state, queued]).toEqual(['pending', 0]);
    expect(heard()).toMatchObject([{ kind, ref: paymentId }]);
  });

  it('cancels', async () => {
    const { path, paymentId } = await aSandboxCharge(app);

    const answer = await pay(path, { action: 'cancel', card: 'success' });

    expect(answer.text).toContain('The payment was cancelled.');
    expect(await gateway().lookUp({ paymentId })).toMatchObject({ state: 'declined', reason: 'other' });
  });

  it('takes money once, however often and at once it is tapped', async () => {
    const { path } = await aSandboxCharge(app);

    const answers = await Promise.all([pay(path), pay(path), pay(path)]);
    const later = await pay(path, { card: 'card_declined' });
    const cancelled = await pay(path, { action: 'cancel' });

    const texts = answers.map(({ text }) => text);
    expect(texts.filter((text) => text.includes('Thank you.'))).toHaveLength(1);
    expect(texts.filter((text) => text.includes('nothing was taken twice'))).toHaveLength(2);
    expect(later.text).toContain('nothing was taken twice');
    expect(cancelled.text).toContain('nothing was taken twice');
    expect(await SandboxWebhookModel.countDocuments()).toBe(1);
  });

  it('takes nothing when the time is over', async () => {
    const { path, paymentId } = await aSandboxCharge(app);
    const second = await aSandboxCharge(app);
    await pay(second.path, { card: 'secure' });
    app.clock.advance(minutes(15));

    const answers = [
      await pay(path),
      await pay(second.path, { action: 'approve' }),
      await app.http.get(path),
    ];
    await sandbox().tick();

    expect(answers.map(({ text }) => text.includes('The time for this payment is over'))).toEqual([
      true,
      true,
      true,
    ]);
    expect(heard().map(({ kind }) => kind)).toEqual(['charge.expired', 'charge.expired']);
    expect(await gateway().lookUp({ paymentId })).toMatchObject({ state: 'expired' });
  });

  it('changes nothing by a step that does not belong there, nor by words that it does not know', async () => {
    const { path } = await aSandboxCharge(app);

    const approve = await pay(path, { action: 'approve' });
    const wrong = await pay(path, { action: 'steal' });
    const nothing = await app.http.post(path).type('form').send({});
    const asJson = await app.http.post(path).send({ action: 'pay' });

    expect(approve.text).toContain('Choose a test card');
    expect([wrong.status, nothing.status]).toEqual([400, 400]);
    expect(asJson.status).toBe(200);
    expect(await SandboxChargeModel.countDocuments({ state: 'captured' })).toBe(1);
  });
});

describe('other routes', () => {
  it('refuse a page’s form', async () => {
    const answer = await app.http
      .post('/api/auth/login')
      .type('form')
      .send({ identifier: 'x', password: 'y' });

    expect([answer.status, answer.body.code]).toEqual([415, 'request.unsupportedType']);
  });
});

describe('the webhooks of the sandbox', () => {
  it('come late, several times or never, as the payer chose', async () => {
    const [late, twice, never] = [
      await aSandboxCharge(app),
      await aSandboxCharge(app),
      await aSandboxCharge(app),
    ];
    await pay(late.path, { delaySeconds: '60' });
    await pay(twice.path, { card: 'secure', copies: '3' });
    await pay(twice.path, { action: 'approve' });
    await pay(never.path, { copies: '0' });

    await sandbox().tick();
    const atOnce = heard();
    app.clock.advance(seconds(60));
    await sandbox().tick();

    expect(atOnce.map((event) => event.kind !== 'unknown' && event.ref)).toEqual(
      [1, 2, 3].map(() => twice.paymentId),
    );
    expect(new Set(atOnce.map(({ eventId }) => eventId)).size).toBe(1);
    expect(heard().slice(3)).toMatchObject([{ kind: 'charge.captured', ref: late.paymentId }]);
    expect(await gateway().lookUp(never)).toMatchObject({ state: 'captured' });
  });

  it('are sent again until they are taken, signed anew each time, and given up in the end', async () => {
    const { path, paymentId } = await aSandboxCharge(app);
    await pay(path);
    receiver.moods.push({ status: 500, body: {} }, { status: 404, body: {} });

    const first = await sandbox().tick();
    const tooEarly = await sandbox().tick();
    app.clock.advance(minutes(10));
    const second = await sandbox().tick();
    app.clock.advance(minutes(10));
    const third = await sandbox().tick();

    expect([first, tooEarly, second, third]).toEqual([
      { delivered: 0, failed: 1 },
      { delivered: 0, failed: 0 },
      { delivered: 0, failed: 1 },
      { delivered: 1, failed: 0 },
    ]);
    expect(heard()).toMatchObject([{ ref: paymentId }]);
    await SandboxWebhookModel.updateMany({}, { $set: { attempts: 11, nextAttemptAt: app.clock.now() } });
    await SandboxWebhookModel.collection.updateMany({}, { $set: { state: 'pending' } });
    receiver.moods.push({ status: 500, body: {} });
    await sandbox().tick();
    expect(await SandboxWebhookModel.findOne().lean()).toMatchObject({
      state: 'dead',
      attempts: 12,
      lastError: 'answered 500',
    });
  });

  it('wait while nobody listens, and go out at once when the server has started', async () => {
    const { path } = await aSandboxCharge(app);
    sandbox().listensAt('http://127.0.0.1:9');
    await pay(path);
    expect(await sandbox().tick()).toEqual({ delivered: 0, failed: 1 });

    const other = await aSandboxCharge(app);
    sandbox().start(receiver.url);
    await pay(other.path);
    await sandbox().stop();

    expect(heard()).toMatchObject([{ ref: other.paymentId }]);
  });

  it('are run by a task', async () => {
    const { path } = await aSandboxCharge(app);
    await pay(path);

    await app.container.tasks.runNow('run-sandbox');

    expect(receiver.taken).toHaveLength(1);
  });
});

describe('refunds and payouts at the sandbox', () => {
  const paid = async () => {
    const charge = await aSandboxCharge(app);
    await pay(charge.path);
    await sandbox().deliverNow();
    receiver.taken.length = 0;
    return charge;
  };
  const refund = (
    charge: { paymentId: string; providerRef: string },
    amountMinor: number,
    id = newToken(12),
  ) => gateway().refund({ ...charge, refundId: id, amount: money(amountMinor, 'EGP') });

  it('give back no more than was taken', async () => {
    const charge = await paid();

    const results = [
      await refund(charge, 50_000),
      await refund(charge, 10_000),
      await refund(charge, 8_055),
      await refund({ ...charge, paymentId: newToken(12) }, 1_00),
    ];

    expect(results.map(({ state }) => state)).toEqual(['done', 'failed', 'done', 'failed']);
    expect(await gateway().totals?.()).toMatchObject([{ capturedMinor: 58_055, refundedMinor: 58_055 }]);
  });

  it('happen once for one id, also when two ask at once', async () => {
    const charge = await paid();
    const id = newToken(12);

    const results = await Promise.all([refund(charge, 50_000, id), refund(charge, 50_000, id)]);

    expect(results.map(({ state }) => state)).toEqual(['done', 'done']);
    expect(await gateway().totals?.()).toMatchObject([{ refundedMinor: 50_000 }]);
  });

  it.each([
    [5_013, 'failed', 'failed', undefined],
    [5_017, 'pending', 'done', 'refund.done'],
    [5_019, 'pending', 'failed', 'refund.failed'],
  ] as const)('end as the last two digits of the amount say: %i', async (...row) => {
    const [amountMinor, atFirst, inTheEnd, kind] = row;
    const charge = await paid();
    const id = newToken(12);

    const first = await refund(charge, amountMinor, id);
    app.clock.advance(minutes(1));
    await sandbox().tick();

    expect(first.state).toBe(atFirst);
    expect(await gateway().lookUpRefund({ id, payment: charge })).toMatchObject({ state: inTheEnd });
    expect(heard()).toMatchObject(kind ? [{ kind, ref: id }] : []);
    // What failed may be tried again with all of the money.
    const whole = await refund(charge, inTheEnd === 'done' ? 58_055 - amountMinor : 58_055);
    expect(whole.state).toBe('done');
  });

  it('pay out, with a webhook where it comes later', async () => {
    const payOut = (amountMinor: number, withdrawalId: string) =>
      gateway().payOut({
        withdrawalId,
        amount: money(amountMinor, 'EGP'),
        destination: { kind: 'bank', holder: 'Adel', iban: 'EG380019000500000000263180002' },
      });
    const ids = [newToken(12), newToken(12), newToken(12)];

    const results = [
      await payOut(10_000, ids[0] ?? ''),
      await payOut(10_013, ids[1] ?? ''),
      await payOut(10_019, ids[2] ?? ''),
    ];
    app.clock.advance(hours(1));
    await sandbox().tick();

    expect(results.map(({ state }) => state)).toEqual(['done', 'failed', 'pending']);
    expect(heard()).toMatchObject([{ kind: 'payout.failed', ref: ids[2], reason: 'rejected_by_bank' }]);
    expect(await gateway().totals?.()).toMatchObject([{ paidOutMinor: 10_000 }]);
  });
});

describe('the address of pay pages', () => {
  it('is the server’s own where no public one is set, also when it listens everywhere', () => {
    const addresses = ['http://0.0.0.0:4100', 'http://[::]:4100', 'http://127.0.0.1:4100'].map((origin) => {
      sandbox().listensAt(origin);
      return sandbox().baseUrl();
    });

    expect(addresses).toEqual(['http://localhost:4100', 'http://localhost:4100', 'http://127.0.0.1:4100']);
  });
});
