import type { ProviderEvent } from '../../src/services/providers/payments/provider';
import { IdempotencyKeyModel } from '../../src/models/idempotencyKey.model';
import { PaymentModel } from '../../src/models/payment.model';
import { InvitationModel } from '../../src/models/invitation.model';
import { QuoteModel } from '../../src/models/quote.model';
import { after, hours, minutes } from '../../src/utils/clock';
import { idOf, newId } from '../../src/utils/ids';
import { aVerifiedCraftsman } from '../factories/craftsman';
import { anInvitation } from '../factories/invitation';
import { aJob, storedJob } from '../factories/job';
import {
  aCredit,
  anUnpaidHire,
  aPayment,
  available,
  heldFor,
  keptBy,
  storedPayment,
} from '../factories/payment';
import { aClient, aCraftsman, type MadeUser } from '../factories/user';
import { gatewaysOf } from '../../src/services/providers/payments';
import { startTestApp } from '../helpers/app';
import { commandsInTransactions, countStates, eventsOf, expectSound, noticesTo } from '../helpers/offers';
import { entryKinds, expectLedgerSound } from '../helpers/ledger';
import { scriptedGateway, webhookOf } from '../support/scriptedGateway';

const sandbox = scriptedGateway();
const fawry = scriptedGateway({ name: 'fawry', can: { refund: false, flow: 'referenceCode' } });
// Before the database is emptied, which the app does after each test.
afterEach(() => expectLedgerSound());
const paystack = scriptedGateway({ name: 'paystack', can: { flow: 'card' } });
const app = startTestApp({ gateways: gatewaysOf([sandbox, fawry, paystack]) });
const PRICE = 45_000;

afterEach(() => sandbox.forget());

const initiate = ({ as }: MadeUser, body: object) => as.post('/api/payments/initiate').send(body);
const payJob = (who: MadeUser, jobId: string, more: object = {}) =>
  initiate(who, { purpose: 'job', jobId, ...more });
const deliver = (...events: ProviderEvent[]) => {
  const { body, headers } = webhookOf(...events);
  return app.http.post('/api/payments/webhook/sandbox').set(headers).send(body);
};

