import { DisputeModel, type Dispute } from '../../src/models/dispute.model';
import { after, days, hours } from '../../src/utils/clock';
import { newId, toObjectId } from '../../src/utils/ids';
import { aJob, storedJob, type QuotedJob } from '../factories/job';
import { aPaidJob, DEPOSIT, FEE, PRICE, type PaidState } from '../factories/paidJob';
import { aClient, aModerator, anAdmin, type MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';
import { again } from '../helpers/again';
import { eventsOf, noticesTo } from '../helpers/offers';
import { expectLedgerSound } from '../helpers/ledger';
import { bookOf } from '../support/books';

const app = startTestApp();

const BODY = { reason: 'poor_quality', description: 'The pipe still drips.' };
const price = PRICE.amountMinor;
const fee = FEE.amountMinor;
const deposit = DEPOSIT.amountMinor;

const open = ({ jobId }: QuotedJob, by: MadeUser, body: object = BODY) =>
  by.as.post('/api/disputes').send({ jobId, ...body });

/** The dispute as stored; there is one. */
const storedDispute = (): Promise<Dispute> => DisputeModel.findOne({}).orFail().lean<Dispute>();

/** What is where, in words. */
const book = async ({ jobId, client, craftsman }: QuotedJob) => {
  const dispute = await DisputeModel.findOne({}).lean<Dispute>();
  const disputeId = dispute?._id.toHexString() ?? 'none';
  await expectLedgerSound();
  return bookOf({ [jobId]: 'job', [client.id]: 'client', [craftsman.id]: 'craftsman', [disputeId]: 'it' });
};

/** What a side was told of disputes. */
const toldOf = async ({ id }: MadeUser) => (await noticesTo(id)).filter((name) => name.startsWith('dispute'));

describe('a dispute is opened', () => {
  it.each([
    ['hired', 'Hired'],
    ['onTheWay', 'On The Way'],
    ['inProgress', 'In Progress'],
    ['submitted', 'In Progress'],
    ['completed', 'Completed'],
  ] as const)(
    'by either side of a job that is %s: the job and its clocks stand still',
    async (state, from) => {
      const made = await aPaidJob(app, 'Escrow', { state });
      const moderator = await aModerator(app);

      const answer = await open(made, made.craftsman);
      await app.drainOutbox();

      const job = await storedJob(made.jobId);
      const now = app.clock.now();
      expect(answer.status).toBe(201);
      expect(answer.body.data).toMatchObject({
        jobId: made.jobId,
        status: 'Open',
        kind: 'work',
        openedBy: 'craftsman',
        fromJobStatus: from,
        answerDueAt: after(now, hours(48)).toISOString(),
        decisionDueAt: after(now, hours(72)).toISOString(),
        inDispute: price,
        decision: null,
        ...BODY,
      });
      expect(job.status).toBe('Disputed');
      expect(job.autoCompletesAt).toBeUndefined();
      expect(job.history.at(-1)).toMatchObject({ event: 'dispute', from, to: 'Disputed' });
      expect(job.dispute?.disputeId.toHexString()).toBe(answer.body.data.id);
      expect(await storedDispute()).toMatchObject({ isOpen: true, side: 'craftsman', claimMinor: price });
      expect(await eventsOf(/^dispute/)).toEqual(['dispute.opened']);
      expect(await toldOf(made.client)).toEqual(['disputeOpened']);
      expect(await toldOf(made.craftsman)).toEqual(['disputeOpened']);
      expect(await noticesTo(moderator.id)).toEqual([]);
    },
  );

  it('keeps the clock that it has stopped', async () => {
    const made = await aPaidJob(app, 'Escrow', { state: 'submitted' });

    await open(made, made.client);

    expect((await storedDispute()).autoCompletesAt).toEqual(made.job.autoCompletesAt);
    app.clock.advance(hours(73));
    await app.container.tasks.runNow('auto-complete-jobs');
    expect((await storedJob(made.jobId)).status).toBe('Disputed');
  });

  it('freezes what is held where it is, and what was earned as far as it is there', async () => {
    const held = await aPaidJob(app, 'Escrow', { state: 'inProgress' });
    await open(held, held.client);
    expect(await book(held)).toEqual({ 'gateway:sandbox:clearing': -price, 'hold:job:job': price });

    await DisputeModel.deleteMany({});
    const earned = await aPaidJob(app, 'Escrow', { state: 'completed' });
    await open(earned, earned.client);

    expect(await book(earned)).toMatchObject({ 'platform:fees': fee, 'hold:dispute:it': price - fee });
    expect(await storedDispute()).toMatchObject({ frozenMinor: price - fee, claimMinor: price });
  });

  it('through the status of the job, too: a word of the list is the reason, anything else is told', async () => {
    const [one, other] = [await aJob(app).inProgress(), await aJob(app).inProgress()];
    const wish = ({ jobId, client }: QuotedJob, body: object) =>
      client.as.patch(`/api/jobs/${jobId}/status`).send({ status: 'Disputed', ...body });

    const answers = [
      await wish(one, {}),
      await wish(one, { reason: 'Poor quality' }),
      await wish(other, { reason: 'He broke the door' }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([400, 200, 200]);
    expect(answers[1]?.body.data).toMatchObject({ status: 'Disputed', dispute: { id: expect.any(String) } });
    const stored = await DisputeModel.find({}).sort({ _id: 1 }).lean<Dispute[]>();
    expect(stored.map(({ reason, description }) => [reason, description])).toEqual([
      ['poor_quality', 'Poor quality'],
      ['other', 'He broke the door'],
    ]);
  });

  it('only where there is something to argue about, and in time', async () => {
    const unpaid = await aJob(app, { firmAt: undefined, paymentType: 'Escrow' }).hired();
    const quoted = await aJob(app).quoted();
    const disputed = await aPaidJob(app, 'Escrow', { state: 'inProgress' });
    await open(disputed, disputed.client);
    const late = await aPaidJob(app, 'Cash', { state: 'completed' });
    const just = await aPaidJob(app, 'Cash', { state: 'completed' });
    app.clock.advance(days(7));
    const inTime = await (
      await again(app, just.client)
    )
      .post('/api/disputes')
      .send({ jobId: just.jobId, ...BODY });
    app.clock.advance(1);
    const lateClient = await again(app, late.client);

    const answers = [
      await (await again(app, unpaid.client)).post('/api/disputes').send({ jobId: unpaid.jobId, ...BODY }),
      await (await again(app, quoted.client)).post('/api/disputes').send({ jobId: quoted.jobId, ...BODY }),
      await (
        await again(app, disputed.craftsman)
      )
        .post('/api/disputes')
        .send({ jobId: disputed.jobId, ...BODY }),
      await lateClient.post('/api/disputes').send({ jobId: late.jobId, ...BODY }),
    ];

    expect(inTime.status).toBe(201);
    expect(answers.map(({ status, body }) => [status, body.code, body.currentState])).toEqual([
      [409, 'job.notFirm', 'Hired'],
      [409, 'workflow.wrongState', 'Quoted'],
      [409, 'workflow.wrongState', 'Disputed'],
      [409, 'dispute.tooLate', 'Completed'],
    ]);
    expect((await storedJob(late.jobId)).status).toBe('Completed');
  });

  it('with a reason of the list and some words, by who is concerned', async () => {
    const made = await aPaidJob(app, 'Escrow', { state: 'inProgress' });
    const [stranger, moderator] = [await aClient(app), await aModerator(app)];

    const answers = [
      await app.http.post('/api/disputes').send({ jobId: made.jobId, ...BODY }),
      await open(made, made.client, { reason: 'bad_mood', description: 'Rude' }),
      await open(made, made.client, { reason: 'damage' }),
      await open(made, stranger),
      await open({ ...made, jobId: newId().toHexString() }, made.client),
      await open(made, moderator),
    ];

    expect(answers.map(({ status }) => status)).toEqual([401, 400, 400, 404, 404, 403]);
    expect(answers[3]?.body).toMatchObject({ code: answers[4]?.body.code });
    expect(await DisputeModel.countDocuments({})).toBe(0);
    expect((await storedJob(made.jobId)).status).toBe('In Progress');
  });

  it('and leaves nothing else to be done with the job', async () => {
    const made = await aPaidJob(app, 'Escrow', { state: 'submitted' });
    await open(made, made.client);

    const list = await made.client.as.get(`/api/jobs/${made.jobId}/actions`);
    const wishes = [
      await made.client.as.patch(`/api/jobs/${made.jobId}/status`).send({ status: 'Completed' }),
      await made.client.as.patch(`/api/jobs/${made.jobId}/status`).send({ status: 'Cancelled' }),
      await made.craftsman.as.patch(`/api/jobs/${made.jobId}/status`).send({ status: 'Completed' }),
    ];

    expect(list.body.data.can.map(({ action }: { action: string }) => action)).toEqual([
      'addEvidence',
      'offerSettlement',
    ]);
    expect(list.body.data.upcoming.map(({ what }: { what: string }) => what)).toEqual([
      'disputeAnswerDue',
      'disputeDecisionDue',
    ]);
    expect(wishes.map(({ status, body }) => [status, body.currentState])).toEqual(
      Array.from({ length: 3 }, () => [409, 'Disputed']),
    );
  });

  it('is offered beforehand, and costs nothing', async () => {
    const made = await aPaidJob(app, 'Escrow', { state: 'inProgress' });

    const list = await made.client.as.get(`/api/jobs/${made.jobId}/actions`);
    const preview = await made.client.as
      .post(`/api/jobs/${made.jobId}/actions/preview`)
      .send({ action: 'dispute' });

    expect(list.body.data.can).toContainEqual(
      expect.objectContaining({ action: 'dispute', body: { status: 'Disputed' }, needs: ['reason'] }),
    );
    const says =
      'What is held for the job, and what was earned with it, stays where it is until the decision.';
    expect(preview.body.data).toMatchObject({ action: 'dispute', terms: null, notes: [says] });
  });
});

type Decided = Awaited<ReturnType<typeof decided>>;

/** A job that is disputed by its client and then decided by a moderator. */
async function decided(made: QuotedJob, decision: object) {
  const moderator = await aModerator(app);
  const { id } = (await open(made, made.client)).body.data as { id: string };
  await app.drainOutbox();
  const answer = await moderator.as
    .post(`/api/admin/disputes/${id}/resolve`)
    .send({ reason: 'The photos show it.', ...decision });
  await app.drainOutbox();
  const [job, dispute] = [await storedJob(made.jobId), await storedDispute()];
  return { made, moderator, id, answer, job, dispute, book: await book(made) };
}

const REFUND = { decision: 'refund' };
const RELEASE = { decision: 'release' };
const split = (clientAmount: number, craftsmanAmount: number) => ({
  decision: 'split',
  clientAmount,
  craftsmanAmount,
});

const expectEnd = ({ answer, job, dispute, made }: Decided, status: 'Completed' | 'Cancelled'): void => {
  const now = app.clock.now();
  expect(answer.status).toBe(200);
  expect(answer.body.data).toMatchObject({
    status: 'Resolved',
    decidedAt: now.toISOString(),
    finalAt: after(now, hours(72)).toISOString(),
    job: { id: made.jobId, status },
  });
  expect(job.status).toBe(status);
  expect(job.dispute?.decidedAt).toEqual(now);
  expect(job.money).toMatchObject({ held: 0 });
  expect(dispute).toMatchObject({ status: 'Resolved', isOpen: false });
};

/** What an Escrow of 45,000 comes to: half of it is 22,500, our fee of that 1,125. */
const half = price / 2;
const halfFee = fee / 2;

describe.each(['hired', 'onTheWay', 'inProgress', 'submitted'] as const)(
  'of an Escrow that is %s',
  (state) => {
    const clearing = { 'gateway:sandbox:clearing': -price };

    it('all goes back', async () => {
      const made = await aPaidJob(app, 'Escrow', { state });

      const end = await decided(made, REFUND);

      expectEnd(end, 'Cancelled');
      expect(end.job).toMatchObject({ cancelledBy: 'staff', cancelledAt: app.clock.now() });
      expect(end.job.completedAt).toBeUndefined();
      expect(end.book).toEqual({ ...clearing, 'user:client:pending': price });
      expect(end.job.money).toMatchObject({ released: 0, fee: 0 });
    });

    it('all goes to the craftsman less our fee', async () => {
      const made = await aPaidJob(app, 'Escrow', { state });

      const end = await decided(made, RELEASE);

      expectEnd(end, 'Completed');
      expect(end.job.completedAt).toEqual(app.clock.now());
      expect(end.book).toEqual({ ...clearing, 'user:craftsman:pending': price - fee, 'platform:fees': fee });
      expect(end.job.money).toMatchObject({ released: price, fee });
    });

    it('it is split, our fee comes from the craftsman’s part', async () => {
      const made = await aPaidJob(app, 'Escrow', { state });

      const end = await decided(made, split(half, half));

      expectEnd(end, 'Completed');
      expect(end.book).toEqual({
        ...clearing,
        'user:client:pending': half,
        'user:craftsman:pending': half - halfFee,
        'platform:fees': halfFee,
      });
      expect(end.dispute.decision).toMatchObject({ clientAmount: half, craftsmanAmount: half, owedMinor: 0 });
    });

    it('rework is ordered: the money stays held', async () => {
      const made = await aPaidJob(app, 'Escrow', { state });
      const dueDate = after(app.clock.now(), days(2)).toISOString();

      const { answer, job, dispute, book: unmoved } = await decided(made, { decision: 'rework', dueDate });

      expect(answer.status).toBe(200);
      expect(answer.body.data.decision).toMatchObject({ decision: 'rework', dueDate, clientAmount: null });
      expect(job).toMatchObject({ status: 'In Progress', awaitingAcceptance: false });
      expect(job.dispute?.decidedAt).toBeUndefined();
      expect(dispute.isOpen).toBe(false);
      expect(unmoved).toEqual({ ...clearing, 'hold:job:job': price });
      expect((await open(made, made.craftsman)).status).toBe(201);
    });
  },
);

describe('of an Escrow that is completed', () => {
  const clearing = { 'gateway:sandbox:clearing': -price };

  it('all goes back, our fee too', async () => {
    const end = await decided(await aPaidJob(app, 'Escrow', { state: 'completed' }), REFUND);

    expectEnd(end, 'Cancelled');
    expect(end.book).toEqual({ ...clearing, 'user:client:pending': price });
    expect(end.job.money).toMatchObject({ fee: 0 });
  });

  it('it stays as it was', async () => {
    const made = await aPaidJob(app, 'Escrow', { state: 'completed' });
    app.clock.advance(days(3));
    const fresh = { ...made, client: { ...made.client, as: await again(app, made.client) } };

    const end = await decided(fresh, RELEASE);

    expectEnd(end, 'Completed');
    expect(end.job.completedAt).toEqual(made.job.completedAt);
    expect(end.book).toEqual({ ...clearing, 'user:craftsman:pending': price - fee, 'platform:fees': fee });
  });

  it('it is split', async () => {
    const end = await decided(await aPaidJob(app, 'Escrow', { state: 'completed' }), split(half, half));

    expectEnd(end, 'Completed');
    expect(end.book).toEqual({
      ...clearing,
      'user:client:pending': half,
      'user:craftsman:pending': half - halfFee,
      'platform:fees': halfFee,
    });
  });

  it('there is no rework any more', async () => {
    const dueDate = after(app.clock.now(), days(2)).toISOString();

    const { answer, job } = await decided(await aPaidJob(app, 'Escrow', { state: 'completed' }), {
      decision: 'rework',
      dueDate,
    });

    expect([answer.status, answer.body.code]).toEqual([409, 'dispute.noReworkAfterEnd']);
    expect(job.status).toBe('Disputed');
  });
});

describe.each(['hired', 'inProgress', 'completed', 'confirmed'] as const satisfies readonly PaidState[])(
  'of a deposit whose job is %s',
  (state) => {
    const clearing = { 'gateway:sandbox:clearing': -deposit };

    it('it goes back', async () => {
      const end = await decided(await aPaidJob(app, 'CashProtected', { state }), REFUND);

      expectEnd(end, 'Cancelled');
      expect(end.book).toEqual({ ...clearing, 'user:client:pending': deposit });
    });

    it('it pays our fee, the rest is the craftsman’s', async () => {
      const end = await decided(await aPaidJob(app, 'CashProtected', { state }), RELEASE);

      expectEnd(end, 'Completed');
      expect(end.book).toEqual({
        ...clearing,
        'platform:fees': fee,
        'user:craftsman:pending': deposit - fee,
      });
    });

    it('it is split: the fee is of what the price comes to', async () => {
      const end = await decided(
        await aPaidJob(app, 'CashProtected', { state }),
        split(1_000, deposit - 1_000),
      );

      expectEnd(end, 'Completed');
      expect(end.book).toEqual({
        ...clearing,
        'user:client:pending': 1_000,
        'platform:fees': 2_200,
        'user:craftsman:pending': deposit - 1_000 - 2_200,
      });
    });
  },
);

describe('a decision', () => {
  it('is told to both, noted, and says nothing to others', async () => {
    const made = await aPaidJob(app, 'Escrow', { state: 'inProgress' });
    const { moderator, id, answer } = await decided(made, split(half, half));
    const [stranger, admin] = [await aClient(app), await anAdmin(app)];

    const seen = [
      await made.client.as.get(`/api/disputes/${id}`),
      await made.craftsman.as.get(`/api/disputes/${id}`),
      await admin.as.get(`/api/disputes/${id}`),
      await stranger.as.get(`/api/disputes/${id}`),
      await app.http.get(`/api/disputes/${id}`),
    ];

    expect(seen.map(({ status }) => status)).toEqual([200, 200, 200, 404, 401]);
    for (const side of seen.slice(0, 2)) {
      expect(side.body.data).toMatchObject({
        status: 'Resolved',
        decision: { reason: 'The photos show it.' },
      });
      expect(JSON.stringify(side.body)).not.toContain(moderator.id);
      expect(side.body.data).not.toHaveProperty('frozen');
      expect(side.body.data).not.toHaveProperty('notes');
      expect(side.body.data).toMatchObject({
        can: { answer: false, addEvidence: false, offerSettlement: false, appeal: true },
        upcoming: [{ what: 'final' }],
      });
    }
    expect(seen[2]?.body.data).toMatchObject({ decidedBy: { id: moderator.id }, can: { resolve: false } });
    expect(answer.body.data.history.map(({ by }: { by: string }) => by)).toEqual(['client', 'staff']);
    expect(await toldOf(made.client)).toEqual(['disputeOpened', 'disputeSplit']);
    expect(await toldOf(made.craftsman)).toEqual(['disputeOpened', 'disputeSplit']);
    expect(await eventsOf(/^dispute/)).toEqual(['dispute.opened', 'dispute.settled']);
  });

  it('is made once, by staff who are not concerned', async () => {
    const made = await aPaidJob(app, 'Escrow', { state: 'inProgress' });
    const { id, moderator } = await decided(made, REFUND);
    const admin = await anAdmin(app);
    const resolve = (who: MadeUser, disputeId = id) =>
      who.as.post(`/api/admin/disputes/${disputeId}/resolve`).send({ reason: 'Once more', ...RELEASE });

    const answers = [
      await resolve(moderator),
      await resolve(admin),
      await resolve(made.client),
      await resolve(made.craftsman),
      await resolve(admin, newId().toHexString()),
      await app.http.post(`/api/admin/disputes/${id}/resolve`).send(RELEASE),
    ];

    expect(answers.map(({ status }) => status)).toEqual([409, 409, 403, 403, 404, 401]);
    expect(answers[0]?.body).toMatchObject({ code: 'workflow.wrongState', currentState: 'Resolved' });
    expect((await storedJob(made.jobId)).status).toBe('Cancelled');
  });

  it('is not one’s own', async () => {
    const admin = await anAdmin(app, { roles: ['admin', 'client'] });
    const made = await aPaidJob(app, 'Escrow', { state: 'inProgress', client: admin });
    const { id } = (await open(made, made.craftsman)).body.data as { id: string };

    const answer = await admin.as
      .post(`/api/admin/disputes/${id}/resolve`)
      .send({ reason: 'I was right', ...REFUND });

    expect([answer.status, answer.body.code]).toEqual([403, 'dispute.ownCase']);
  });

  it('ends the matter: no other dispute about the job', async () => {
    const made = await aPaidJob(app, 'Escrow', { state: 'inProgress' });
    await decided(made, RELEASE);

    const answer = await open(made, made.client);

    expect([answer.status, answer.body.code]).toEqual([409, 'dispute.alreadyDecided']);
  });

  it.each([
    ['amounts of a split that are too little', split(half, half - 1), 'dispute.wrongAmounts'],
    ['or too much', split(half + 1, half), 'dispute.wrongAmounts'],
    ['amounts that are not of the kind', { ...REFUND, clientAmount: 1 }, 'dispute.wrongAmounts'],
    ['a split without amounts', { decision: 'split' }, 'request.invalid'],
    ['half an amount', split(half + 0.5, half - 0.5), 'request.invalid'],
    ['less than nothing', split(price + 1, -1), 'request.invalid'],
    ['more than a number holds', split(2 ** 60, 0), 'request.invalid'],
    ['text', split('22500' as never, half), 'request.invalid'],
    ['rework without a date', { decision: 'rework' }, 'request.invalid'],
    ['rework in the past', { decision: 'rework', dueDate: '2020-01-01' }, 'request.invalid'],
    ['another decision', { decision: 'coin' }, 'request.invalid'],
    ['no reason', { ...RELEASE, reason: '' }, 'request.invalid'],
  ])('is refused with %s', async (_what, decision, code) => {
    const made = await aPaidJob(app, 'Escrow', { state: 'inProgress' });

    const { answer, job, dispute, book: unmoved } = await decided(made, decision);

    expect([answer.status, answer.body.code]).toEqual([400, code]);
    if (code === 'dispute.wrongAmounts') {
      expect(answer.body).toMatchObject({ inDispute: price, currency: 'EGP' });
    }
    expect(job.status).toBe('Disputed');
    expect(dispute.status).toBe('Open');
    expect(unmoved).toEqual({ 'gateway:sandbox:clearing': -price, 'hold:job:job': price });
  });
});

describe('the list of disputes', () => {
  it('shows staff what waits, the one that is due first on top, page by page', async () => {
    const first = await aPaidJob(app, 'Cash', { state: 'inProgress' });
    await open(first, first.client);
    app.clock.advance(hours(1) / 2);
    const second = await aPaidJob(app, 'Cash', { state: 'inProgress' });
    await open(second, second.craftsman);
    const third = await aPaidJob(app, 'Cash', { state: 'inProgress' });
    await open(third, third.client);
    await DisputeModel.updateOne({ jobId: toObjectId(first.jobId) }, { isOpen: false, status: 'Resolved' });
    const moderator = await aModerator(app);
    const list = (query: string) => moderator.as.get(`/api/admin/disputes?${query}`);
    const jobsOf = ({ body }: { body: { data: { jobId: string }[] } }) => body.data.map(({ jobId }) => jobId);

    const [all, resolved, one] = [await list(''), await list('status=resolved'), await list('limit=1')];
    const next = await list(`limit=2&cursor=${one.body.pagination.nextCursor}`);

    expect(jobsOf(all)).toEqual([second.jobId, third.jobId, first.jobId]);
    expect(jobsOf(resolved)).toEqual([first.jobId]);
    expect(jobsOf(one)).toEqual([second.jobId]);
    expect(jobsOf(next)).toEqual([third.jobId, first.jobId]);
    expect(all.body.data[0]).toMatchObject({ can: { resolve: true }, job: { status: 'Disputed' } });
  });

  it('is for nobody else', async () => {
    const client = await aClient(app);

    const answers = [await client.as.get('/api/admin/disputes'), await app.http.get('/api/admin/disputes')];

    expect(answers.map(({ status }) => status)).toEqual([403, 401]);
    expect((await (await aModerator(app)).as.get('/api/admin/disputes?status=lost')).status).toBe(400);
  });
});
