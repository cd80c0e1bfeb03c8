import { reportEvidence } from '../../scripts/checks/evidence';
import { DisputeModel, type Dispute } from '../../src/models/dispute.model';
import { DisputeEvidenceModel } from '../../src/models/disputeEvidence.model';
import { DisputeNoteModel } from '../../src/models/disputeNote.model';
import { MediaModel } from '../../src/models/media.model';
import { after, hours } from '../../src/utils/clock';
import { newId } from '../../src/utils/ids';
import { faultsOfEvidence } from '../../src/services/disputes/evidenceChain';
import { aTalk, write } from '../factories/conversation';
import { aPaidJob } from '../factories/paidJob';
import { aClient, aCraftsman, aModerator, anAdmin, type MadeUser } from '../factories/user';
import { again } from '../helpers/again';
import { startTestApp } from '../helpers/app';
import { eventsOf, noticesTo } from '../helpers/offers';
import { aJpeg } from '../support/pictures';

const app = startTestApp();

const BODY = { reason: 'poor_quality', description: 'The pipe still drips.' };

/** An Escrow in progress that its client disputes. */
async function disputed() {
  const made = await aPaidJob(app, 'Escrow', { state: 'inProgress' });
  const answer = await made.client.as.post('/api/disputes').send({ jobId: made.jobId, ...BODY });
  expect(answer.status).toBe(201);
  return { ...made, id: answer.body.data.id as string };
}

const stored = (id: string): Promise<Dispute> => DisputeModel.findById(id).orFail().lean<Dispute>();
const send = async (who: MadeUser, path: string, body: object = {}) =>
  (await again(app, who)).post(`/api${path}`).send(body);
const see = async (who: MadeUser, id: string) => (await again(app, who)).get(`/api/disputes/${id}`);
const toldOf = async ({ id }: MadeUser) => (await noticesTo(id)).filter((name) => name.startsWith('dispute'));
const codes = (answers: readonly { status: number; body: { code?: string } }[]) =>
  answers.map(({ status, body }) => [status, body.code]);

