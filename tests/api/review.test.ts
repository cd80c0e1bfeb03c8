import { ActivityModel } from '../../src/models/activity.model';
import { DisputeModel } from '../../src/models/dispute.model';
import { OutboxRowModel } from '../../src/models/outboxRow.model';
import { ReviewModel, type Review } from '../../src/models/review.model';
import { UserModel } from '../../src/models/user.model';
import { after, days, minutes } from '../../src/utils/clock';
import { newId, toObjectId } from '../../src/utils/ids';
import { aJob, storedJob, type QuotedJob } from '../factories/job';
import { aPaidJob } from '../factories/paidJob';
import { aClient, aModerator, anAdmin, type MadeUser } from '../factories/user';
import { again } from '../helpers/again';
import { startTestApp } from '../helpers/app';
import { expectLedgerSound } from '../helpers/ledger';
import { eventsOf, noticesTo } from '../helpers/offers';

const app = startTestApp();

const WINDOW = days(14);
type Side = 'client' | 'craftsman';

const write = (made: QuotedJob, by: MadeUser, body: object = { rating: 5 }) =>
  by.as.post('/api/reviews').send({ jobId: made.jobId, ...body });
const later = async (made: QuotedJob, side: Side, body: object = { rating: 5 }) =>
  (await again(app, made[side])).post('/api/reviews').send({ jobId: made.jobId, ...body });
const reveal = () => app.container.tasks.runNow('reveal-reviews');

/** The reviews as stored, by the side that wrote them. */
async function stored(): Promise<Partial<Record<Side, Review>>> {
  const rows = await ReviewModel.find({}).lean<Review[]>();
  return Object.fromEntries(rows.map((row) => [row.side, row]));
}

/** Mean, count and sum of what is counted for somebody. */
async function ratingOf({ id }: MadeUser) {
  const user = await UserModel.findById(id).orFail().lean();
  return [user.rating ?? 0, user.ratingCount ?? 0, user.ratingSum ?? 0];
}

const toldOf = async ({ id }: MadeUser) => (await noticesTo(id)).filter((name) => /review/i.test(name));

/** Both sides have written; the ids of their reviews. */
async function bothWritten(made: QuotedJob, stars: Record<Side, number> = { client: 5, craftsman: 4 }) {
  const client = await write(made, made.client, { rating: stars.client, comment: 'Tidy.' });
  const craftsman = await write(made, made.craftsman, { rating: stars.craftsman });
  return { client: String(client.body.data.id), craftsman: String(craftsman.body.data.id) };
}

