import { EarningModel } from '../../src/models/earning.model';
import { JobModel } from '../../src/models/job.model';
import { makeNoteFunding } from '../../src/services/changeOrders/funding';
import { after, days, hours, minutes } from '../../src/utils/clock';
import { newId } from '../../src/utils/ids';
import { inTransaction } from '../../src/utils/transaction';
import { systemActor } from '../../src/utils/types/actor';
import { aFundedJob, fund, topUp, waivedJobsOf } from '../factories/fundedJob';
import { storedJob } from '../factories/job';
import { aClient, aModerator, type MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';
import { accessTokenOf, clientWith } from '../helpers/as';
import { entriesOf, expectMoneySound, pursesOf } from '../helpers/jobMoney';
import { noticesTo } from '../helpers/offers';

const app = startTestApp();

const as = ({ id: userId, sessionId }: MadeUser) =>
  clientWith(app, accessTokenOf(app, { userId, sessionId }));
const wish = (who: MadeUser, jobId: string, status: string) =>
  as(who).patch(`/api/jobs/${jobId}/status`).send({ status });
const post = (who: MadeUser, path: string, body: object = {}) => as(who).post(`/api/jobs/${path}`).send(body);
const state = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code];

afterEach(expectMoneySound);

describe('escrow at completion', () => {
  it('goes to the craftsman less our fee, waits, and is his', async () => {
    const made = await aFundedJob(app, { stage: 'submitted' });

    const answer = await wish(made.client, made.jobId, 'Completed');

    expect(answer.body.data).toMatchObject({
      status: 'Completed',
      platformFee: 2_250,
      money: { price: 45_000, held: 0, released: 45_000, fee: 2_250, isFeeWaived: false },
    });
    expect(await pursesOf(made.craftsman.id)).toEqual({ pending: 42_750 });
    const maturesAt = after(app.clock.now(), days(5));
    const listed = await as(made.craftsman).get(`/api/jobs/${made.jobId}/actions`);
    expect(listed.body.data.upcoming).toContainEqual({
      what: 'earningMatures',
      at: maturesAt.toISOString(),
    });
    app.clock.advance(days(5));
    await app.container.tasks.runNow('mature-earnings');
    expect(await pursesOf(made.craftsman.id)).toEqual({ available: 42_750 });
    expect(await entriesOf(made.jobId)).toEqual(['earnings.matured', 'escrow.released', 'job.funded']);
    await app.drainOutbox();
    expect(await noticesTo(made.craftsman.id)).toEqual(['earningMatured', 'earningOpened', 'jobCompleted']);
    expect(await noticesTo(made.client.id)).toEqual(['jobCompleted']);
  });

  it('is free of our fee for the first two jobs, whoever accepts the work', async () => {
    const first = await aFundedJob(app, { stage: 'submitted', waivedJobs: 0 });
    const { craftsman } = first;
    const second = await aFundedJob(app, { stage: 'submitted', waivedJobs: 0, craftsman });
    app.clock.advance(hours(72));

    await app.container.tasks.runNow('auto-complete-jobs');

    expect(await pursesOf(craftsman.id)).toEqual({ pending: 90_000 });
    expect(await waivedJobsOf(craftsman.id)).toBe(2);
    expect((await storedJob(second.jobId)).money).toMatchObject({ fee: 0, isFeeWaived: true });
    const third = await aFundedJob(app, { stage: 'submitted', craftsman });
    await wish(third.client, third.jobId, 'Completed');
    expect((await storedJob(third.jobId)).money).toMatchObject({ fee: 2_250, isFeeWaived: false });
  });

  it('is told to nobody but the two sides', async () => {
    const made = await aFundedJob(app, { stage: 'submitted' });
    await wish(made.client, made.jobId, 'Completed');

    const stranger = await as(await aClient(app)).get(`/api/jobs/${made.jobId}`);

    expect(stranger.status).toBe(404);
  });
});