describe('a hire that has to be paid', () => {
  it('waits for the money: nobody else hears of it, and it lapses after a quarter of an hour', async () => {
    const { job, jobId, client, craftsman, quote, bidders } = await aJob(app, {
      paymentType: 'Escrow',
    }).quoted(3);
    const invited = await aVerifiedCraftsman(app);
    await anInvitation(app, { job, craftsman: invited });

    const commands = await commandsInTransactions(() =>
      client.as.post(`/api/jobs/${jobId}/quotes/${idOf(quote)}/accept`).expect(200),
    );

    expect(commands.length).toBeLessThanOrEqual(5);
    const hired = await expectSound(jobId);
    expect(hired).toMatchObject({
      status: 'Hired',
      money: { price: PRICE, due: PRICE, funded: 0, held: 0, released: 0, fee: 0 },
      lapsesAt: after(app.clock.now(), minutes(15)),
      quoteCount: 2,
      pendingInvitationCount: 1,
    });
    expect(hired.firmAt).toBeUndefined();
    await app.drainOutbox();
    expect(await noticesTo(craftsman.id)).toEqual(['quoteAcceptedUnpaid']);
    expect(await noticesTo(bidders[1]?.id ?? '')).toEqual([]);
    expect(await noticesTo(invited.id)).toEqual([]);
  });

  it('is due a deposit where the rest is paid in cash: fifteen percent', async () => {
    const { jobId } = await anUnpaidHire(app, { paymentType: 'CashProtected' });

    expect((await storedJob(jobId)).money).toMatchObject({ price: PRICE, due: 6_750 });
  });

  it('is firm once the money is there: the others are declined and everybody is told', async () => {
    const { job, jobId, client, craftsman, quote, bidders } = await aJob(app, {
      paymentType: 'Escrow',
    }).quoted(3);
    const invited = await aVerifiedCraftsman(app);
    await anInvitation(app, { job, craftsman: invited });
    await client.as.post(`/api/jobs/${jobId}/quotes/${idOf(quote)}/accept`).expect(200);
    const { id } = await aPayment({ client, jobId });

    const answer = await deliver(sandbox.pay(id));

    expect(answer.body).toMatchObject({ success: true, data: { received: 1 } });
    const firm = await expectSound(jobId);
    expect(firm).toMatchObject({
      firmAt: app.clock.now(),
      money: { due: PRICE, funded: PRICE, held: PRICE },
    });
    expect(firm.lapsesAt).toBeUndefined();
    expect(firm.history.at(-1)).toMatchObject({ event: 'fund', from: 'Hired', to: 'Hired' });
    expect(await countStates(QuoteModel, jobId)).toEqual({ Accepted: 1, Declined: 2 });
    expect(await countStates(InvitationModel, jobId)).toEqual({ Expired: 1 });
    expect([await heldFor(jobId), await keptBy()]).toEqual([PRICE, PRICE]);
    await app.drainOutbox();
    expect(await noticesTo(craftsman.id)).toEqual(['hireFirm', 'quoteAcceptedUnpaid']);
    expect(await noticesTo(client.id)).toEqual(['hireFirm', 'paymentCaptured']);
    expect(await noticesTo(bidders[2]?.id ?? '')).toEqual(['quoteDeclined']);
    expect(await noticesTo(invited.id)).toEqual(['invitationExpired']);
  });

  it('lets nobody set out before', async () => {
    const { jobId, craftsman } = await anUnpaidHire(app);

    const answer = await craftsman.as.patch(`/api/jobs/${jobId}/status`).send({ status: 'On The Way' });

    expect([answer.status, answer.body.code]).toEqual([409, 'job.notFirm']);
  });

  it('offers its owner to pay, until it is paid', async () => {
    const made = await anUnpaidHire(app);
    const look = async () => (await made.client.as.get(`/api/jobs/${made.jobId}/actions`)).body.data;

    const before = await look();
    const preview = await made.client.as
      .post(`/api/jobs/${made.jobId}/actions/preview`)
      .send({ action: 'pay' });
    await deliver(sandbox.pay((await aPayment(made)).id));
    const later = await look();

    expect(before.can).toContainEqual({
      action: 'pay',
      method: 'POST',
      path: '/api/payments/initiate',
      body: { purpose: 'job', jobId: made.jobId },
    });
    expect(preview.body.data.amounts.client).toEqual({ pays: PRICE, receives: 0 });
    expect(later.cannot).toContainEqual(
      expect.objectContaining({ action: 'pay', code: 'payment.nothingDue' }),
    );
  });
});