describe('a review is written', () => {
  it('once the job is completed: sealed, counted for nothing, there for its author alone', async () => {
    const made = await aJob(app).completed();
    const moderator = await aModerator(app);

    const answer = await write(made, made.client, { rating: 2, comment: '  Late.  ' });
    await app.drainOutbox();

    const seen = await Promise.all(
      [made.client, made.craftsman, moderator].map(({ as }) => as.get(`/api/reviews/job/${made.jobId}`)),
    );
    expect(answer.status).toBe(201);
    expect(answer.body.data).toMatchObject({
      jobId: made.jobId,
      job: { id: made.jobId, status: 'Completed' },
      reviewer: { id: made.client.id },
      reviewee: { id: made.craftsman.id, rating: 0, ratingCount: 0 },
      subject: { type: 'user', id: made.craftsman.id },
      by: 'client',
      rating: 2,
      comment: 'Late.',
      status: 'Sealed',
      isReviewerSideSubmitted: true,
      isRevieweeSideSubmitted: false,
      revealedAt: null,
      can: { edit: true, remove: true, reply: false },
    });
    expect(seen.map(({ body }) => body.data.length)).toEqual([1, 0, 0]);
    expect(await ratingOf(made.craftsman)).toEqual([0, 0, 0]);
    expect((await storedJob(made.jobId)).reviewedAt).toBeUndefined();
    expect(await eventsOf(/^review/)).toEqual(['review.submitted']);
    expect(await toldOf(made.craftsman)).toEqual(['otherSideReviewed']);
    expect(await toldOf(made.client)).toEqual([]);
  });

  it('by both sides: revealed in one step, each rating counted, both told', async () => {
    const made = await aJob(app).completed();
    await write(made, made.client, { rating: 5, comment: 'Tidy.' });
    app.clock.advance(minutes(5));

    const answer = await write(made, made.craftsman, { rating: 4 });
    await app.drainOutbox();

    const now = app.clock.now();
    const { client, craftsman } = await stored();
    expect(answer.body.data).toMatchObject({
      status: 'Revealed',
      isRevieweeSideSubmitted: true,
      revealedAt: now.toISOString(),
    });
    expect([client?.status, craftsman?.status]).toEqual(['Revealed', 'Revealed']);
    expect([client?.revealedAt, craftsman?.revealedAt]).toEqual([now, now]);
    const job = await storedJob(made.jobId);
    expect([job.reviewedAt, job.reviews?.revealsAt, job.updatedAt]).toEqual([
      now,
      undefined,
      made.job.updatedAt,
    ]);
    expect([await ratingOf(made.craftsman), await ratingOf(made.client)]).toEqual([
      [5, 1, 5],
      [4, 1, 4],
    ]);
    expect(await eventsOf(/^review/)).toEqual(['review.submitted', 'review.submitted', 'review.revealed']);
    expect(await toldOf(made.craftsman)).toEqual(['otherSideReviewed', 'reviewsRevealed']);
    expect(await toldOf(made.client)).toEqual(['reviewsRevealed']);
  });

  it('with one to five whole stars, for a job that is there, by one of its sides', async () => {
    const made = await aJob(app).completed();
    const [stranger, moderator] = [await aClient(app), await aModerator(app)];

    const answers = [
      await app.http.post('/api/reviews').send({ jobId: made.jobId, rating: 5 }),
      await write(made, made.client, {}),
      await write(made, made.client, { rating: 0 }),
      await write(made, made.client, { rating: 6 }),
      await write(made, made.client, { rating: 4.5 }),
      await write(made, made.client, { rating: 5, comment: 'x'.repeat(2_001) }),
      await write({ ...made, jobId: 'nothing' }, made.client),
      await write(made, stranger),
      await write({ ...made, jobId: newId().toHexString() }, made.client),
      await write(made, moderator),
    ];

    expect(answers.map(({ status }) => status)).toEqual([401, 400, 400, 400, 400, 400, 400, 404, 404, 403]);
    expect(answers[7]?.body.code).toBe(answers[8]?.body.code);
    expect(await ReviewModel.countDocuments({})).toBe(0);
  });

  it('only while the job is completed, once by each side, and in time', async () => {
    const running = await aJob(app).inProgress();
    const cancelled = await aPaidJob(app, 'Escrow', { state: 'inProgress' });
    const [made, late] = [await aJob(app).completed(), await aJob(app).completed()];
    await write(made, made.client);
    const before = [await write(running, running.client), await write(made, made.client, { rating: 1 })];
    app.clock.advance(WINDOW - 1);
    const inTime = await later(made, 'craftsman');
    app.clock.advance(1);

    const answers = [
      ...before,
      await later(late, 'client'),
      await later(made, 'craftsman'),
      await later(cancelled, 'client'),
    ];

    expect(inTime.status).toBe(201);
    expect(answers.map(({ status, body }) => [status, body.code, body.currentState])).toEqual([
      [409, 'workflow.wrongState', 'In Progress'],
      [409, 'review.alreadyWritten', 'Completed'],
      [409, 'review.closed', 'Completed'],
      [409, 'review.alreadyWritten', 'Completed'],
      [409, 'workflow.wrongState', 'In Progress'],
    ]);
  });

  it('sent twice with its key: written once, answered twice', async () => {
    const made = await aJob(app).completed();
    const send = () => write(made, made.client).set('Idempotency-Key', 'review-1');

    const [first, second] = [await send(), await send()];

    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    expect(await ReviewModel.countDocuments({})).toBe(1);
  });

  it('is offered by the list of actions with its clock, and refused there for the same reason', async () => {
    const made = await aJob(app).completed();
    const actions = async ({ as }: MadeUser) => (await as.get(`/api/jobs/${made.jobId}/actions`)).body.data;
    const closesAt = after(app.clock.now(), WINDOW).toISOString();

    const before = await actions(made.client);
    await write(made, made.client);
    const [mine, others] = [await actions(made.client), await actions(made.craftsman)];
    const detail = await made.craftsman.as.get(`/api/jobs/${made.jobId}`);

    const offer = { action: 'review', method: 'POST', path: '/api/reviews', body: { jobId: made.jobId } };
    expect(before.can).toContainEqual({ ...offer, needs: ['rating'] });
    expect(before.upcoming).toContainEqual({ what: 'reviewsClose', at: closesAt });
    expect(mine.cannot).toContainEqual(
      expect.objectContaining({ action: 'review', code: 'review.alreadyWritten' }),
    );
    expect(others.can).toContainEqual({ ...offer, needs: ['rating'] });
    expect(detail.body.data).toMatchObject({ reviewsCloseAt: closesAt, reviewedAt: null });
  });
});

