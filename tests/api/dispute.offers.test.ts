import { ActivityModel } from '../../src/models/activity.model';
import { DisputeModel, type Dispute } from '../../src/models/dispute.model';
import { EarningModel } from '../../src/models/earning.model';
import { OutboxRowModel } from '../../src/models/outboxRow.model';
import { SettlementOfferModel } from '../../src/models/settlementOffer.model';
import { days, minutes } from '../../src/utils/clock';
import { newId } from '../../src/utils/ids';
import { storedJob, type QuotedJob } from '../factories/job';
import { aPaidJob, FEE, PRICE, type PaidState } from '../factories/paidJob';
import { aCraftsman, aModerator, anAdmin, type MadeUser } from '../factories/user';
import { again } from '../helpers/again';
import { startTestApp } from '../helpers/app';
import { expectLedgerSound } from '../helpers/ledger';
import { eventsOf, noticesTo } from '../helpers/offers';
import { bookOf } from '../support/books';
import type { PaymentType } from '../../src/utils/jobWords';

const app = startTestApp();

const [price, fee] = [PRICE.amountMinor, FEE.amountMinor];

async function disputed(type: PaymentType = 'Escrow', state: PaidState = 'inProgress') {
  const made = await aPaidJob(app, type, { state });
  const body = { jobId: made.jobId, reason: 'other', description: 'We want to end this.' };
  const answer = await (await again(app, made.client)).post('/api/disputes').send(body);
  expect(answer.status).toBe(201);
  return { ...made, id: answer.body.data.id as string };
}

const send = async (who: MadeUser, path: string, body: object = {}) =>
  (await again(app, who)).post(`/api${path}`).send(body);
const offer = (who: MadeUser, id: string, amount: unknown) =>
  send(who, `/disputes/${id}/settlement`, { amount });
const stored = (id: string): Promise<Dispute> => DisputeModel.findById(id).orFail().lean<Dispute>();
const book = async ({ jobId, client, craftsman }: QuotedJob) => {
  await expectLedgerSound();
  const all = await bookOf({ [jobId]: 'job', [client.id]: 'client', [craftsman.id]: 'craftsman' });
  return Object.fromEntries(Object.entries(all).filter(([name]) => !name.startsWith('gateway:')));
};

/** All that somebody can see anywhere. */
async function wholeViewOf(
  who: MadeUser,
  { jobId, id }: { jobId: string; id: string },
): Promise<Record<string, unknown>> {
  const paths = [
    `/disputes/${id}`,
    '/disputes',
    `/jobs/${jobId}`,
    `/jobs/${jobId}/actions`,
    '/users/me/jobs',
    '/users/me',
    '/notifications',
    '/events?since=0',
    '/wallet/balance',
    '/wallet/transactions',
    `/admin/disputes`,
    '/admin/inbox',
    '/admin/activity-logs',
    '/admin/analytics/disputes',
  ];
  const views: Record<string, unknown> = {};
  for (const path of paths) {
    const { status, body } = await (await again(app, who)).get(`/api${path}`);
    views[path] = { ...body, status, requestId: undefined };
  }
  return views;
}

describe('a sealed offer', () => {
  it('that does not meet the other one changes nothing that anybody else can see', async () => {
    const made = await disputed();
    const { client, craftsman, id } = made;
    const stranger = await aCraftsman(app);
    const [moderator, admin] = [await aModerator(app), await anAdmin(app)];
    await app.drainOutbox();
    const others = [craftsman, stranger, moderator, admin];
    const look = async () => {
      const views: Record<string, unknown>[] = [];
      for (const who of others) {
        views.push(await wholeViewOf(who, made));
      }
      return views;
    };
    app.clock.advance(minutes(1));
    const before = await look();
    const [rows, lines] = [await OutboxRowModel.countDocuments(), await ActivityModel.countDocuments()];

    const stated = await offer(client, id, 33_333);
    const changed = await offer(client, id, 44_444);
    await app.drainOutbox();
    await app.container.tasks.runNow('follow-disputes');
    await app.drainOutbox();

    expect([stated.status, changed.status]).toEqual([200, 200]);
    expect(changed.body.data.myOffer).toEqual({
      amount: 44_444,
      currency: 'EGP',
      statedAt: app.clock.now().toISOString(),
    });
    expect(await look()).toEqual(before);
    expect([await OutboxRowModel.countDocuments(), await ActivityModel.countDocuments()]).toEqual([
      rows,
      lines,
    ]);
  });

  it('says the same to its author whether the other side has stated one or not', async () => {
    const [alone, both] = [await disputed(), await disputed()];
    await offer(both.craftsman, both.id, price);

    const [first, second] = [await offer(alone.client, alone.id, 1), await offer(both.client, both.id, 1)];

    const shown = ({ status, body }: typeof first) => ({
      status,
      message: body.message,
      keys: Object.keys(body.data),
      myOffer: body.data.myOffer,
      can: body.data.can,
      updatedAt: body.data.updatedAt,
      history: body.data.history,
      status_: body.data.status,
    });
    expect(shown(first)).toEqual(shown(second));
    expect((await stored(both.id)).status).toBe('Open');
  });

  it('is an amount of what is in dispute, of one’s own, while nobody has decided, and not without end', async () => {
    const { client, id } = await disputed();
    const [stranger, moderator] = [await aCraftsman(app), await aModerator(app)];
    const answers = [
      await app.http.post(`/api/disputes/${id}/settlement`).send({ amount: 1 }),
      await offer(moderator, id, 1),
      await offer(stranger, id, 1),
      await offer(client, newId().toHexString(), 1),
      await offer(client, id, -1),
      await offer(client, id, 1.5),
      await offer(client, id, 2 ** 53),
      await offer(client, id, undefined),
      await offer(client, id, price + 1),
    ];
    for (let times = 0; times < 10; times += 1) {
      expect((await offer(client, id, price)).status).toBe(200);
    }
    const tooOften = await offer(client, id, 1);
    await send(moderator, `/admin/disputes/${id}/resolve`, { decision: 'refund', reason: 'It is so.' });
    const tooLate = await offer(client, id, 1);

    expect(answers.map(({ status }) => status)).toEqual([401, 403, 404, 404, 400, 400, 400, 400, 400]);
    expect(answers[8]?.body).toMatchObject({ code: 'dispute.offerTooHigh', inDispute: price });
    expect(tooOften.body).toMatchObject({ statusCode: 409, code: 'dispute.offersExhausted' });
    expect(tooLate.body).toMatchObject({ statusCode: 409, currentState: 'Resolved' });
    expect(await SettlementOfferModel.find({}).lean()).toMatchObject([{ amountMinor: price, times: 10 }]);
  });
});

