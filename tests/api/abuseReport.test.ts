import { ActivityModel } from '../../src/models/activity.model';
import { AbuseCaseModel } from '../../src/models/abuseCase.model';
import { NotificationModel } from '../../src/models/notification.model';
import { ReviewModel } from '../../src/models/review.model';
import { UserEventModel } from '../../src/models/userEvent.model';
import { UserModel } from '../../src/models/user.model';
import { days, hours, minutes } from '../../src/utils/clock';
import { newId } from '../../src/utils/ids';
import { aTalk, storedMessages, storedTalk, write } from '../factories/conversation';
import { aJob, storedJob } from '../factories/job';
import { aReviewedJob, caseOf, casesOf, decide, report, reportsOf } from '../factories/report';
import { aClient, aCraftsman, aModerator, anAdmin, type MadeUser } from '../factories/user';
import { again } from '../helpers/again';
import { startTestApp } from '../helpers/app';
import { eventsOf, noticesTo } from '../helpers/offers';

const app = startTestApp();

type Answer = { readonly status: number; readonly body: { readonly code?: string } };
const said = ({ status, body }: Answer) => [status, body.code];
const toldOf = async ({ id }: MadeUser) => (await noticesTo(id)).filter((name) => /^report/.test(name));

/** All that a user was ever told, as text. */
async function everythingToldTo({ user }: MadeUser): Promise<string> {
  const [notices, events] = await Promise.all([
    NotificationModel.find({ userId: user._id }).lean(),
    UserEventModel.find({ userId: user._id }).lean(),
  ]);
  return JSON.stringify([notices, events]);
}

/** Both have written, the craftsman twice: the ids of the messages in their order. */
async function aThread() {
  const talk = await aTalk(app);
  for (const [who, content] of [
    [talk.client, 'Good morning'],
    [talk.craftsman, 'You are a rude word'],
    [talk.craftsman, 'And one more'],
  ] as const) {
    await write(who, talk, content);
  }
  await app.drainOutbox();
  const ids = (await storedMessages(talk.id)).map(({ _id }) => _id.toHexString());
  return { talk, ids, rude: ids[1] ?? '' };
}