describe('the window ends', () => {
  it('and shows what one side has written; with nothing there nothing happens', async () => {
    const [one, none] = [await aJob(app).completed(), await aJob(app).completed()];
    await write(one, one.craftsman, { rating: 3 });
    app.clock.advance(WINDOW - 1);
    await reveal();
    const early = (await stored()).craftsman?.status;
    app.clock.advance(1);

    await reveal();
    await reveal();
    await app.drainOutbox();

    const now = app.clock.now();
    expect(early).toBe('Sealed');
    expect((await stored()).craftsman).toMatchObject({ status: 'Revealed', revealedAt: now });
    expect(await ratingOf(one.client)).toEqual([3, 1, 3]);
    expect((await storedJob(one.jobId)).reviewedAt).toEqual(now);
    expect((await storedJob(none.jobId)).reviewedAt).toBeUndefined();
    expect((await storedJob(none.jobId)).reviews?.revealsAt).toBeUndefined();
    expect(await eventsOf(/^review/)).toEqual(['review.submitted', 'review.revealed']);
    expect(await toldOf(one.client)).toEqual(['otherSideReviewed', 'reviewsRevealed']);
    expect(await toldOf(none.client)).toEqual([]);
    const own = await (await again(app, one.craftsman)).get('/api/users/me/reviews');
    expect(own.body.data[0]).toMatchObject({ status: 'Revealed', isRevieweeSideSubmitted: false });
  });
});

describe('a sealed review', () => {
  it('is edited: absent stays, null goes; nobody hears of it', async () => {
    const made = await aJob(app).completed();
    const { id } = (await write(made, made.client, { rating: 5, comment: 'Tidy.' })).body.data;
    await app.drainOutbox();
    app.clock.advance(minutes(1));

    const stars = await made.client.as.put(`/api/reviews/${id}`).send({ rating: 1 });
    const words = await made.client.as.patch(`/api/reviews/${id}`).send({ comment: null });
    await app.drainOutbox();

    expect(stars.body.data).toMatchObject({ rating: 1, comment: 'Tidy.', status: 'Sealed' });
    expect(words.body.data).toMatchObject({ rating: 1, comment: null });
    expect((await stored()).client?.history.map(({ event }) => event)).toEqual(['create', 'edit', 'edit']);
    expect(await toldOf(made.craftsman)).toEqual(['otherSideReviewed']);
    await write(made, made.craftsman);
    expect(await ratingOf(made.craftsman)).toEqual([1, 1, 1]);
  });

  it('is taken back and may be written anew; the other side hears of it once', async () => {
    const made = await aJob(app).completed();
    const { id } = (await write(made, made.client)).body.data;

    const removed = await made.client.as.delete(`/api/reviews/${id}`);
    const gone = await made.client.as.delete(`/api/reviews/${id}`);
    const alone = await write(made, made.craftsman);
    const anew = await write(made, made.client, { rating: 2 });
    await app.drainOutbox();

    expect([removed.status, removed.body.data, gone.status]).toEqual([200, { id, _id: id }, 404]);
    expect([alone.body.data.status, anew.body.data.status]).toEqual(['Sealed', 'Revealed']);
    expect(await ratingOf(made.craftsman)).toEqual([2, 1, 2]);
    expect(await toldOf(made.craftsman)).toEqual(['otherSideReviewed', 'reviewsRevealed']);
  });

  it('is nobody else’s to change, and not to be changed once it is open or the window is over', async () => {
    const [made, over] = [await aJob(app).completed(), await aJob(app).completed()];
    const { id } = (await write(made, made.client)).body.data;
    const late = (await write(over, over.client)).body.data.id;
    const [other, admin] = [made.craftsman.as, await anAdmin(app)];
    const change = { rating: 1 };

    const sealed = [
      await app.http.put(`/api/reviews/${id}`).send(change),
      await made.client.as.put(`/api/reviews/${id}`).send({}),
      await made.client.as.put('/api/reviews/nothing').send(change),
      await other.put(`/api/reviews/${id}`).send(change),
      await other.delete(`/api/reviews/${id}`),
      await other.post(`/api/reviews/${id}/reply`).send({ comment: 'Why?' }),
      await admin.as.put(`/api/reviews/${id}`).send(change),
      await admin.as.patch(`/api/admin/reviews/${id}`).send({ reason: 'It is rude.' }),
    ];
    await write(made, made.craftsman);
    const revealed = [
      await made.client.as.put(`/api/reviews/${id}`).send(change),
      await made.client.as.delete(`/api/reviews/${id}`),
      await other.put(`/api/reviews/${id}`).send(change),
    ];
    app.clock.advance(WINDOW);
    const author = await again(app, over.client);
    const closed = [
      await author.put(`/api/reviews/${late}`).send(change),
      await author.delete(`/api/reviews/${late}`),
    ];

    expect(sealed.map(({ status }) => status)).toEqual([401, 400, 404, 404, 404, 404, 403, 404]);
    expect(revealed.map(({ status, body }) => [status, body.code])).toEqual([
      [409, 'workflow.wrongState'],
      [409, 'workflow.wrongState'],
      [403, 'workflow.forbidden'],
    ]);
    expect(closed.map(({ status, body }) => [status, body.code])).toEqual([
      [409, 'review.closed'],
      [409, 'review.closed'],
    ]);
    expect((await stored()).client?.rating).toBe(5);
  });
});