describe('cash at completion', () => {
  it('is confirmed by the same word of both, and our fee is taken from the wallet', async () => {
    const made = await aFundedJob(app, { paymentType: 'Cash', stage: 'submitted' });
    await topUp(app, made.craftsman.id, 10_000);
    await wish(made.client, made.jobId, 'Completed');
    const at = `${made.jobId}/cash-confirmation`;

    const [hers, his] = [
      await post(made.client, at, { amount: 45_000 }),
      await post(made.craftsman, at, { amount: 45_000 }),
    ];

    expect(hers.body.data.cash).toMatchObject({ clientAmount: 45_000, confirmedAt: null });
    expect(his.body.data).toMatchObject({
      cash: { amount: 45_000, confirmsAt: null, confirmedAt: app.clock.now().toISOString() },
      money: { fee: 2_250, isFeeWaived: false },
    });
    expect(await pursesOf(made.craftsman.id)).toEqual({ available: 7_750 });
    expect(state(await post(made.client, at, { amount: 45_000 }))).toEqual([409, 'cash.alreadyConfirmed']);
    await app.drainOutbox();
    expect(await noticesTo(made.craftsman.id)).toEqual([
      'cashAsked',
      'cashConfirmed',
      'cashStated',
      'feeCharged',
      'jobCompleted',
    ]);
  });

  it('is confirmed by silence of both with the agreed price, and of the other side with what was said', async () => {
    const silent = await aFundedJob(app, { paymentType: 'Cash', stage: 'submitted' });
    const spoken = await aFundedJob(app, { paymentType: 'Cash', stage: 'submitted' });
    await wish(silent.client, silent.jobId, 'Completed');
    await wish(spoken.client, spoken.jobId, 'Completed');
    app.clock.advance(hours(20));
    await post(spoken.craftsman, `${spoken.jobId}/cash-confirmation`, { amount: 40_000 });
    app.clock.advance(hours(4));

    await app.container.tasks.runNow('confirm-cash');

    expect((await storedJob(silent.jobId)).cash).toEqual({
      confirmedAt: app.clock.now(),
      amount: 45_000,
    });
    expect((await storedJob(spoken.jobId)).cash?.confirmedAt).toBeUndefined();
    app.clock.advance(hours(20));
    await app.container.tasks.runNow('confirm-cash');
    expect((await storedJob(spoken.jobId)).cash).toMatchObject({ craftsmanAmount: 40_000, amount: 40_000 });
    // A lower amount does not change the fee.
    expect(await pursesOf(spoken.craftsman.id)).toEqual({ feeDebt: -2_250 });
  });

  it('charges nothing while the two sides differ', async () => {
    const made = await aFundedJob(app, { paymentType: 'Cash', stage: 'submitted' });
    await wish(made.client, made.jobId, 'Completed');
    const at = `${made.jobId}/cash-confirmation`;
    await post(made.client, at, { amount: 30_000 });

    const answer = await post(made.craftsman, at, { amount: 45_000 });

    expect(answer.body.data.cash).toMatchObject({ differsAt: app.clock.now().toISOString(), amount: null });
    app.clock.advance(days(2));
    await app.container.tasks.runNow('confirm-cash');
    expect(await pursesOf(made.craftsman.id)).toEqual({});
    expect(state(await post(made.client, at, { amount: 45_000 }))).toEqual([409, 'workflow.wrongState']);
    await app.drainOutbox();
    expect(await noticesTo(made.client.id)).toEqual(['cashAsked', 'cashDiffers', 'jobCompleted']);
  });

  it('pays our fee out of the deposit, and the rest of it to the craftsman', async () => {
    const made = await aFundedJob(app, { paymentType: 'CashProtected', stage: 'submitted' });
    await wish(made.client, made.jobId, 'Completed');
    expect((await storedJob(made.jobId)).money?.held).toBe(6_750);
    app.clock.advance(hours(24));

    await app.container.tasks.runNow('confirm-cash');

    expect(await pursesOf(made.craftsman.id)).toEqual({ pending: 4_500 });
    expect((await storedJob(made.jobId)).money).toMatchObject({ held: 0, released: 6_750, fee: 2_250 });
    expect(await entriesOf(made.jobId)).toEqual(['deposit.released', 'job.funded']);
  });

  it.each([
    [{}, 400],
    [{ amount: 0 }, 400],
    [{ amount: -5 }, 400],
    [{ amount: 10.5 }, 400],
    [{ amount: '45000' }, 400],
    [{ amount: 1e21 }, 400],
  ])('refuses %o', async (body, status) => {
    const made = await aFundedJob(app, { paymentType: 'Cash', stage: 'submitted' });
    await wish(made.client, made.jobId, 'Completed');

    const answers = [
      await post(made.client, `${made.jobId}/cash-confirmation`, body),
      await post(made.client, `${made.jobId}/release`, body),
      await post(made.craftsman, `${made.jobId}/change-orders`, { reason: 'More pipes', ...body }),
    ];

    expect(answers.map((answer) => answer.status)).toEqual([status, status, status]);
  });

  it('is for the two sides, after completion, where cash is paid', async () => {
    const running = await aFundedJob(app, { paymentType: 'Cash', stage: 'submitted' });
    const escrow = await aFundedJob(app, { stage: 'submitted' });
    await wish(escrow.client, escrow.jobId, 'Completed');
    const said = { amount: 45_000 };
    const at = (jobId: string) => `${jobId}/cash-confirmation`;

    expect(state(await post(running.client, at(running.jobId), said))).toEqual([409, 'workflow.wrongState']);
    expect(state(await post(escrow.client, at(escrow.jobId), said))).toEqual([409, 'cash.notPaidInCash']);
    expect(state(await post(await aClient(app), at(running.jobId), said))).toEqual([404, 'request.notFound']);
    expect(state(await post(await aModerator(app), at(running.jobId), said))).toEqual([
      403,
      'workflow.forbidden',
    ]);
    expect((await app.http.post(`/api/jobs/${at(running.jobId)}`).send(said)).status).toBe(401);
  });
});