describe('two offers that meet', () => {
  it('end a running job in the middle at once: dispute, job and money move together, nobody can appeal', async () => {
    const made = await disputed();
    const { client, craftsman, jobId, id } = made;
    await offer(craftsman, id, 20_000);

    const met = await offer(client, id, 20_001);
    await app.drainOutbox();

    const [toClient, toCraftsman] = [22_501, 22_499];
    const hisFee = 1_125;
    expect(met.status).toBe(200);
    expect(met.body.data).toMatchObject({
      status: 'Resolved',
      decision: { decision: 'split', byOffers: true, clientAmount: toClient, craftsmanAmount: toCraftsman },
      finalAt: null,
      can: { appeal: false, offerSettlement: false },
      whyNot: { appeal: 'dispute.settledByOffers' },
    });
    const job = await storedJob(jobId);
    expect(job).toMatchObject({ status: 'Completed', completedAt: app.clock.now(), money: { held: 0 } });
    expect(await book(made)).toEqual({
      'user:client:pending': toClient,
      'user:craftsman:pending': toCraftsman - hisFee,
      'platform:fees': hisFee,
    });
    expect(await eventsOf(/^dispute/)).toEqual(['dispute.opened', 'dispute.settled']);
    expect(await OutboxRowModel.exists({ event: 'job.completed' })).not.toBeNull();
    for (const side of [client, craftsman]) {
      expect(await noticesTo(side.id)).toContain('disputeAgreed');
      expect(await noticesTo(side.id)).not.toContain('disputeSplit');
    }
    expect((await send(craftsman, `/disputes/${id}/appeal`, { reason: 'Not enough' })).body.code).toBe(
      'dispute.settledByOffers',
    );
    await app.container.tasks.runNow('mature-earnings');
    expect(await book(made)).toMatchObject({ 'user:client:available': toClient });
    app.clock.advance(days(6));
    await app.container.tasks.runNow('mature-earnings');
    expect(await book(made)).toMatchObject({ 'user:craftsman:available': toCraftsman - hisFee });
    expect(await EarningModel.countDocuments({ status: 'Pending' })).toBe(0);
  });

  it.each([
    [
      'all back: the job is cancelled',
      'Escrow',
      'inProgress',
      [price, 0],
      'Cancelled',
      { 'user:client:pending': price },
    ],
    [
      'nothing back: it is completed',
      'Escrow',
      'submitted',
      [0, price],
      'Completed',
      { 'user:craftsman:pending': price - fee, 'platform:fees': fee },
    ],
    [
      'after the end: what was earned is divided',
      'Escrow',
      'completed',
      [5_000, 40_000],
      'Completed',
      { 'user:client:pending': 5_000, 'user:craftsman:pending': 38_000, 'platform:fees': 2_000 },
    ],
    [
      'in cash before the end: the price that counts, nobody owes anything',
      'Cash',
      'inProgress',
      [25_000, 20_000],
      'Completed',
      { 'user:craftsman:feeDebt': -1_000, 'platform:fees': 1_000 },
    ],
    ['in cash, given up', 'Cash', 'inProgress', [price, 0], 'Cancelled', {}],
    [
      'in cash after the end: what comes back is owed',
      'Cash',
      'completed',
      [25_000, 20_000],
      'Completed',
      {
        'user:craftsman:feeDebt': -1_000,
        'platform:fees': 1_000,
        'user:craftsman:clawbackDebt': -25_000,
        'user:client:claim': 25_000,
      },
    ],
  ] as const)('%s', async (...[, type, state, [client, craftsman], status, lies]) => {
    const made = await disputed(type, state);
    await offer(made.client, made.id, client);

    const met = await offer(made.craftsman, made.id, craftsman);

    expect(met.body.data).toMatchObject({ status: 'Resolved', decision: { byOffers: true } });
    expect((await storedJob(made.jobId)).status).toBe(status);
    expect(await book(made)).toEqual(lies);
  });
});
