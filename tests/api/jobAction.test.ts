import { JobModel } from '../../src/models/job.model';
import { UserModel } from '../../src/models/user.model';
import { OutboxRowModel } from '../../src/models/outboxRow.model';
import { after, days, hours, minutes } from '../../src/utils/clock';
import { newId } from '../../src/utils/ids';
import { aJob, storedJob, type QuotedJob } from '../factories/job';
import { aClient, aCraftsman, aModerator, type MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';
import { aJpeg } from '../support/pictures';
import { accessTokenOf, clientWith } from '../helpers/as';

const app = startTestApp();

/** With a token of this moment: days pass in these tests. */
const as = ({ id: userId, sessionId }: MadeUser) =>
  clientWith(app, accessTokenOf(app, { userId, sessionId }));
/** More of the body by a further `send`. */
const wish = (who: MadeUser, { jobId }: { jobId: string }, status: string) =>
  as(who).patch(`/api/jobs/${jobId}/status`).send({ status });
const post = (who: MadeUser, { jobId }: { jobId: string }, act: string) =>
  as(who).post(`/api/jobs/${jobId}/${act}`).send({});
const eventsOf = async (event: string): Promise<Record<string, unknown>[]> => {
  const rows = await OutboxRowModel.find({ event, handler: 'log-activity' }).lean();
  return rows.map(({ data }) => data as Record<string, unknown>);
};
const scheduled = { scheduledHasTime: true } as const;

describe('the way of a hired job', () => {
  it('leads from setting out over the submitted work to its acceptance, and both sides are told', async () => {
    const made = await aJob(app).hired();
    const { client, craftsman } = made;

    const answers = [
      await wish(craftsman, made, 'On The Way'),
      await wish(craftsman, made, 'in progress'),
      await wish(craftsman, made, 'Completed').send({ reason: 'New seal' }),
      await wish(client, made, 'COMPLETED').send({ reason: 'Thank you' }),
    ];

    expect(answers.map(({ status, body }) => [status, body.data?.status])).toEqual([
      [200, 'On The Way'],
      [200, 'In Progress'],
      [200, 'In Progress'],
      [200, 'Completed'],
    ]);
    expect(answers[2]?.body.data).toMatchObject({
      awaitingAcceptance: true,
      autoCompletesAt: after(app.clock.now(), hours(72)).toISOString(),
    });
    const job = await storedJob(made.jobId);
    expect(job).toMatchObject({ awaitingAcceptance: false, completionNote: 'Thank you' });
    expect(job.disclosedUntil).toEqual(after(app.clock.now(), days(7)));
    expect(job.autoCompletesAt).toBeUndefined();
    expect(job.history.slice(-4).map(({ event, from, to }) => [event, from, to])).toEqual([
      ['setOut', 'Hired', 'On The Way'],
      ['start', 'On The Way', 'In Progress'],
      ['submitWork', 'In Progress', 'In Progress'],
      ['complete', 'In Progress', 'Completed'],
    ]);
    await app.drainOutbox();
    for (const side of [client, craftsman]) {
      const { body } = await side.as.get('/api/notifications');
      const names = body.data.map(({ title }: { title: string }) => title);
      expect(names).toHaveLength(5);
      // The two of one instant are delivered side by side: either may be the first.
      const newest = body.data
        .slice(0, 2)
        .map(({ type, data }: { type: string; data: object }) => [type, data]);
      expect(new Map(newest)).toEqual(
        new Map([
          ['payment', expect.objectContaining({ jobId: made.jobId })],
          ['status', expect.objectContaining({ jobId: made.jobId })],
        ]),
      );
    }
  });

  it('is the same question for everybody concerned: 403 for what the other side does, 404 for strangers', async () => {
    const made = await aJob(app).hired();
    const { client, craftsman } = made;
    const [stranger, other] = [await aClient(app), await aCraftsman(app)];

    const answers = [
      await wish(client, made, 'On The Way'),
      await wish(craftsman, made, 'Hired').send({ quoteId: made.quote._id.toHexString() }),
      await wish(client, made, 'Posted'),
      await wish(craftsman, made, 'Quoted'),
      await wish(await aModerator(app), made, 'Completed'),
      await wish(stranger, made, 'Completed'),
      await wish(other, made, 'On The Way'),
      await wish(client, { jobId: newId().toHexString() }, 'Completed'),
      await wish(client, { jobId: 'nonsense' }, 'Completed'),
      await wish(client, made, 'Gone'),
      await app.http.patch(`/api/jobs/${made.jobId}/status`).send({ status: 'Completed' }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([
      403, 403, 403, 403, 403, 404, 404, 404, 404, 400, 401,
    ]);
    expect(answers[0]?.body).toMatchObject({ code: 'workflow.forbidden', currentState: 'Hired' });
    expect((await storedJob(made.jobId)).status).toBe('Hired');
  });

  it('refuses what the present state does not allow, and says which it is', async () => {
    const done = await aJob(app).completed();
    const posted = await aJob(app).posted();

    const answers = [
      await wish(done.craftsman, done, 'On The Way'),
      await wish(done.client, done, 'Cancelled'),
      await wish(posted.client, posted, 'Completed'),
    ];

    expect(answers.map(({ status, body }) => [status, body.code, body.currentState])).toEqual([
      [409, 'workflow.wrongState', 'Completed'],
      [409, 'workflow.wrongState', 'Completed'],
      [409, 'workflow.wrongState', 'Posted'],
    ]);
  });

  it('does not begin before the hire is firm', async () => {
    const unpaid = await aJob(app, { firmAt: undefined, paymentType: 'Escrow' }).hired();

    const answers = [
      await wish(unpaid.craftsman, unpaid, 'On The Way'),
      await wish(unpaid.craftsman, unpaid, 'In Progress'),
      await wish(unpaid.client, unpaid, 'Completed'),
    ];

    expect(answers.map(({ body }) => body.code)).toEqual([
      'job.notFirm',
      'job.notFirm',
      'workflow.wrongState',
    ]);
  });

  it('may be closed early by the owner where cash was paid', async () => {
    const hired = await aJob(app).hired();
    const onTheWay = await aJob(app).onTheWay();

    const answers = [
      await wish(hired.client, hired, 'Completed'),
      await wish(onTheWay.client, onTheWay, 'Completed'),
    ];

    expect(answers.map(({ body }) => body.data.status)).toEqual(['Completed', 'Completed']);
    expect((await storedJob(hired.jobId)).history.at(-1)).toMatchObject({ event: 'completeEarly' });
  });

  it('is disputed by either side, with a reason, once there is something to argue about', async () => {
    const [made, other] = [await aJob(app).inProgress(), await aJob(app).inProgress()];
    const posted = await aJob(app).posted();

    const answers = [
      await wish(made.client, made, 'Disputed'),
      await wish(made.client, made, 'Disputed').send({ reason: 'poor quality' }),
      await wish(made.craftsman, made, 'Disputed').send({ reason: 'no payment' }),
      await wish(other.craftsman, other, 'Disputed').send({ reason: 'no payment' }),
      await wish(posted.client, posted, 'Disputed').send({ reason: 'no quotes' }),
    ];

    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [400, 'request.invalid'],
      [200, undefined],
      [409, 'workflow.wrongState'],
      [200, undefined],
      [409, 'workflow.wrongState'],
    ]);
  });

  it('is hired through the status, too', async () => {
    const made = await aJob(app).quoted(2);
    const quoteId = made.quote._id.toHexString();

    const answers = [
      await wish(made.client, made, 'Hired'),
      await wish(made.client, made, 'Hired').send({ quoteId: newId().toHexString() }),
      await wish(made.client, made, 'Hired').send({ quoteId }),
      await wish(made.client, made, 'Hired').send({ quoteId }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([400, 404, 200, 409]);
    expect(answers[2]?.body.data).toMatchObject({ status: 'Hired', isFirm: true });
  });
});

describe('pictures of the result', () => {
  it('come as files or as ids of uploads, stand on the job and are seen by both sides', async () => {
    const made = await aJob(app).inProgress();
    const uploaded = await as(made.craftsman)
      .post('/api/uploads')
      .attach('file', await aJpeg(), 'tap.jpg');
    const submitted = await as(made.craftsman)
      .patch(`/api/jobs/${made.jobId}/status`)
      .field('status', 'Completed')
      .field('photos[]', uploaded.body.data.id)
      .attach('photos', await aJpeg(), 'pipe.jpg');

    const seen = await as(made.client).get(`/api/jobs/${made.jobId}`);

    expect([uploaded.status, submitted.status]).toEqual([201, 200]);
    expect(seen.body.data.resultPhotos).toHaveLength(2);
    expect(seen.body.data.resultPhotos[0]).toBe(uploaded.body.data.url);
  });

  it('are one’s own, and pictures', async () => {
    const made = await aJob(app).inProgress();
    const others = await as(made.client)
      .post('/api/uploads')
      .attach('file', await aJpeg(), 'tap.jpg');

    const answers = [
      await wish(made.craftsman, made, 'Completed').send({ photos: [others.body.data.id] }),
      await wish(made.craftsman, made, 'Completed').send({ photos: ['https://evil.example/a.jpg'] }),
      await as(made.craftsman)
        .patch(`/api/jobs/${made.jobId}/status`)
        .field('status', 'Completed')
        .attach('photos', Buffer.from('<script>'), 'a.jpg'),
    ];

    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [400, 'media.notUsable'],
      [400, 'media.notUsable'],
      [415, 'media.unsupportedType'],
    ]);
    expect((await storedJob(made.jobId)).awaitingAcceptance).toBe(false);
  });
});

describe('rework', () => {
  const submit = ({ craftsman, ...made }: QuotedJob) => wish(craftsman, made, 'Completed');

  it('may be asked for twice while the work waits for its acceptance; the clock stops meanwhile', async () => {
    const made = await aJob(app).submitted();

    const first = await post(made.client, made, 'rework').send({ reason: 'Still drips' });
    const between = await post(made.client, made, 'rework');
    const stopped = await storedJob(made.jobId);
    const again = await submit(made);
    const second = await wish(made.client, made, 'In Progress');
    await submit(made);
    const third = await post(made.client, made, 'rework');

    expect([first, between, again, second, third].map(({ status, body }) => body.code ?? status)).toEqual([
      200,
      'job.notSubmitted',
      200,
      200,
      'job.reworkExhausted',
    ]);
    expect(stopped).toMatchObject({ awaitingAcceptance: false, reworkCount: 1, status: 'In Progress' });
    expect(stopped.autoCompletesAt).toBeUndefined();
    expect(stopped.history.at(-1)).toMatchObject({ event: 'requestRework', reason: 'Still drips' });
  });

  it('is not for the craftsman, and submitted work is submitted once', async () => {
    const made = await aJob(app).submitted();

    const answers = [
      await post(made.craftsman, made, 'rework'),
      await submit(made),
      await post(await aClient(app), made, 'rework'),
    ];

    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [403, 'workflow.forbidden'],
      [409, 'job.alreadySubmitted'],
      [404, 'request.notFound'],
    ]);
  });
});