describe('partial release', () => {
  it('pays a part with its part of the fee, so that all parts make the fee of the whole', async () => {
    const made = await aFundedJob(app, { stage: 'inProgress' });
    const at = `${made.jobId}/release`;

    await post(made.client, at, { amount: 333 });
    const answer = await post(made.client, at, { amount: 20_000 });

    expect(answer.body.data.money).toMatchObject({ held: 24_667, released: 20_333, fee: 1_016 });
    expect(state(await post(made.client, at, { amount: 24_668 }))).toEqual([409, 'release.moreThanHeld']);
    await wish(made.client, made.jobId, 'Completed');
    expect((await storedJob(made.jobId)).money).toMatchObject({ held: 0, released: 45_000, fee: 2_250 });
    expect(await pursesOf(made.craftsman.id)).toEqual({ pending: 42_750 });
    expect(await EarningModel.countDocuments({ jobId: made.job._id })).toBe(3);
  });

  it('is the client’s to do, in progress, from escrow', async () => {
    const hired = await aFundedJob(app);
    const cash = await aFundedJob(app, { paymentType: 'CashProtected', stage: 'inProgress' });
    const part = { amount: 100 };

    expect(state(await post(hired.client, `${hired.jobId}/release`, part))).toEqual([
      409,
      'workflow.wrongState',
    ]);
    expect(state(await post(hired.craftsman, `${hired.jobId}/release`, part))).toEqual([
      403,
      'workflow.forbidden',
    ]);
    expect(state(await post(await aClient(app), `${hired.jobId}/release`, part))).toEqual([
      404,
      'request.notFound',
    ]);
    expect(state(await post(cash.client, `${cash.jobId}/release`, part))).toEqual([409, 'release.notEscrow']);
  });
});