describe('a dispute', () => {
  const dispute = (made: QuotedJob) =>
    made.client.as
      .post('/api/disputes')
      .send({ jobId: made.jobId, reason: 'damage', description: 'The tiles are broken.' });
  const decide = async (made: QuotedJob, decision: string) => {
    const { _id } = await DisputeModel.findOne({ jobId: made.job._id }).orFail().lean();
    const staff = await aModerator(app);
    return staff.as
      .post(`/api/admin/disputes/${_id.toHexString()}/resolve`)
      .send({ decision, reason: 'It is so.' });
  };

  it('pauses the reveal; settled to Completed the whole window opens again', async () => {
    const made = await aPaidJob(app, 'Escrow', { state: 'completed' });
    const { id } = (await write(made, made.client)).body.data;
    await dispute(made);

    const during = await write(made, made.craftsman);
    const edited = await made.client.as.put(`/api/reviews/${id}`).send({ rating: 2 });
    app.clock.advance(WINDOW);
    await reveal();
    const paused = await stored();
    await decide(made, 'release');
    app.clock.advance(WINDOW - 1);
    await reveal();
    const open = await stored();
    app.clock.advance(1);
    await reveal();

    expect([during.status, during.body.code]).toEqual([409, 'workflow.wrongState']);
    expect(edited.status).toBe(200);
    expect([paused.client?.status, open.client?.status]).toEqual(['Sealed', 'Sealed']);
    expect((await stored()).client).toMatchObject({ status: 'Revealed', rating: 2 });
    expect(await ratingOf(made.craftsman)).toEqual([2, 1, 2]);
    await expectLedgerSound();
  });

  it('opens reviews where the work was never completed, and closes them where it is cancelled', async () => {
    const [released, refunded] = [
      await aPaidJob(app, 'Escrow', { state: 'inProgress' }),
      await aPaidJob(app, 'Escrow', { state: 'completed' }),
    ];
    await write(refunded, refunded.craftsman);
    await dispute(released);
    await dispute(refunded);
    await decide(released, 'release');
    await decide(refunded, 'refund');

    const [open, closed] = [await write(released, released.client), await write(refunded, refunded.client)];
    app.clock.advance(days(60));
    await reveal();

    expect(open.status).toBe(201);
    expect([closed.status, closed.body.code]).toEqual([409, 'workflow.wrongState']);
    const { client, craftsman } = await stored();
    expect([client?.status, craftsman?.status]).toEqual(['Revealed', 'Sealed']);
    await expectLedgerSound();
  });

  it('leaves what was revealed before as it is, and opens no window for it', async () => {
    const made = await aPaidJob(app, 'Escrow', { state: 'completed' });
    await bothWritten(made);
    await dispute(made);
    await decide(made, 'release');

    const again = await write(made, made.client);

    expect([again.status, again.body.code]).toEqual([409, 'review.alreadyWritten']);
    expect((await storedJob(made.jobId)).reviews?.revealsAt).toBeUndefined();
    expect(await ratingOf(made.craftsman)).toEqual([5, 1, 5]);
  });
});