describe('cancelling', () => {
  it('of an open job declines its quotes and tells the bidders', async () => {
    const made = await aJob(app).quoted(3);

    const answer = await wish(made.client, made, 'Cancelled').send({ reason: 'Sold the flat' });

    expect(answer.body.data).toMatchObject({
      status: 'Cancelled',
      cancelledBy: 'client',
      disclosedUntil: null,
    });
    expect(await storedJob(made.jobId)).toMatchObject({ isOpen: false, quoteCount: 0, cappedQuoteCount: 0 });
    const declined = await eventsOf('quote.declined');
    expect(declined.map(({ craftsmanId }) => craftsmanId).sort()).toEqual(
      made.bidders.map(({ id }) => id).sort(),
    );
    expect(await eventsOf('job.cancelled')).toMatchObject([{ by: 'client', reason: 'Sold the flat' }]);
  });

  it('by a bidder takes back his quote; the job goes on', async () => {
    const made = await aJob(app).quoted(1);

    const answer = await wish(made.craftsman, made, 'Cancelled');

    expect(answer.status).toBe(200);
    expect(answer.body.data).toMatchObject({ status: 'Posted', quote: { status: 'Withdrawn' } });
  });

  it('by the hired craftsman counts from the second one in good time on', async () => {
    const start = after(app.clock.now(), days(3));
    const first = await aJob(app, { ...scheduled, scheduledAt: start }).hired();
    const { craftsman } = first;
    const second = await aJob(app, { ...scheduled, scheduledAt: start, craftsman }).hired();
    app.clock.advance(minutes(10));
    const count = async (): Promise<number | undefined> =>
      (await UserModel.findById(craftsman.id).lean())?.craftsman?.cancellations;

    await wish(craftsman, first, 'Cancelled');
    const afterFirst = await count();
    await wish(craftsman, second, 'Cancelled');

    expect([afterFirst, await count()]).toEqual([0, 1]);
  });

  it('by the hired craftsman counts at once when it is late', async () => {
    const made = await aJob(app, { ...scheduled, scheduledAt: after(app.clock.now(), hours(3)) }).hired();
    app.clock.advance(minutes(10));

    await wish(made.craftsman, made, 'Cancelled').send({ reason: 'The van broke down' });

    const user = await UserModel.findById(made.craftsman.id).lean();
    expect(user?.craftsman?.cancellations).toBe(1);
    expect(await storedJob(made.jobId)).toMatchObject({ cancelledBy: 'craftsman', status: 'Cancelled' });
  });

  it('is possible for staff up to the way, for nobody once the work has begun', async () => {
    const moderator = await aModerator(app);
    const onTheWay = await aJob(app).onTheWay();
    const begun = await aJob(app).inProgress();

    const answers = [
      await wish(moderator, onTheWay, 'Cancelled').send({ reason: 'Fraud' }),
      await wish(moderator, begun, 'Cancelled'),
      await wish(begun.client, begun, 'Cancelled'),
      await wish(begun.craftsman, begun, 'Cancelled'),
    ];

    expect(answers.map(({ status }) => status)).toEqual([200, 409, 409, 409]);
    expect(answers[0]?.body.data.cancelledBy).toBe('staff');
  });
});