describe('the other side answers', () => {
  it('once and in time: it is evidence, both are told, its clock stops', async () => {
    const { client, craftsman, id } = await disputed();

    const answer = await send(craftsman, `/disputes/${id}/answer`, { text: 'It is another pipe.' });
    await app.drainOutbox();

    expect(answer.status).toBe(200);
    expect(answer.body.data).toMatchObject({
      answeredAt: app.clock.now().toISOString(),
      evidenceCount: 1,
      evidence: [{ seq: 1, kind: 'answer', by: 'craftsman', text: 'It is another pipe.' }],
      upcoming: [{ what: 'decisionDue' }],
      can: { answer: false, addEvidence: true, offerSettlement: true, appeal: false },
      whyNot: { answer: 'dispute.alreadyAnswered', appeal: 'workflow.wrongState' },
    });
    expect((await stored(id)).answerNextAt).toBeUndefined();
    expect(await eventsOf(/^dispute/)).toEqual(['dispute.opened', 'dispute.answered']);
    expect(await toldOf(client)).toEqual(['disputeAnswered', 'disputeOpened']);
  });

  it('and nobody else, not twice, and not without words', async () => {
    const { client, craftsman, id } = await disputed();
    const [stranger, moderator] = [await aCraftsman(app), await aModerator(app)];
    const body = { text: 'It is another pipe.' };

    const answers = [
      await app.http.post(`/api/disputes/${id}/answer`).send(body),
      await send(moderator, `/disputes/${id}/answer`, body),
      await send(stranger, `/disputes/${id}/answer`, body),
      await send(craftsman, `/disputes/${newId().toHexString()}/answer`, body),
      await send(client, `/disputes/${id}/answer`, body),
      await send(craftsman, `/disputes/${id}/answer`),
      await send(craftsman, `/disputes/${id}/answer`, { text: 'x'.repeat(5_001) }),
      await send(craftsman, `/disputes/${id}/answer`, body),
      await send(craftsman, `/disputes/${id}/answer`, body),
    ];

    expect(codes(answers)).toEqual([
      [401, 'auth.required'],
      [403, 'access.forbidden'],
      [404, 'request.notFound'],
      [404, 'request.notFound'],
      [409, 'dispute.yours'],
      [400, 'dispute.nothingGiven'],
      [400, 'request.invalid'],
      [200, undefined],
      [409, 'dispute.alreadyAnswered'],
    ]);
    expect(await DisputeEvidenceModel.countDocuments({})).toBe(1);
  });

  it('or lets 48 hours pass: it is reminded, then that is marked, and the dispute goes on', async () => {
    const { client, craftsman, id } = await disputed();
    const openedAt = app.clock.now();
    const follow = async () => {
      await app.container.tasks.runNow('follow-disputes');
      await app.drainOutbox();
    };
    await follow();
    expect(await toldOf(craftsman)).toEqual(['disputeOpened']);

    app.clock.advance(hours(24));
    await follow();
    await follow();
    expect(await toldOf(craftsman)).toEqual(['disputeAnswerDue', 'disputeOpened']);
    expect(await toldOf(client)).toEqual(['disputeOpened']);

    app.clock.set(after(openedAt, hours(48) - 1));
    await follow();
    expect((await stored(id)).unansweredAt).toBeUndefined();
    app.clock.advance(1);
    const late = await send(craftsman, `/disputes/${id}/answer`, { text: 'Here I am.' });
    await follow();

    expect(codes([late])).toEqual([[409, 'dispute.answerTooLate']]);
    expect(await stored(id)).toMatchObject({ status: 'Open', unansweredAt: app.clock.now() });
    expect(await toldOf(client)).toEqual(['disputeOpened', 'disputeUnanswered']);
    const seen = await see(craftsman, id);
    expect(seen.body.data).toMatchObject({
      unansweredAt: app.clock.now().toISOString(),
      can: { answer: false, addEvidence: true },
      upcoming: [{ what: 'decisionDue' }],
    });
    expect((await send(craftsman, `/disputes/${id}/evidence`, { text: 'Still.' })).status).toBe(201);
  });
});

