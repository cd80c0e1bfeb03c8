import { WebhookReceiptModel, type WebhookReceipt } from '../../src/models/webhookReceipt.model';
import { gatewaysOf } from '../../src/services/providers/payments';
import type { ProviderEvent } from '../../src/services/providers/payments/provider';
import { newId } from '../../src/utils/ids';
import { storedJob } from '../factories/job';
import { anUnpaidHire, aPayment, available, heldFor, keptBy, storedPayment } from '../factories/payment';
import { aModerator, anAdmin, type MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';
import { entryKinds, expectLedgerSound } from '../helpers/ledger';
import { eventsOf, noticesTo } from '../helpers/offers';
import { egp, scriptedGateway, webhookOf } from '../support/scriptedGateway';

const sandbox = scriptedGateway();
const paystack = scriptedGateway({ name: 'paystack' });
// Before the database is emptied, which the app does after each test.
afterEach(() => expectLedgerSound());
const app = startTestApp({ gateways: gatewaysOf([sandbox, paystack]) });
const PRICE = 45_000;

const deliver = (...events: ProviderEvent[]) => {
  const { body, headers } = webhookOf(...events);
  return app.http.post('/api/payments/webhook').set(headers).send(body);
};
const receipts = (): Promise<WebhookReceipt[]> =>
  WebhookReceiptModel.find().sort({ receivedAt: 1, _id: 1 }).lean<WebhookReceipt[]>().exec();
const states = async (): Promise<string[]> => (await receipts()).map(({ status }) => status);

/** An event of a kind that we do not know. */
const unheardOf: ProviderEvent = { eventId: 'evt_x', type: 'plan.created', at: new Date(0), kind: 'unknown' };

describe('what a provider tells us', () => {
  it('is taken once, however often it comes', async () => {
    const made = await anUnpaidHire(app);
    const { id } = await aPayment(made);
    const event = sandbox.pay(id);

    const answers = [await deliver(event), await deliver(event), await deliver(event, event)];

    expect(answers.map(({ status, body }) => [status, body.data.received])).toEqual([
      [200, 1],
      [200, 1],
      [200, 2],
    ]);
    expect(await states()).toEqual(['Processed']);
    expect([await heldFor(made.jobId), await entryKinds()]).toEqual([PRICE, ['job.funded']]);
    expect(await eventsOf(/^payment.captured/)).toHaveLength(1);
  });

  it('may come in any order: money is money after a refusal and after the end', async () => {
    const made = await anUnpaidHire(app);
    const { id } = await aPayment(made);
    const [declined, expired, paid] = [sandbox.decline(id), sandbox.expire(id), sandbox.pay(id)];

    await deliver(paid);
    await deliver(expired);
    await deliver(declined);
    const forwards = await anUnpaidHire(app);
    const other = await aPayment(forwards);
    await deliver(sandbox.decline(other.id), sandbox.expire(other.id), sandbox.pay(other.id));

    for (const [{ jobId }, paymentId] of [
      [made, id],
      [forwards, other.id],
    ] as const) {
      expect((await storedPayment(paymentId)).status).toBe('Captured');
      expect((await storedJob(jobId)).firmAt).toBeDefined();
    }
    expect(await keptBy()).toBe(2 * PRICE);
  });

  it('ends a payment that was refused, and its payer is told', async () => {
    const made = await anUnpaidHire(app);
    const { id } = await aPayment(made);

    await deliver(sandbox.decline(id));

    const { status, declineReason, liveKey, paymentUrl } = await storedPayment(id);
    expect([status, declineReason, liveKey, paymentUrl]).toEqual([
      'Declined',
      'card_declined',
      undefined,
      undefined,
    ]);
    await app.drainOutbox();
    expect(await noticesTo(made.client.id)).toEqual(['paymentDeclined']);
  });

  it('is believed only with its signature, and then stored nowhere', async () => {
    const made = await anUnpaidHire(app);
    const { id } = await aPayment(made);
    const { body } = webhookOf(sandbox.pay(id));

    const answers = [
      await app.http.post('/api/payments/webhook').set('content-type', 'application/json').send(body),
      await app.http.post('/api/payments/webhook/sandbox').set('x-test-signature', 'guess').send(body),
      await app.http.post('/api/payments/webhook'),
    ];

    expect(answers.map(({ status, body: { code, reason } }) => [status, code, reason])).toEqual(
      Array(3).fill([400, 'payment.webhookRefused', 'signature']),
    );
    expect(await receipts()).toEqual([]);
    expect((await storedPayment(id)).status).toBe('Pending');
  });

  it('comes to the address of its provider, in whatever type', async () => {
    const made = await anUnpaidHire(app);
    const { id } = await aPayment(made, 'paystack');
    const { body, headers } = webhookOf(paystack.pay(id));

    const nobody = await app.http.post('/api/payments/webhook/nobody').set(headers).send(body);
    const { status } = await app.http
      .post('/api/payments/webhook/paystack')
      .set({ ...headers, 'content-type': 'text/plain' })
      .send(body);

    expect([nobody.status, status]).toEqual([404, 200]);
    expect((await storedPayment(id)).status).toBe('Captured');
    expect(await keptBy('paystack')).toBe(PRICE);
  });

  it('is kept when it is nothing of ours', async () => {
    const { status } = await deliver(unheardOf, { ...unheardOf, eventId: 'evt_y' });

    expect([status, await states()]).toEqual([200, ['Unknown', 'Unknown']]);
  });
});

describe('money that does not fit', () => {
  const wrong = async (amount = egp(PRICE - 100)) => {
    const made = await anUnpaidHire(app);
    const { id } = await aPayment(made);
    const answer = await deliver(sandbox.pay(id, amount));
    const [receipt] = await receipts();
    return { ...made, id, answer, receiptId: receipt?._id.toHexString() ?? '' };
  };
  const resolve = ({ as }: MadeUser, id: string, body: object) =>
    as.post(`/api/admin/webhooks/${id}/resolve`).send(body);

  it.each([
    ['another amount', egp(PRICE - 100), 'amount'],
    ['more than was asked for', egp(PRICE + 1), 'amount'],
    ['another currency', { amountMinor: PRICE, currency: 'USD' } as const, 'currency'],
  ])('is parked and never posted: %s', async (_what, amount, because) => {
    const { id, answer, jobId } = await wrong(amount);

    expect(answer.status).toBe(200);
    expect(await receipts()).toMatchObject([{ status: 'Parked', because, ref: id }]);
    expect((await storedPayment(id)).status).toBe('Pending');
    expect((await storedJob(jobId)).firmAt).toBeUndefined();
    expect(await entryKinds()).toEqual([]);
  });

  it('is parked when it names no payment of that provider', async () => {
    const made = await anUnpaidHire(app);
    const { id } = await aPayment(made, 'paystack');
    const event = { ...sandboxEvent(id), eventId: 'evt_strange' };

    await deliver(event, { ...event, eventId: 'evt_none', ref: 'nothing of ours' });

    expect((await receipts()).map(({ status, because }) => [status, because])).toEqual([
      ['Parked', 'payment'],
      ['Parked', 'payment'],
    ]);
  });

  it('is given to its payer by staff, with a reason', async () => {
    const admin = await anAdmin(app);
    const { id, client, receiptId } = await wrong();

    const answer = await resolve(admin, receiptId, { action: 'assign', reason: 'He paid too little' });
    const again = await resolve(admin, receiptId, { action: 'assign', reason: 'He paid too little' });

    expect(answer.body.data).toMatchObject({ status: 'Resolved', note: 'He paid too little' });
    expect([again.status, again.body.currentState]).toEqual([409, 'Resolved']);
    expect([await available(client), await keptBy()]).toEqual([PRICE - 100, PRICE - 100]);
    expect((await storedPayment(id)).status).toBe('Captured');
    expect(await entryKinds()).toEqual(['payment.assigned']);
    await app.drainOutbox();
    expect(await noticesTo(client.id)).toEqual(['moneyAssigned']);
  });

  it('is dismissed by staff, with a reason', async () => {
    const admin = await anAdmin(app);
    const { id, receiptId } = await wrong();

    const answer = await resolve(admin, receiptId, { action: 'dismiss', reason: 'A test of the provider' });

    expect(answer.body.data.status).toBe('Dismissed');
    expect((await storedPayment(id)).status).toBe('Pending');
    expect(await entryKinds()).toEqual([]);
    expect(await eventsOf(/^webhook/)).toEqual(['webhook.dismissed']);
  });

  it('is given to nobody where no payer is known', async () => {
    const admin = await anAdmin(app);
    await deliver(sandboxEvent(newId().toHexString()));
    const [receipt] = await receipts();

    const answer = await resolve(admin, receipt?._id.toHexString() ?? '', {
      action: 'assign',
      reason: 'Hm hm',
    });

    expect([answer.status, answer.body.code]).toEqual([409, 'webhook.noPayer']);
    expect(await states()).toEqual(['Parked']);
  });

  it('needs a reason, a receipt and an admin', async () => {
    const admin = await anAdmin(app);
    const moderator = await aModerator(app);
    const { receiptId, client } = await wrong();
    const body = { action: 'dismiss', reason: 'A test of the provider' };

    const answers = [
      await resolve(admin, receiptId, { action: 'dismiss' }),
      await resolve(admin, receiptId, { ...body, action: 'keep' }),
      await resolve(admin, newId().toHexString(), body),
      await resolve(moderator, receiptId, body),
      await resolve(client, receiptId, body),
      await app.http.post(`/api/admin/webhooks/${receiptId}/resolve`).send(body),
    ];

    expect(answers.map(({ status }) => status)).toEqual([400, 400, 404, 403, 403, 401]);
    expect(await states()).toEqual(['Parked']);
  });
});

/** Money at the sandbox for a payment that it does not have. */
const sandboxEvent = (ref: string) =>
  ({
    eventId: `evt_for_${ref}`,
    type: 'paid',
    at: new Date(0),
    kind: 'charge.captured',
    ref,
    providerRef: 'ch_x',
    amount: egp(PRICE),
  }) as const;

describe('the log of webhooks', () => {
  it('is the latest first, by state and provider', async () => {
    const admin = await anAdmin(app);
    const made = await anUnpaidHire(app);
    const { id } = await aPayment(made);
    await deliver(unheardOf);
    app.clock.advance(1_000);
    await deliver(sandbox.pay(id));
    const look = async (query: string) =>
      (await admin.as.get(`/api/admin/webhooks${query}`)).body.data.map(
        ({ status }: { status: string }) => status,
      );

    expect(await look('')).toEqual(['Processed', 'Unknown']);
    expect(await look('?status=unknown')).toEqual(['Unknown']);
    expect(await look('?provider=sandbox&status=processed')).toEqual(['Processed']);
    expect(await look('?provider=stripe')).toEqual([]);
    expect((await admin.as.get('/api/admin/webhooks?status=lost')).status).toBe(400);
    expect((await made.client.as.get('/api/admin/webhooks')).status).toBe(403);
  });

  it('lets what was not known be acted upon again, once it is', async () => {
    const admin = await anAdmin(app);
    const made = await anUnpaidHire(app);
    const { id } = await aPayment(made);
    await deliver(sandbox.pay(id));
    await WebhookReceiptModel.collection.updateMany({}, { $set: { status: 'Unknown' } });
    const [receipt] = await receipts();
    const replay = () => admin.as.post(`/api/admin/webhooks/${receipt?._id.toHexString()}/replay`);

    const [first, second] = [await replay(), await replay()];

    expect([first.status, first.body.data.status]).toEqual([200, 'Processed']);
    expect([second.status, second.body.currentState]).toEqual([409, 'Processed']);
    expect(await entryKinds()).toEqual(['job.funded']);
  });

  it('replays what was parked only to the same end, as long as it does not fit', async () => {
    const admin = await anAdmin(app);
    const made = await anUnpaidHire(app);
    const { id } = await aPayment(made);
    await deliver(sandbox.pay(id, egp(1)));
    const [receipt] = await receipts();

    const answer = await admin.as.post(`/api/admin/webhooks/${receipt?._id.toHexString()}/replay`);

    expect(answer.body.data).toMatchObject({ status: 'Parked', because: 'amount' });
    expect(await entryKinds()).toEqual([]);
  });
});