describe('change orders', () => {
  const more = { amount: 5_000, reason: 'The pipe behind the wall is broken, too' };

  it('raise the price of a cash job once the client accepts, and with it our fee', async () => {
    const made = await aFundedJob(app, { paymentType: 'Cash', stage: 'inProgress' });
    const at = `${made.jobId}/change-orders`;

    const proposed = await post(made.craftsman, at, more);
    const twice = await post(made.craftsman, at, more);
    const order = String(proposed.body.data.id);
    const listed = await as(made.client).get(`/api/jobs/${made.jobId}/actions`);
    const accepted = await post(made.client, `${at}/${order}/accept`);

    expect([proposed.status, proposed.body.data.status]).toEqual([201, 'Proposed']);
    expect(state(twice)).toEqual([409, 'changeOrder.open']);
    expect(listed.body.data.can).toContainEqual({
      action: 'acceptChangeOrder',
      method: 'POST',
      path: `/api/jobs/${made.jobId}/change-orders/${order}/accept`,
    });
    expect(accepted.body.data).toMatchObject({
      status: 'Accepted',
      countsSince: app.clock.now().toISOString(),
    });
    expect((await storedJob(made.jobId)).money).toMatchObject({ price: 50_000, due: 0 });
    await wish(made.client, made.jobId, 'Completed');
    app.clock.advance(hours(24));
    await app.container.tasks.runNow('confirm-cash');
    expect((await storedJob(made.jobId)).cash?.amount).toBe(50_000);
    expect(await pursesOf(made.craftsman.id)).toEqual({ feeDebt: -2_500 });
    await app.drainOutbox();
    expect(await noticesTo(made.client.id)).toEqual([
      'cashAsked',
      'cashConfirmed',
      'jobCompleted',
      'orderAccepted',
      'orderProposed',
    ]);
  });

  it('count in escrow once the difference is held; what is not paid by the end never counts', async () => {
    const paid = await aFundedJob(app, { stage: 'inProgress' });
    const unpaid = await aFundedJob(app, { stage: 'inProgress' });
    for (const made of [paid, unpaid]) {
      const { body } = await post(made.craftsman, `${made.jobId}/change-orders`, more);
      await post(made.client, `${made.jobId}/change-orders/${String(body.data.id)}/accept`);
    }
    expect((await storedJob(paid.jobId)).money).toMatchObject({ price: 45_000, due: 50_000, held: 45_000 });

    await payDifference(paid.jobId, 5_000);

    expect(await storedJob(paid.jobId)).toMatchObject({ money: { price: 50_000, held: 50_000 } });
    await wish(paid.client, paid.jobId, 'Completed');
    await wish(unpaid.client, unpaid.jobId, 'Completed');
    expect((await storedJob(paid.jobId)).money).toMatchObject({ released: 50_000, fee: 2_500 });
    expect(await storedJob(unpaid.jobId)).toMatchObject({
      money: { released: 45_000, fee: 2_250, due: 45_000 },
    });
    expect((await storedJob(unpaid.jobId)).openChangeOrder).toBeUndefined();
  });

  it('are declined by the client or taken back, and then another one is possible', async () => {
    const made = await aFundedJob(app, { stage: 'inProgress' });
    const at = `${made.jobId}/change-orders`;
    const [first, unknown] = [await post(made.craftsman, at, more), newId().toHexString()];
    const id = String(first.body.data.id);

    expect(state(await post(made.craftsman, `${at}/${id}/accept`))).toEqual([403, 'workflow.forbidden']);
    expect(state(await post(await aClient(app), `${at}/${id}/accept`))).toEqual([404, 'request.notFound']);
    expect(state(await post(made.client, `${at}/${unknown}/accept`))).toEqual([404, 'request.notFound']);
    expect((await post(made.client, `${at}/${id}/decline`)).body.data.status).toBe('Declined');
    expect(state(await post(made.client, `${at}/${id}/accept`))).toEqual([409, 'changeOrder.none']);
    const second = await post(made.craftsman, at, more);
    const taken = await post(made.craftsman, `${at}/${String(second.body.data.id)}/decline`);
    expect(taken.body.data.status).toBe('Declined');
    expect(state(await post(made.client, at, more))).toEqual([403, 'workflow.forbidden']);
  });

  /** A payment for a running job is booked. */
  async function payDifference(jobId: string, amount: number): Promise<void> {
    await fund(app, jobId, amount);
    await inTransaction(async (tx) => {
      const job = await JobModel.findOneAndUpdate(
        { _id: (await storedJob(jobId))._id },
        { $inc: { 'money.funded': amount, 'money.held': amount } },
        { session: tx, returnDocument: 'after' },
      )
        .orFail()
        .lean();
      await makeNoteFunding(app.container)(tx, { job, actor: systemActor });
    });
  }
});

describe('the receipt', () => {
  it('is a page in both languages and JSON; our fee is on the craftsman’s alone', async () => {
    const made = await aFundedJob(app, { stage: 'submitted', title: 'A <b>bold</b> sink' });
    await wish(made.client, made.jobId, 'Completed');
    const at = `/api/jobs/${made.jobId}/receipt`;

    const [page, arabic, json, his] = [
      await as(made.client).get(at).set('Accept', 'text/html'),
      await as(made.client).get(`${at}?lang=ar`).set('Accept', 'text/html'),
      await as(made.client).get(at).set('Accept', 'application/json'),
      await as(made.craftsman).get(at).set('Accept', 'application/json'),
    ];

    expect(page.text).toContain('<html lang="en" dir="ltr">');
    expect(page.text).toContain('A &lt;b&gt;bold&lt;/b&gt; sink');
    expect(page.text).not.toContain('Platform fee');
    expect(arabic.text).toContain('<html lang="ar" dir="rtl">');
    expect(arabic.text).toContain('إيصال');
    expect(json.body.data).toMatchObject({
      total: 45_000,
      agreed: 45_000,
      paymentType: 'Escrow',
      extras: [],
    });
    expect(json.body.data).not.toHaveProperty('platformFee');
    expect(his.body.data).toMatchObject({ platformFee: 2_250, isFeeWaived: false, net: 42_750 });
  });

  it('is there after completion, for both sides and staff', async () => {
    const made = await aFundedJob(app, { stage: 'inProgress' });
    const at = `/api/jobs/${made.jobId}/receipt`;

    expect(state(await as(made.client).get(at))).toEqual([409, 'receipt.notCompleted']);
    expect(state(await as(await aClient(app)).get(at))).toEqual([404, 'request.notFound']);
    await wish(made.client, made.jobId, 'Completed');
    app.clock.advance(minutes(1));
    expect((await as(await aModerator(app)).get(at)).status).toBe(200);
    expect((await as(made.client).get(`${at}?lang=xx`)).status).toBe(400);
    expect((await app.http.get(at)).status).toBe(401);
  });
});