describe('starting a payment of a job', () => {
  it('writes the row, asks the provider with its id and gives the payer what he needs', async () => {
    const { jobId, client } = await anUnpaidHire(app);

    const answer = await payJob(client, jobId, { amount: 1 });

    expect(answer.status).toBe(201);
    const { id } = answer.body.data;
    expect(answer.body.data).toMatchObject({
      purpose: 'job',
      jobId,
      provider: 'sandbox',
      flow: 'redirect',
      amount: PRICE,
      currency: 'EGP',
      status: 'Pending',
      paymentUrl: `https://pay.example.com/ch_${id}`,
      expiresAt: after(app.clock.now(), minutes(15)).toISOString(),
    });
    expect(sandbox.calls.charges.at(-1)).toMatchObject({ paymentId: id, payer: { id: client.id } });
    const { status, history } = await storedPayment(id);
    expect([status, history.map(({ event }) => event)]).toEqual(['Pending', ['create', 'pend']]);
    expect(await eventsOf(/^payment/)).toEqual(['payment.started']);
  });

  it('gives the live one when it is asked again, and another one for another provider', async () => {
    const { jobId, client } = await anUnpaidHire(app);

    const first = await payJob(client, jobId);
    const again = await payJob(client, jobId);
    const other = await payJob(client, jobId, { provider: 'fawry' });

    expect(again.body.data.id).toBe(first.body.data.id);
    expect(other.body.data).toMatchObject({ provider: 'fawry', flow: 'referenceCode', amount: PRICE });
    expect(other.body.data.id).not.toBe(first.body.data.id);
    expect(await PaymentModel.countDocuments({ liveKey: { $exists: true } })).toBe(1);
  });

  it('leaves more time for a reference code, counted from the hire', async () => {
    const { jobId, client } = await anUnpaidHire(app);
    const until = after(app.clock.now(), hours(24));
    app.clock.advance(minutes(10));

    const answer = await payJob(client, jobId, { provider: 'fawry' });

    expect(answer.body.data.expiresAt).toBe(until.toISOString());
    expect((await storedJob(jobId)).lapsesAt).toEqual(until);
  });

  it('says why a card was declined, and begins anew after that', async () => {
    const { jobId, client } = await anUnpaidHire(app);
    sandbox.answerWith('declined');

    const refused = await payJob(client, jobId);
    sandbox.answerWith('captured');
    const paid = await payJob(client, jobId);

    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({
      code: 'payment.declined',
      reason: 'card_declined',
      currentState: 'Declined',
    });
    expect((await storedPayment(refused.body.paymentId)).status).toBe('Declined');
    expect(paid.body.data).toMatchObject({ status: 'Captured', paymentUrl: null });
    expect((await storedJob(jobId)).firmAt).toEqual(app.clock.now());
    expect(await entryKinds()).toEqual(['job.funded']);
  });

  it.each(['before', 'after'] as const)(
    'is 502 when the provider fails %s it has done it, and goes on with the same row',
    async (fault) => {
      const { jobId, client } = await anUnpaidHire(app);
      sandbox.failNext(fault);

      const failed = await payJob(client, jobId);
      const resumed = await payJob(client, jobId);

      expect([failed.status, failed.body.code]).toEqual([502, 'payment.providerFailed']);
      expect(failed.body.currentState).toBe('Creating');
      expect(resumed.body.data).toMatchObject({ id: failed.body.paymentId, status: 'Pending' });
      expect(await PaymentModel.countDocuments()).toBe(1);
    },
  );

  it('repeats nothing for the same Idempotency-Key, also after an outage', async () => {
    const { jobId, client } = await anUnpaidHire(app);
    const key = newId().toHexString();
    const ask = () => payJob(client, jobId).set('Idempotency-Key', key);
    sandbox.failNext('after');

    const answers = [await ask(), await ask(), await ask()];

    expect(answers.map(({ status }) => status)).toEqual([502, 201, 201]);
    expect(answers[2]?.body).toEqual(answers[1]?.body);
    expect(await PaymentModel.countDocuments()).toBe(1);
  });

  it('gives the secret of a card form to its payer as often as he asks, and keeps it nowhere but on the payment', async () => {
    const { jobId, client } = await anUnpaidHire(app);
    const ask = (key: string) => payJob(client, jobId, { provider: 'paystack' }).set('Idempotency-Key', key);
    paystack.failNext('after');

    const failed = await ask('first');
    const answers = [await ask('first'), await ask('first'), await ask('second'), await ask('second')];
    const topup = await client.as
      .post('/api/wallet/topup')
      .set('Idempotency-Key', 'third')
      .send({ amount: 5_000, provider: 'paystack' });

    const secret = `ch_${String(failed.body.paymentId)}_secret`;
    expect(answers.map(({ body }) => body.data.clientSecret)).toEqual([secret, secret, secret, secret]);
    expect(topup.body.data.clientSecret).toMatch(/_secret$/);
    const kept = await IdempotencyKeyModel.find().lean();
    expect(kept).toHaveLength(3);
    expect(JSON.stringify(kept)).not.toContain('_secret');
    expect((await storedPayment(failed.body.paymentId)).clientSecret).toBe(secret);
    expect(await PaymentModel.countDocuments()).toBe(2);
  });

  it('is refused with a reason', async () => {
    const { jobId, client, craftsman } = await anUnpaidHire(app);
    const stranger = await aClient(app);
    const cash = await aJob(app).hired();
    const open = await aJob(app, { paymentType: 'Escrow' }).quoted();
    const late = await anUnpaidHire(app);
    app.clock.advance(minutes(15));
    const answers = [
      await payJob(stranger, jobId),
      await payJob(craftsman, jobId),
      await payJob(cash.client, cash.jobId),
      await payJob(open.client, open.jobId),
      await payJob(late.client, late.jobId),
      await initiate(client, { purpose: 'job' }),
      await initiate(client, { purpose: 'gift', jobId }),
      await payJob(client, jobId, { provider: 'bank' }),
      await payJob(client, newId().toHexString()),
      await app.http.post('/api/payments/initiate').send({ purpose: 'job', jobId }),
    ];

    expect(answers.map(({ status, body }) => `${status} ${body.code}`)).toEqual([
      '404 request.notFound',
      '404 request.notFound',
      '409 payment.nothingDue',
      '409 workflow.wrongState',
      '409 payment.tooLate',
      '400 request.invalid',
      '400 request.invalid',
      '400 request.invalid',
      '404 request.notFound',
      '401 auth.required',
    ]);
    expect(await PaymentModel.countDocuments()).toBe(0);
  });

  it('is refused where the provider is not there', async () => {
    const { jobId, client } = await anUnpaidHire(app);

    const answer = await payJob(client, jobId, { provider: 'stripe' });

    expect([answer.status, answer.body.code]).toEqual([409, 'payment.notAvailable']);
  });

  it('is shown to its payer alone', async () => {
    const made = await anUnpaidHire(app);
    const { id } = await aPayment(made);

    const own = await made.client.as.get(`/api/payments/${id}`);
    const others = [
      await made.craftsman.as.get(`/api/payments/${id}`),
      await made.client.as.get(`/api/payments/${newId().toHexString()}`),
      await made.client.as.get('/api/payments/nonsense'),
      await app.http.get(`/api/payments/${id}`),
    ];

    expect(own.body.data).toMatchObject({ id, status: 'Pending', jobId: made.jobId });
    expect(others.map(({ status }) => status)).toEqual([404, 404, 404, 401]);
  });
});