describe('a revealed review', () => {
  it('is there for everybody who sees the person, without the job', async () => {
    const made = await aJob(app).completed();
    const stranger = await aClient(app);
    await bothWritten(made);

    const list = await stranger.as.get(`/api/reviews/user/${made.craftsman.id}`);
    const profile = await stranger.as.get(`/api/users/${made.craftsman.id}`);
    const refused = [
      await app.http.get(`/api/reviews/user/${made.craftsman.id}`),
      await stranger.as.get('/api/reviews/user/nobody'),
      await stranger.as.get(`/api/reviews/user/${newId().toHexString()}`),
      await stranger.as.get(`/api/reviews/user/${made.craftsman.id}?limit=many`),
      await stranger.as.get(`/api/reviews/job/${made.jobId}`),
      await stranger.as.get(`/api/reviews/job/${newId().toHexString()}`),
      await app.http.get(`/api/reviews/job/${made.jobId}`),
    ];

    expect(list.body.data).toHaveLength(1);
    expect(list.body.data[0]).toMatchObject({ rating: 5, comment: 'Tidy.', job: null, reply: null });
    expect(list.body.data[0].can).toEqual({ edit: false, remove: false, reply: false });
    expect(list.body.data[0].reviewee).toMatchObject({ rating: 5, ratingCount: 1 });
    expect(profile.body.data).toMatchObject({ rating: 5, ratingCount: 1 });
    expect(refused.map(({ status }) => status)).toEqual([401, 404, 404, 400, 404, 404, 401]);
  });

  it('stays away from whom the person has blocked', async () => {
    const made = await aJob(app).completed();
    const stranger = await aClient(app);
    await bothWritten(made);
    await made.craftsman.as.post(`/api/users/${stranger.id}/block`);

    const list = await stranger.as.get(`/api/reviews/user/${made.craftsman.id}`);

    expect(list.status).toBe(404);
  });

  it('is answered once, by the one whom it is about', async () => {
    const made = await aJob(app).completed();
    const stranger = await aClient(app);
    const { client: id } = await bothWritten(made);
    const reply = ({ as }: MadeUser, body: object = { comment: 'Thank you.' }) =>
      as.post(`/api/reviews/${id}/reply`).send(body);

    const refused = [
      await app.http.post(`/api/reviews/${id}/reply`).send({ comment: 'Hello.' }),
      await reply(made.craftsman, {}),
      await reply(made.client),
      await reply(stranger),
    ];
    const [first, second] = [await reply(made.craftsman), await reply(made.craftsman)];
    await app.drainOutbox();
    const list = await stranger.as.get(`/api/reviews/user/${made.craftsman.id}`);

    expect(refused.map(({ status }) => status)).toEqual([401, 400, 403, 403]);
    expect([first.status, second.status, second.body.code]).toEqual([200, 409, 'review.alreadyReplied']);
    expect(list.body.data[0].reply).toEqual({ comment: 'Thank you.', at: app.clock.now().toISOString() });
    expect(await eventsOf(/replied/)).toEqual(['review.replied']);
  });

  it('is listed for both as written and as received', async () => {
    const made = await aJob(app).completed();
    await bothWritten(made);
    const own = async (query: string) =>
      (await made.client.as.get(`/api/users/me/reviews${query}`)).body.data;

    expect(await own('')).toEqual([expect.objectContaining({ by: 'client', rating: 5 })]);
    expect(await own('?status=sealed')).toEqual([]);
    expect(await own('?status=Revealed')).toHaveLength(1);
    expect(await own('?box=received')).toEqual([expect.objectContaining({ by: 'craftsman', rating: 4 })]);
    expect(await own('?box=received&status=Sealed')).toEqual([]);
    expect((await made.client.as.get('/api/users/me/reviews?box=all')).status).toBe(400);
    expect((await app.http.get('/api/users/me/reviews')).status).toBe(401);
  });

  it('counts in a mean to one decimal', async () => {
    const craftsman = (await aJob(app).completed()).craftsman;
    for (const rating of [5, 4, 4]) {
      const made = await aJob(app, { craftsman }).completed();
      await bothWritten(made, { client: rating, craftsman: 5 });
    }

    expect(await ratingOf(craftsman)).toEqual([4.3, 3, 13]);
    expect((await craftsman.as.get('/api/users/me')).body.data).toMatchObject({
      rating: 4.3,
      ratingCount: 3,
    });
  });

  it('is paged from the latest one on', async () => {
    const craftsman = (await aJob(app).completed()).craftsman;
    for (const rating of [1, 2, 3]) {
      const made = await aJob(app, { craftsman }).completed();
      app.clock.advance(minutes(1));
      await bothWritten(made, { client: rating, craftsman: 5 });
    }
    const viewer = await aClient(app);
    const page = async (query: string) => viewer.as.get(`/api/reviews/user/${craftsman.id}?limit=2${query}`);

    const first = await page('');
    const second = await page(`&cursor=${String(first.body.pagination.nextCursor)}`);

    const stars = ({ body }: typeof first) => body.data.map(({ rating }: Review) => rating);
    expect([stars(first), stars(second)]).toEqual([[3, 2], [1]]);
    expect(first.body.pagination).toMatchObject({ totalItems: 3, hasNextPage: true });
  });
});