describe('evidence', () => {
  it('is words, files and what was uploaded before; in a chain, for both and for staff', async () => {
    const { client, craftsman, id } = await disputed();
    const picture = await aJpeg();
    const uploaded = await craftsman.as
      .post('/api/uploads')
      .field('purpose', 'evidence')
      .attach('file', picture, 'before.jpg');
    const fileId = uploaded.body.data.files?.[0]?.id ?? uploaded.body.data.id;

    const first = await client.as
      .post(`/api/disputes/${id}/evidence`)
      .field('text', 'The day after.')
      .attach('photos', picture, 'after.jpg');
    const second = await send(craftsman, `/disputes/${id}/evidence`, { files: [fileId] });

    expect([uploaded.status, first.status, second.status]).toEqual([201, 201, 201]);
    const moderator = await aModerator(app);
    for (const who of [client, craftsman, moderator]) {
      const { data } = (await see(who, id)).body;
      expect(data.evidence).toMatchObject([
        { seq: 1, by: 'client', text: 'The day after.', files: [{ contentType: 'image/jpeg' }] },
        { seq: 2, by: 'craftsman', text: null, files: [{ id: fileId }] },
      ]);
      expect((await app.http.get(new URL(data.evidence[1].files[0].url, 'http://x').pathname)).status).toBe(
        404,
      );
    }
    const media = await MediaModel.find({ 'attachedTo.type': 'dispute' }).lean();
    expect(media.map(({ state, isPrivate }) => [state, isPrivate])).toEqual([
      ['attached', true],
      ['attached', true],
    ]);
    const chain = await DisputeEvidenceModel.find({}).sort({ seq: 1 }).lean();
    expect(chain.flatMap(({ files }) => files.map(({ sha256 }) => sha256.length))).toEqual([64, 64]);
    expect(faultsOfEvidence(await stored(id), chain)).toEqual([]);
  });

  it('that is changed later is found by the check of the data', async () => {
    const { client, id } = await disputed();
    const said = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    await send(client, `/disputes/${id}/evidence`, { text: 'It drips.' });

    const before = await reportEvidence();
    await DisputeEvidenceModel.updateOne({}, { $set: { text: 'It pours.' } });

    expect([before, await reportEvidence()]).toEqual([true, false]);
    expect(said.mock.calls.flat()).toContainEqual(`  dispute ${id}: number 1 was changed\n`);
  });

  it('is what was said between the two, as it was then; another’s message is not there', async () => {
    const { client, craftsman, jobId, id } = await disputed();
    const other = await aTalk(app, 'inProgress', { client });
    const { body } = await client.as
      .post('/api/conversations')
      .send({ jobId, participantId: craftsman.id })
      .expect(201);
    const talk = { path: `/api/conversations/${body.data.id}` };
    const known = (await write(craftsman, talk, 'I come tomorrow.')).body.data.id as string;
    const strange = (await write(other.craftsman, other, 'I come today.')).body.data.id as string;
    const path = `/disputes/${id}/evidence`;

    const given = await send(client, path, { messageIds: [known] });
    const refused = [
      await send(client, path, { messageIds: [strange] }),
      await send(client, path, { messageIds: [known, newId().toHexString()] }),
    ];

    expect(given.status).toBe(201);
    expect(codes(refused)).toEqual(refused.map(() => [400, 'dispute.messageNotFound']));
    expect((await see(craftsman, id)).body.data.evidence).toMatchObject([
      { messages: [{ id: known, by: 'craftsman', content: 'I come tomorrow.' }] },
    ]);
  });

  it('is given by the two sides while the dispute lasts, and of their own files only', async () => {
    const { client, craftsman, id } = await disputed();
    const [stranger, moderator] = [await aClient(app), await aModerator(app)];
    const path = `/disputes/${id}/evidence`;
    const early = [
      await app.http.post(`/api${path}`).send({ text: 'x' }),
      await send(moderator, path, { text: 'x' }),
      await send(stranger, path, { text: 'x' }),
      await send(client, path),
      await send(client, path, { files: [newId().toHexString()] }),
      await send(client, path, { messageIds: [newId().toHexString()] }),
    ];
    await send(moderator, `/admin/disputes/${id}/resolve`, { decision: 'refund', reason: 'It is so.' });

    const late = await send(craftsman, path, { text: 'x' });

    expect(codes([...early, late])).toEqual([
      [401, 'auth.required'],
      [403, 'access.forbidden'],
      [404, 'request.notFound'],
      [400, 'dispute.nothingGiven'],
      [400, 'media.notUsable'],
      [400, 'dispute.messageNotFound'],
      [409, 'workflow.wrongState'],
    ]);
    expect(late.body.currentState).toBe('Resolved');
    expect(await DisputeEvidenceModel.countDocuments({})).toBe(0);
  });
});