describe('paying a job out of the wallet', () => {
  it('takes what is due and makes the hire firm at once', async () => {
    const { jobId, client } = await anUnpaidHire(app);
    await aCredit(app, client, 50_000);

    const answer = await payJob(client, jobId, { provider: 'wallet' });

    expect(answer.body.data).toMatchObject({ status: 'Captured', provider: 'wallet', amount: PRICE });
    expect([await available(client), await heldFor(jobId)]).toEqual([5_000, PRICE]);
    expect((await storedJob(jobId)).firmAt).toEqual(app.clock.now());
  });

  it('takes nothing when there is not enough', async () => {
    const { jobId, client } = await anUnpaidHire(app);
    await aCredit(app, client, PRICE - 1);

    const answer = await payJob(client, jobId, { provider: 'wallet' });

    expect([answer.status, answer.body.code]).toEqual([409, 'wallet.insufficientFunds']);
    expect(await PaymentModel.countDocuments()).toBe(0);
    expect(await available(client)).toBe(PRICE - 1);
  });
});

describe('topping up a wallet', () => {
  const topup = ({ as }: MadeUser, body: object) => as.post('/api/wallet/topup').send(body);

  it('puts the money there once it has come', async () => {
    const craftsman = await aCraftsman(app);
    const started = await topup(craftsman, { amount: 20_000 });

    await deliver(sandbox.pay(started.body.data.id));

    expect(started.body.data).toMatchObject({
      purpose: 'topup',
      jobId: null,
      amount: 20_000,
      status: 'Pending',
    });
    expect([await available(craftsman), await keptBy()]).toEqual([20_000, 20_000]);
    expect(await entryKinds()).toEqual(['payment.toppedUp']);
    await app.drainOutbox();
    expect(await noticesTo(craftsman.id)).toEqual(['walletToppedUp']);
  });

  it.each([
    [{ amount: 0 }, 'request.invalid'],
    [{ amount: -5 }, 'request.invalid'],
    [{ amount: 10.5 }, 'request.invalid'],
    [{ amount: '20000' }, 'request.invalid'],
    [{ amount: 1e21 }, 'request.invalid'],
    [{}, 'request.invalid'],
    [{ amount: 999 }, 'payment.outOfRange'],
    [{ amount: 5_000_001 }, 'payment.outOfRange'],
  ])('refuses %j', async (body, code) => {
    const client = await aClient(app);

    const answer = await topup(client, body);

    expect([answer.status, answer.body.code]).toEqual([400, code]);
    expect(await PaymentModel.countDocuments()).toBe(0);
  });

  it('does not take from the wallet what it puts there', async () => {
    const client = await aClient(app);

    const answer = await topup(client, { amount: 20_000, provider: 'wallet' });

    expect([answer.status, answer.body.code]).toEqual([409, 'payment.notAvailable']);
  });
});