describe('staff', () => {
  it('hides a revealed review with a reason: the rating follows, its author is told; and shows it again', async () => {
    const made = await aJob(app).completed();
    const moderator = await aModerator(app);
    const { client: id } = await bothWritten(made, { client: 1, craftsman: 5 });
    const hide = (body: object) => moderator.as.patch(`/api/admin/reviews/${id}`).send(body);
    const listOf = async ({ as }: MadeUser) => (await as.get(`/api/reviews/job/${made.jobId}`)).body.data;

    const refused = [
      await app.http.patch(`/api/admin/reviews/${id}`).send({ reason: 'Rude.' }),
      await hide({}),
      await made.craftsman.as.patch(`/api/admin/reviews/${id}`).send({ reason: 'Rude.' }),
      await moderator.as.patch(`/api/admin/reviews/${newId().toHexString()}`).send({ reason: 'Rude.' }),
    ];
    const hidden = await hide({ reason: 'It names a number.', rating: 5, comment: 'Nice.' });
    const twice = await hide({ reason: 'It names a number.' });
    await app.drainOutbox();
    const lists = [await listOf(made.client), await listOf(made.craftsman), await listOf(moderator)];
    const rating = await ratingOf(made.craftsman);
    const shown = await hide({ isHidden: false, reason: 'It was a house number.' });

    expect(refused.map(({ status }) => status)).toEqual([401, 400, 403, 404]);
    expect(hidden.body.data).toMatchObject({
      status: 'Hidden',
      rating: 1,
      comment: 'Tidy.',
      hiddenReason: 'It names a number.',
    });
    expect([twice.status, twice.body.currentState]).toEqual([409, 'Hidden']);
    expect(lists.map((list) => list.length)).toEqual([2, 1, 2]);
    expect(rating).toEqual([0, 0, 0]);
    expect(shown.body.data).toMatchObject({ status: 'Revealed', hiddenReason: null });
    expect(await ratingOf(made.craftsman)).toEqual([1, 1, 1]);
    expect(await toldOf(made.client)).toContain('reviewHidden');
    const line = await ActivityModel.findOne({ action: 'review.hidden' }).orFail().lean();
    expect(line).toMatchObject({ target: { type: 'review', id }, reason: 'It names a number.' });
  });

  it('decides on none that is his own', async () => {
    const made = await aJob(app).completed();
    const { client: id } = await bothWritten(made);
    const moderator = await aModerator(app);
    await ReviewModel.updateOne({ _id: toObjectId(id) }, { $set: { 'subject.id': moderator.user._id } });

    const answer = await moderator.as.patch(`/api/admin/reviews/${id}`).send({ reason: 'It is rude.' });

    expect([answer.status, answer.body.code]).toEqual([403, 'review.ownCase']);
  });
});

describe('what is noted of reviews', () => {
  it('holds neither stars nor words, in no event and no line of the log', async () => {
    const made = await aJob(app).completed();
    await bothWritten(made, { client: 3, craftsman: 2 });
    await app.drainOutbox();

    const rows = await OutboxRowModel.find({ event: /^review/ }).lean();
    const lines = await ActivityModel.find({ action: /^review/ }).lean();
    const said = JSON.stringify([rows.map(({ data }) => data), lines.map(({ after: to }) => to)]);

    expect(rows.length).toBeGreaterThan(5);
    expect(lines).toHaveLength(3);
    expect(said).not.toMatch(/Tidy|rating|stars|comment/);
  });
});