describe('staff', () => {
  it('take a dispute: both sides see that, not who; of two one has it', async () => {
    const { client, jobId, id } = await disputed();
    const [one, other] = [await aModerator(app), await anAdmin(app)];

    const taken = await send(one, `/admin/disputes/${id}/take`);
    const again_ = await send(other, `/admin/disputes/${id}/take`);
    await app.drainOutbox();

    expect(taken.body.data).toMatchObject({
      status: 'UnderReview',
      takenBy: { id: one.id },
      can: { take: false, note: true, resolve: true },
    });
    expect([again_.status, again_.body.currentState]).toEqual([409, 'UnderReview']);
    const seen = await see(client, id);
    expect(seen.body.data).toMatchObject({ status: 'UnderReview', takenAt: app.clock.now().toISOString() });
    expect(JSON.stringify(seen.body)).not.toContain(one.id);
    expect(await eventsOf(/^dispute/)).toEqual(['dispute.opened', 'dispute.taken']);
    const list = await one.as.get(`/api/jobs/${jobId}/actions`);
    expect(list.body.data.can).toContainEqual(expect.objectContaining({ action: 'resolveDispute' }));
  });

  it('note what only staff can see, and change nothing by it', async () => {
    const { client, craftsman, id } = await disputed();
    const [moderator, admin] = [await aModerator(app), await anAdmin(app)];
    const before = [(await see(client, id)).body.data, (await see(craftsman, id)).body.data];
    app.clock.advance(hours(1) / 60);

    const noted = await send(moderator, `/admin/disputes/${id}/notes`, { text: 'Seen before.' });
    await app.drainOutbox();

    expect(noted.status).toBe(201);
    expect((await see(admin, id)).body.data.notes).toMatchObject([
      { text: 'Seen before.', by: { id: moderator.id } },
    ]);
    expect([(await see(client, id)).body.data, (await see(craftsman, id)).body.data]).toEqual(before);
    expect(before[0]).not.toHaveProperty('notes');
    const refused = [
      await send(client, `/admin/disputes/${id}/notes`, { text: 'x' }),
      await send(moderator, `/admin/disputes/${id}/notes`),
      await send(moderator, `/admin/disputes/${newId().toHexString()}/notes`, { text: 'x' }),
      await app.http.post(`/api/admin/disputes/${id}/notes`).send({ text: 'x' }),
      await send(client, `/admin/disputes/${id}/take`),
      await send(moderator, `/admin/disputes/${newId().toHexString()}/take`),
    ];
    expect(refused.map(({ status }) => status)).toEqual([403, 400, 404, 401, 403, 404]);
    expect(await DisputeNoteModel.countDocuments({})).toBe(1);
  });

  it('are reminded before 72 hours are over, and when they are; who took it alone', async () => {
    const { id } = await disputed();
    const [one, other] = [await aModerator(app), await anAdmin(app)];
    const follow = async () => {
      await app.container.tasks.runNow('follow-disputes');
      await app.drainOutbox();
    };
    app.clock.advance(hours(48));
    await follow();
    await follow();
    expect([await toldOf(one), await toldOf(other)]).toEqual([
      ['disputeDecisionDue'],
      ['disputeDecisionDue'],
    ]);

    await send(one, `/admin/disputes/${id}/take`);
    app.clock.advance(hours(24));
    await follow();
    await follow();

    expect(await toldOf(one)).toEqual(['disputeDecisionDue', 'disputeDecisionLate']);
    expect(await toldOf(other)).toEqual(['disputeDecisionDue']);
    expect((await stored(id)).decisionNextAt).toBeUndefined();
    const inbox = await (await again(app, one)).get('/api/admin/inbox');
    expect(inbox.body.data.items).toContainEqual(expect.objectContaining({ kind: 'dispute', id }));
  });
});

describe('lists of disputes', () => {
  it('one’s own, the newest first, by state and page; for staff all', async () => {
    const first = await disputed();
    app.clock.advance(1_000);
    const second = await disputed();
    const [moderator, stranger] = [await aModerator(app), await aClient(app)];
    await send(moderator, `/admin/disputes/${first.id}/take`);
    const ids = async (who: MadeUser, query = '') => {
      const { status, body } = await (await again(app, who)).get(`/api/disputes${query}`);
      expect(status).toBe(200);
      return body.data.map(({ id }: { id: string }) => id);
    };

    expect(await ids(first.client)).toEqual([first.id]);
    expect(await ids(second.craftsman)).toEqual([second.id]);
    expect(await ids(second.craftsman, '?status=UnderReview')).toEqual([]);
    expect(await ids(stranger)).toEqual([]);
    expect(await ids(moderator)).toEqual([first.id, second.id]);
    expect(await ids(moderator, '?status=open')).toEqual([second.id]);
    expect(await ids(moderator, '?limit=1&page=2')).toEqual([second.id]);
    expect((await app.http.get('/api/disputes')).status).toBe(401);
    expect((await first.client.as.get('/api/disputes?status=none')).status).toBe(400);
    const [listed] = (await first.client.as.get('/api/disputes')).body.data;
    expect(listed).not.toHaveProperty('evidence');
    expect(listed).not.toHaveProperty('myOffer');
  });
});