describe('money that comes late', () => {
  it('goes to the wallet when the hire has lapsed, and the job is open for others', async () => {
    const made = await anUnpaidHire(app, {}, 2);
    const { id } = await aPayment(made);
    app.clock.advance(minutes(15));
    await app.container.tasks.runNow('lapse-hires');

    await deliver(sandbox.pay(id));

    const { status, firmAt } = await expectSound(made.jobId);
    expect([status, firmAt]).toEqual(['Quoted', undefined]);
    expect([await available(made.client), await heldFor(made.jobId)]).toEqual([PRICE, 0]);
    expect(await entryKinds()).toEqual(['payment.late']);
    await app.drainOutbox();
    expect(await noticesTo(made.client.id)).toContain('paymentLate');
  });

  it('pays no other hire of the same job', async () => {
    const made = await anUnpaidHire(app, {}, 2);
    const { id } = await aPayment(made);
    app.clock.advance(minutes(15));
    await app.container.tasks.runNow('lapse-hires');
    const next = made.quotes[1]?._id ?? newId();
    await made.client.as.post(`/api/jobs/${made.jobId}/quotes/${idOf(next)}/accept`).expect(200);

    await deliver(sandbox.pay(id));

    expect((await storedJob(made.jobId)).money).toMatchObject({ funded: 0 });
    expect(await available(made.client)).toBe(PRICE);
  });

  it('goes to the wallet when the job was paid otherwise meanwhile', async () => {
    const made = await anUnpaidHire(app);
    const first = await aPayment(made);
    await aCredit(app, made.client, PRICE);
    await aPayment(made, 'wallet');

    await deliver(sandbox.pay(first.id));

    expect((await storedJob(made.jobId)).money).toMatchObject({ funded: PRICE, held: PRICE });
    expect([await available(made.client), await heldFor(made.jobId)]).toEqual([PRICE, PRICE]);
  });

  it('goes back to the card where the setting says so', async () => {
    const made = await anUnpaidHire(app);
    const { id } = await aPayment(made);
    await made.client.as.delete(`/api/jobs/${made.jobId}`).expect(200);
    const edit = { key: 'payment.lateMoneyTo', scope: 'global', value: 'card' } as const;
    await app.container.settings.change(
      { kind: 'system', id: 'system', role: 'system', locale: 'en' },
      { edits: [edit] },
    );
    app.clock.advance(minutes(1));

    await deliver(sandbox.pay(id));
    await app.drainOutbox();

    expect(sandbox.calls.refunds.at(-1)).toMatchObject({ paymentId: id, amount: { amountMinor: PRICE } });
    expect([await available(made.client), await keptBy()]).toEqual([0, 0]);
    expect(await entryKinds()).toEqual(['payment.late', 'refund.paid']);
    expect(await noticesTo(made.client.id)).toEqual(
      expect.arrayContaining(['paymentLateReturned', 'refundDone']),
    );
  });
});