describe('what one sees is reported', () => {
  it('a user: staff reads what was shown, he himself hears nothing', async () => {
    const [reporter, bad] = [await aClient(app), await aCraftsman(app, { bio: 'Cheap, cheap' })];

    const answer = await report(reporter, 'user', bad.id).send({
      reason: 'Fraud',
      description: ' Asks for money. ',
    });
    await app.drainOutbox();

    const found = await caseOf(bad.id);
    expect(answer.status).toBe(201);
    expect(answer.body.data).toMatchObject({
      subject: { type: 'user', id: bad.id },
      reason: 'fraud',
      description: 'Asks for money.',
      status: 'Open',
    });
    expect(found).toMatchObject({ status: 'Open', isOpen: true, reportCount: 1, reasons: { fraud: 1 } });
    expect(await reportsOf(found.id)).toMatchObject([
      {
        reporterId: reporter.user._id,
        evidence: { type: 'user', fullName: 'Karim Hassan', bio: 'Cheap, cheap' },
      },
    ]);
    expect(await eventsOf(/^abuseReport/)).toEqual(['abuseReport.filed']);
    expect(await ActivityModel.findOne({ action: 'abuseReport.filed' }).lean()).toMatchObject({
      actor: { id: reporter.id },
      target: { type: 'abuseCase', id: found.id },
    });
    expect(await everythingToldTo(bad)).toBe('[[],[]]');
  });

  it('a job, which counts no view, and a review about oneself', async () => {
    const posted = await aJob(app).posted();
    const { reviewId, craftsman } = await aReviewedJob(app);

    const answers = [
      await report(await aCraftsman(app), 'job', posted.jobId),
      await report(craftsman, 'review', reviewId),
    ];

    const [ofJob, ofReview] = [await caseOf(posted.jobId), await caseOf(reviewId)];
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(await reportsOf(ofJob.id)).toMatchObject([
      { evidence: { type: 'job', title: posted.job.title, description: posted.job.description } },
    ]);
    expect(await reportsOf(ofReview.id)).toMatchObject([
      { evidence: { type: 'review', rating: 5, comment: 'Tidy work.', status: 'Revealed' } },
    ]);
    expect((await storedJob(posted.jobId)).views ?? 0).toBe(0);
  });

  it('a message among its neighbours, which is all that staff reads of the thread', async () => {
    const { talk, ids, rude } = await aThread();
    const moderator = await aModerator(app);

    const answer = await report(talk.client, 'message', rude).send({ reason: 'harassment' });

    const found = await caseOf(rude);
    const { body } = await moderator.as.get(`/api/admin/reports/${found.id}`);
    expect(answer.status).toBe(201);
    expect(body.data).toMatchObject({ about: { id: talk.craftsman.id }, reportCount: 1 });
    expect(body.data.reports[0]).toMatchObject({
      reporter: { id: talk.client.id },
      evidence: {
        type: 'message',
        conversationId: talk.id,
        messages: [
          { id: ids[0], content: 'Good morning', sender: { id: talk.client.id }, isReported: false },
          { id: rude, content: 'You are a rude word', isReported: true },
          { id: ids[2], content: 'And one more', isReported: false },
        ],
      },
    });
  });

  it('and nothing else: it is not there, word for word', async () => {
    const { talk, rude } = await aThread();
    const sealed = await aJob(app).completed();
    await sealed.client.as.post('/api/reviews').send({ jobId: sealed.jobId, rating: 1 });
    const review = await ReviewModel.findOne({ jobId: sealed.job._id }).orFail().lean();
    const [stranger, admin] = [await aCraftsman(app), await anAdmin(app)];

    const answers = [
      await report(stranger, 'message', rude),
      await report(admin, 'message', rude),
      await report(sealed.craftsman, 'review', review._id.toHexString()),
      await report(await aModerator(app), 'review', review._id.toHexString()),
      await report(stranger, 'job', sealed.jobId),
      await report(stranger, 'user', admin.id),
    ];
    const absent = await report(stranger, 'job', newId().toHexString());

    const bodyOf = ({ body }: typeof absent) => ({ ...body, requestId: null });
    expect(absent.status).toBe(404);
    expect(answers.map(bodyOf)).toEqual(answers.map(() => bodyOf(absent)));
    expect(await AbuseCaseModel.countDocuments()).toBe(0);
    expect(talk.id).toBeDefined();
  });

  it('not oneself, not one’s own, not without a reason, not twice, not for ever', async () => {
    const { client, jobId, craftsman, reviewId } = await aReviewedJob(app);
    await report(craftsman, 'user', client.id);

    expect(said(await report(client, 'user', client.id))).toEqual([403, 'abuseReport.own']);
    expect(said(await report(client, 'job', jobId))).toEqual([403, 'abuseReport.own']);
    expect(said(await report(client, 'review', reviewId))).toEqual([403, 'abuseReport.own']);
    expect(said(await report(craftsman, 'user', client.id))).toEqual([409, 'abuseReport.alreadyReported']);
    expect(said(await report(client, 'user', craftsman.id).send({ reason: 'other' }))).toEqual([
      400,
      'request.invalid',
    ]);
    expect(said(await report(client, 'user', craftsman.id).send({ reason: 'rude' }))).toEqual([
      400,
      'request.invalid',
    ]);
    const [found] = await casesOf(client.id);
    expect(found).toMatchObject({ reportCount: 1, reasons: { spam: 1 } });
    const many = await Promise.all(
      Array.from({ length: 10 }, () => report(client, 'user', newId().toHexString())),
    );
    expect(many.some(({ status }) => status === 429)).toBe(true);
  });
});

describe('the queue of staff', () => {
  it('has one case for each thing, the longest waiting first; by type and state, by cursor', async () => {
    const { talk, rude } = await aThread();
    const moderator = await aModerator(app);
    await report(talk.craftsman, 'job', talk.jobId);
    app.clock.advance(minutes(1));
    await report(talk.client, 'message', rude);
    app.clock.advance(minutes(1));
    await report(talk.client, 'user', talk.craftsman.id);
    await report(await aClient(app), 'user', talk.craftsman.id).send({ reason: 'fraud' });
    const list = (query = '') => moderator.as.get(`/api/admin/reports${query}`);
    const typesOf = async (query?: string) =>
      ((await list(query)).body.data as { subject: { type: string } }[]).map(({ subject }) => subject.type);

    const first = await list('?limit=2');
    const { nextCursor } = first.body.pagination;

    expect(await typesOf()).toEqual(['job', 'message', 'user']);
    expect(await typesOf(`?limit=2&cursor=${String(nextCursor)}`)).toEqual(['user']);
    expect(await typesOf('?type=message')).toEqual(['message']);
    expect(await typesOf('?status=Taken')).toEqual([]);
    expect(await typesOf('?type=job&status=open')).toEqual(['job']);
    expect((await list('?type=user')).body.data[0]).toMatchObject({
      about: { id: talk.craftsman.id },
      reportCount: 2,
      reasons: { spam: 1, fraud: 1 },
      takenBy: null,
      outcome: null,
    });
  });

  it('stands in the inbox with its clock', async () => {
    const [reporter, bad] = [await aClient(app), await aCraftsman(app)];
    await report(reporter, 'user', bad.id);
    const since = app.clock.now();
    app.clock.advance(minutes(10));

    const { body } = await (await aModerator(app)).as.get('/api/admin/inbox');

    expect(body.data.counts).toMatchObject({ report: 1 });
    expect(body.data.items).toMatchObject([
      {
        kind: 'report',
        since: since.toISOString(),
        waitingSeconds: 600,
        isOverdue: false,
        facts: { subjectType: 'user', subjectId: bad.id, reports: 1, status: 'Open' },
      },
    ]);
  });

  it('is taken: nobody else decides for a day, but an admin may', async () => {
    const bad = await aCraftsman(app);
    await report(await aClient(app), 'user', bad.id);
    const { id } = await caseOf(bad.id);
    const [first, second, admin] = [await aModerator(app), await aModerator(app), await anAdmin(app)];

    const taken = await decide(first, id, 'take');

    expect(taken.body.data).toMatchObject({ status: 'Taken', takenBy: { id: first.id } });
    expect(said(await decide(second, id, 'dismiss'))).toEqual([409, 'abuseReport.takenByAnother']);
    expect(said(await decide(second, id, 'take'))).toEqual([409, 'abuseReport.takenByAnother']);
    expect((await decide(admin, id, 'take')).body.data).toMatchObject({ takenBy: { id: admin.id } });
    app.clock.advance(hours(24));
    const later = { as: await again(app, second) };
    expect((await decide(later, id, 'dismiss')).body.data).toMatchObject({ status: 'Closed' });
    expect(await eventsOf(/^abuseReport/)).toEqual([
      'abuseReport.filed',
      'abuseReport.taken',
      'abuseReport.taken',
      'abuseReport.decided',
    ]);
  });
});