describe('not being there', () => {
  it('can be reported by the owner half an hour after the agreed time', async () => {
    const made = await aJob(app, { ...scheduled, scheduledAt: after(app.clock.now(), hours(1)) }).hired();

    app.clock.advance(minutes(89));
    const early = await post(made.client, made, 'no-show');
    app.clock.advance(minutes(1));
    const byCraftsman = await post(made.craftsman, made, 'no-show');
    const late = await post(made.client, made, 'no-show').send({ reason: 'Nobody came' });

    expect([early, byCraftsman, late].map(({ status, body }) => [status, body.code])).toEqual([
      [409, 'job.tooEarlyForNoShow'],
      [409, 'workflow.wrongState'],
      [200, undefined],
    ]);
    expect(await eventsOf('job.cancelled')).toMatchObject([{ absent: 'craftsman', by: 'client' }]);
  });

  it('can be reported by the craftsman once he is on the way', async () => {
    const made = await aJob(app, { ...scheduled, scheduledAt: app.clock.now() }).onTheWay();
    app.clock.advance(minutes(30));

    const answer = await post(made.craftsman, made, 'no-show');

    expect(answer.body.data).toMatchObject({ status: 'Cancelled', cancelledBy: 'craftsman' });
    expect(await eventsOf('job.cancelled')).toMatchObject([{ absent: 'client' }]);
  });

  it('needs an agreed hour, and is nobody else’s word', async () => {
    const dayOnly = await aJob(app, { scheduledAt: app.clock.now(), scheduledHasTime: false }).hired();
    const never = await aJob(app).hired();
    app.clock.advance(days(2));

    const answers = [
      await post(dayOnly.client, dayOnly, 'no-show'),
      await post(never.client, never, 'no-show'),
      await post(await aClient(app), never, 'no-show'),
    ];

    expect(answers.map(({ body }) => body.code)).toEqual([
      'job.noAgreedTime',
      'job.noAgreedTime',
      'request.notFound',
    ]);
  });
});