describe('staff decides', () => {
  it('to dismiss: all who have reported hear that it was looked at; the next report is a new case', async () => {
    const bad = await aCraftsman(app);
    const reporters = [await aClient(app), await aClient(app, { locale: 'ar' })] as const;
    for (const reporter of reporters) {
      await report(reporter, 'user', bad.id);
    }
    const { id } = await caseOf(bad.id);
    const moderator = await aModerator(app);

    const answer = await decide(moderator, id, 'dismiss');
    await app.drainOutbox();

    expect(answer.body.data).toMatchObject({
      status: 'Closed',
      outcome: { decision: 'dismiss', reason: 'Against the rules', by: { id: moderator.id } },
    });
    expect(await Promise.all(reporters.map(toldOf))).toEqual([['reportDismissed'], ['reportDismissed']]);
    expect(await everythingToldTo(reporters[0])).not.toContain('Against the rules');
    expect(await everythingToldTo(bad)).toBe('[[],[]]');
    expect(said(await decide(moderator, id, 'dismiss'))).toEqual([409, 'workflow.wrongState']);
    expect((await report(reporters[0], 'user', bad.id)).status).toBe(201);
    expect((await casesOf(bad.id)).map(({ isOpen, openKey }) => [isOpen, openKey !== undefined])).toEqual([
      [false, false],
      [true, true],
    ]);
  });

  it('to hide a review: the rating follows in the same step', async () => {
    const { reviewId, craftsman, client } = await aReviewedJob(app);
    await report(craftsman, 'review', reviewId);
    const { id } = await caseOf(reviewId);

    const answer = await decide(await aModerator(app), id, 'hideReview');
    await app.drainOutbox();

    expect(answer.body.data).toMatchObject({ status: 'Closed', outcome: { decision: 'hideReview' } });
    expect(await ReviewModel.findById(reviewId).lean()).toMatchObject({ status: 'Hidden' });
    expect(await UserModel.findById(craftsman.id).lean()).toMatchObject({ rating: 0, ratingCount: 0 });
    expect(await toldOf(craftsman)).toEqual(['reportActioned']);
    expect(await noticesTo(client.id)).toContain('reviewHidden');
    expect(await ActivityModel.distinct('action', { action: /^(review\.hidden|abuseReport\.)/ })).toEqual(
      expect.arrayContaining(['abuseReport.decided', 'abuseReport.filed', 'review.hidden']),
    );
  });

  it('to hide a job, also where another way has hidden it already', async () => {
    const made = await aJob(app).posted();
    const reporter = await aCraftsman(app);
    await report(reporter, 'job', made.jobId);
    const admin = await anAdmin(app);
    await admin.as.patch(`/api/admin/jobs/${made.jobId}`).send({ isHidden: true, reason: 'Spam' });

    const answer = await decide(await aModerator(app), (await caseOf(made.jobId)).id, 'hideJob');
    await app.drainOutbox();

    expect(answer.status).toBe(200);
    expect((await storedJob(made.jobId)).isHidden).toBe(true);
    expect((await eventsOf(/^job.moderated/)).length).toBe(1);
    expect(await toldOf(reporter)).toEqual(['reportActioned']);
  });

  it('to ban the one who is responsible, whatever was reported; he never learns by whom', async () => {
    const { talk, rude } = await aThread();
    await report(talk.client, 'message', rude);
    const { id } = await caseOf(rude);
    const until = new Date(app.clock.now().getTime() + days(30)).toISOString();

    const answer = await decide(await aModerator(app), id, 'ban').send({
      reason: 'Insults',
      level: 'suspended',
      until,
    });
    await app.drainOutbox();

    expect(answer.status).toBe(200);
    expect((await UserModel.findById(talk.craftsman.id).orFail().lean()).ban).toMatchObject({
      level: 'suspended',
      reason: 'Insults',
    });
    expect((await talk.craftsman.as.get('/api/users/me')).status).toBeGreaterThanOrEqual(401);
    const banned = await NotificationModel.find({ userId: talk.craftsman.user._id, name: 'banned' }).lean();
    expect(banned).toHaveLength(1);
    expect(JSON.stringify(banned)).not.toContain(talk.client.id);
  });

  it('to remove a message: a notice for both, its words nowhere but in the report', async () => {
    const { talk, ids } = await aThread();
    const last = ids[2] ?? '';
    await report(talk.client, 'message', last);
    const moderator = await aModerator(app);
    const { id } = await caseOf(last);

    const answer = await decide(moderator, id, 'removeMessage');
    await app.drainOutbox();

    const notice = 'This message was removed.';
    expect(answer.body.data.reports[0].evidence.messages[2]).toMatchObject({ content: 'And one more' });
    for (const who of [talk.client, talk.craftsman]) {
      const messages = await who.as.get(`${talk.path}/messages`);
      const list = await who.as.get('/api/conversations');
      const found = await who.as.get(`${talk.path}/messages?search=more`);
      expect(messages.body.data[0]).toMatchObject({
        id: last,
        content: notice,
        isRemoved: true,
        attachments: [],
      });
      expect(messages.body.data[1]).toMatchObject({ content: 'You are a rude word', isRemoved: false });
      expect(list.body.data[0].lastMessage).toMatchObject({ content: notice, isRemoved: true });
      expect(found.body.data).toEqual([]);
      expect(await everythingToldTo(who)).not.toContain('And one more');
      expect(
        await UserEventModel.findOne({ userId: who.user._id, name: 'message_removed' }).lean(),
      ).toMatchObject({
        payload: { messageId: last, conversationId: talk.id, number: 3 },
      });
    }
    expect((await storedTalk(talk.id)).messageCount).toBe(3);
    expect(await noticesTo(talk.craftsman.id)).toContain('messageRemoved');
    expect(await toldOf(talk.craftsman)).toEqual([]);
    expect(await eventsOf(/^message.removed/)).toEqual(['message.removed']);
  });

  it('not on his own case, not on staff below the right, not what does not fit', async () => {
    const { talk, rude } = await aThread();
    const [moderator, admin] = [await aModerator(app), await anAdmin(app)];
    await report(talk.client, 'message', rude);
    await report(moderator, 'user', talk.craftsman.id);
    const [ofMessage, ofUser] = [await caseOf(rude), await caseOf(talk.craftsman.id)];

    expect(said(await decide(moderator, ofUser.id, 'dismiss'))).toEqual([403, 'abuseReport.ownCase']);
    expect(said(await decide(moderator, ofMessage.id, 'hideJob'))).toEqual([
      409,
      'abuseReport.wrongDecision',
    ]);
    expect(said(await decide(moderator, ofMessage.id, 'dismiss').send({ reason: null }))).toEqual([
      400,
      'request.invalid',
    ]);
    expect(said(await decide(moderator, newId().toHexString(), 'dismiss'))).toEqual([
      404,
      'request.notFound',
    ]);
    // Whoever was reported has become an admin since.
    await UserModel.updateOne({ _id: talk.craftsman.user._id }, { $push: { roles: 'admin' } });
    expect(said(await decide(moderator, ofMessage.id, 'removeMessage'))).toEqual([403, 'staff.notStaff']);
    expect(said(await decide(moderator, ofMessage.id, 'take'))).toEqual([403, 'staff.notStaff']);
    expect((await caseOf(rude)).status).toBe('Open');
    expect((await decide(admin, ofMessage.id, 'removeMessage')).status).toBe(200);
  });

  it('and nothing is half done: a ban that cannot be leaves the case as it was', async () => {
    const bad = await aCraftsman(app);
    const reporter = await aClient(app);
    await report(reporter, 'user', bad.id);
    const { id } = await caseOf(bad.id);

    const answer = await decide(await aModerator(app), id, 'ban').send({
      reason: 'Insults',
      until: '2020-01-01T00:00:00.000Z',
    });
    await app.drainOutbox();

    expect(said(answer)).toEqual([400, 'request.invalid']);
    expect(await caseOf(bad.id)).toMatchObject({ status: 'Open', isOpen: true });
    expect(await toldOf(reporter)).toEqual([]);
  });
});