describe('another time', () => {
  const next = (): string => after(app.clock.now(), days(2)).toISOString();

  it('holds once the other side accepts', async () => {
    const made = await aJob(app, { ...scheduled, scheduledAt: after(app.clock.now(), days(1)) }).hired();
    const at = next();

    const proposed = await post(made.client, made, 'reschedule').send({ scheduledAt: at, reason: 'At work' });
    const own = await post(made.client, made, 'reschedule/accept');
    const accepted = await post(made.craftsman, made, 'reschedule/accept');

    expect(proposed.body.data).toMatchObject({
      scheduledAt: made.job.scheduledAt?.toISOString(),
      reschedule: { by: 'client', scheduledAt: at, hasTime: true, reason: 'At work' },
    });
    expect(own.body.code).toBe('job.rescheduleIsYours');
    expect(accepted.body.data).toMatchObject({ scheduledAt: at, scheduledHasTime: true, reschedule: null });
    expect((await storedJob(made.jobId)).history.slice(-2).map(({ event }) => event)).toEqual([
      'proposeReschedule',
      'acceptReschedule',
    ]);
  });

  it('may be a day without an hour, is declined or taken back, and is proposed once at a time', async () => {
    const made = await aJob(app).hired();

    const first = await post(made.craftsman, made, 'reschedule').send({ scheduledAt: '2026-03-09' });
    const second = await post(made.client, made, 'reschedule').send({ scheduledAt: next() });
    const declined = await post(made.client, made, 'reschedule/decline').send({ reason: 'Away' });
    const nothing = await post(made.client, made, 'reschedule/decline');
    await post(made.client, made, 'reschedule').send({ scheduledAt: next() });
    const takenBack = await post(made.client, made, 'reschedule/decline');

    expect(first.body.data.reschedule).toMatchObject({
      hasTime: false,
      scheduledAt: '2026-03-09T00:00:00.000Z',
    });
    expect([second, nothing].map(({ body }) => body.code)).toEqual([
      'job.rescheduleOpen',
      'job.noReschedule',
    ]);
    expect([declined, takenBack].map(({ body }) => body.data.reschedule)).toEqual([null, null]);
    expect((await eventsOf('job.rescheduleDeclined')).map(({ isWithdrawn }) => isWithdrawn)).toEqual([
      false,
      true,
    ]);
  });

  it('lies ahead, and is answered before it is over', async () => {
    const made = await aJob(app).hired();
    const begun = await aJob(app).inProgress();

    const past = await post(made.client, made, 'reschedule').send({
      scheduledAt: after(app.clock.now(), -minutes(1)).toISOString(),
    });
    const begunAlready = await post(begun.client, begun, 'reschedule').send({ scheduledAt: next() });
    await post(made.client, made, 'reschedule').send({ scheduledAt: next() });
    app.clock.advance(days(2));
    const late = await post(made.craftsman, made, 'reschedule/accept');

    expect([past, begunAlready, late].map(({ status, body }) => [status, body.code])).toEqual([
      [400, 'request.invalid'],
      [409, 'workflow.wrongState'],
      [409, 'job.rescheduleTooLate'],
    ]);
  });
});

describe('what happens by itself', () => {
  it('accepts submitted work after 72 hours of silence', async () => {
    const made = await aJob(app).submitted();
    const running = await aJob(app).inProgress();

    app.clock.advance(hours(72) - 1);
    await app.container.tasks.runNow('auto-complete-jobs');
    const before = await storedJob(made.jobId);
    app.clock.advance(1);
    await app.container.tasks.runNow('auto-complete-jobs');

    expect(before.status).toBe('In Progress');
    expect(await storedJob(made.jobId)).toMatchObject({ status: 'Completed', completedAt: app.clock.now() });
    expect((await storedJob(running.jobId)).status).toBe('In Progress');
    expect(await eventsOf('job.statusChanged')).toMatchObject([{ by: 'system', event: 'complete' }]);
  });

  it('opens a job again whose hire was not paid in time', async () => {
    const lapsesAt = after(app.clock.now(), minutes(15));
    const unpaid = { firmAt: undefined, lapsesAt, paymentType: 'Escrow' } as const;
    const alone = await aJob(app, unpaid).hired();
    const sought = await aJob(app, { ...unpaid, quoteCount: 2 }).hired();

    await app.container.tasks.runNow('lapse-hires');
    const early = await storedJob(alone.jobId);
    app.clock.advance(minutes(15));
    await app.container.tasks.runNow('lapse-hires');

    expect(early.status).toBe('Hired');
    expect(await storedJob(alone.jobId)).toMatchObject({ status: 'Posted', isOpen: true, listPrice: 50_000 });
    expect((await storedJob(sought.jobId)).status).toBe('Quoted');
    expect(await JobModel.countDocuments({ craftsmanId: { $exists: true } })).toBe(0);
    expect(await eventsOf('job.hireLapsed')).toHaveLength(2);
  });
});
