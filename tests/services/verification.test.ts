import { randomBytes } from 'node:crypto';
import mongoose from 'mongoose';
import { localFieldKey } from '../../src/config/secrets';
import { verificationCases } from '../../scripts/migrations/2026-11-28-verification-cases';
import { ActivityModel } from '../../src/models/activity.model';
import { MediaModel } from '../../src/models/media.model';
import { NotificationModel } from '../../src/models/notification.model';
import { UserModel } from '../../src/models/user.model';
import { VerificationModel } from '../../src/models/verification.model';
import { makeFieldKeys } from '../../src/services/fieldKeys/fieldKeys';
import { makeMasterKeys } from '../../src/services/fieldKeys/masterKeys';
import { makeSealedFiles } from '../../src/services/media/sealing';
import { sealPlainDocuments } from '../../src/services/media/sealPlain';
import { numberField } from '../../src/services/verification/papers';
import { after, days, minutes } from '../../src/utils/clock';
import { idOf, newId } from '../../src/utils/ids';
import { aVerifiedCraftsman } from '../factories/craftsman';
import { aJob } from '../factories/job';
import { aCraftsman, anAdmin, aModerator, type MadeUser } from '../factories/user';
import {
  aCase,
  approve,
  aTextCase,
  ID_NUMBER,
  papersFor,
  PDF,
  requestChanges,
  sendPapers,
} from '../factories/verification';
import { again } from '../helpers/again';
import { startTestApp } from '../helpers/app';
import { runTasks } from '../model/world/tasks';

const app = startTestApp();

const profileOf = async ({ user }: MadeUser) =>
  (await UserModel.findById(user._id).orFail().lean()).craftsman;
const follow = () => runTasks(app.container, ['follow-verifications']);
/** What a craftsman has been told, in words. */
const toldTo = async ({ user }: MadeUser): Promise<string[]> => {
  await app.drainOutbox();
  const told = await NotificationModel.find({ userId: user._id }).sort({ createdAt: 1, _id: 1 }).lean();
  return told.map(({ title }) => title);
};
/** The same user, signed in anew: tokens live for an hour. */
const now = async (who: MadeUser): Promise<MadeUser> => ({ ...who, as: await again(app, who) });
const quote = (who: MadeUser, jobId: string) =>
  who.as.post(`/api/jobs/${jobId}/quotes`).send({ price: 5_000 });

describe('an approval', () => {
  it('is reminded of 30, 7 and 1 days before its end, and ends', async () => {
    const [karim, admin] = [await aCraftsman(app), await anAdmin(app)];
    const id = await aTextCase(karim);
    await approve(admin, id);
    const until = (await profileOf(karim))?.verifiedUntil;
    const steps: [string, number][] = [
      ['a day before the first', 334],
      ['the first', 335],
      ['the second', 358],
      ['the third', 364],
      ['the end', 365],
      ['long after', 400],
    ];
    const begun = app.clock.now();

    for (const [, day] of steps) {
      app.clock.advance(after(begun, days(day)).getTime() - app.clock.now().getTime());
      await follow();
      await follow();
      await app.drainOutbox();
    }

    expect(until).toEqual(after(begun, days(365)));
    expect(await toldTo(karim)).toEqual([
      'You are verified',
      'Your verification ends in 30 days',
      'Your verification ends in 7 days',
      'Your verification ends in 1 day',
      'Your verification has ended',
    ]);
    expect(await profileOf(karim)).toMatchObject({ verificationStatus: 'Pending', verifiedUntil: until });
    expect(await VerificationModel.findById(id).lean()).toMatchObject({
      status: 'approved',
      lapsedAt: expect.any(Date),
    });
    expect(await ActivityModel.countDocuments({ action: 'verification.expired' })).toBe(1);
  });

  it('that is over takes no new quote and no invitation, to the second; what was offered before goes on', async () => {
    const karim = await aCraftsman(app);
    const { jobId, client } = await aJob(app).posted();
    const { jobId: another } = await aJob(app).posted();
    await approve(await anAdmin(app), await aTextCase(karim));
    await UserModel.updateOne(
      { _id: karim.user._id },
      { $set: { 'craftsman.verifiedUntil': after(app.clock.now(), minutes(30)) } },
    );

    app.clock.advance(minutes(30) - 1);
    const inTime = await quote(karim, jobId);
    app.clock.advance(1);
    const late = await quote(karim, another);
    const actions = await client.as.get(`/api/jobs/${jobId}/actions`);
    const hired = await client.as.post(`/api/jobs/${jobId}/quotes/${String(inTime.body.data.id)}/accept`);
    const { jobId: third, client: mona } = await aJob(app).posted();
    const invitation = await mona.as.post(`/api/jobs/${third}/invite`).send({ craftsmanId: karim.id });

    expect([inTime.status, late.status, late.body.code]).toEqual([201, 403, 'quote.notVerified']);
    expect(JSON.stringify(actions.body.data)).not.toMatch(/verif|expired/i);
    expect([hired.status, invitation.status, invitation.body.code]).toEqual([
      200,
      409,
      'invitation.craftsmanUnavailable',
    ]);
  });

  it('ends for all at the same place: the action list and the route give one reason', async () => {
    const { jobId } = await aJob(app).posted();
    const karim = await aCraftsman(app);
    await approve(await anAdmin(app), await aTextCase(karim));
    const first = await quote(karim, jobId);
    await karim.as.delete(`/api/jobs/${jobId}/quotes/${String(first.body.data.id)}`);
    await UserModel.updateOne(
      { _id: karim.user._id },
      { $set: { 'craftsman.verifiedUntil': app.clock.now() } },
    );

    const answer = await quote(karim, jobId);
    const { body } = await karim.as.get(`/api/jobs/${jobId}/actions`);

    const { cannot } = body.data as { cannot: { action: string; code: string }[] };
    expect(answer.body.code).toBe('quote.notVerified');
    expect(cannot.find(({ action }) => action === 'quote')?.code).toBe('quote.notVerified');
  });

  it('that a later one has followed is not spoken of any more', async () => {
    const [karim, admin] = [await aCraftsman(app), await anAdmin(app)];
    await approve(admin, await aTextCase(karim));
    await app.drainOutbox();
    app.clock.advance(days(340));
    await follow();
    await app.drainOutbox();
    await approve(await now(admin), await aTextCase(await now(karim)));
    await app.drainOutbox();

    app.clock.advance(days(300));
    await follow();

    expect(await toldTo(karim)).toEqual([
      'You are verified',
      'Your verification ends in 25 days',
      'You are verified',
    ]);
    expect(await profileOf(karim)).toMatchObject({ verificationStatus: 'Verified' });
  });

  it('that is over can be given anew', async () => {
    const [karim, admin] = [await aCraftsman(app), await anAdmin(app)];
    await approve(admin, await aTextCase(karim));
    app.clock.advance(days(366));
    await follow();
    const { jobId } = await aJob(app).posted();
    const later = await now(karim);

    const id = await aTextCase(later);
    const waiting = await quote(later, jobId);
    await approve(await now(admin), id);

    expect([waiting.status, (await quote(later, jobId)).status]).toEqual([403, 201]);
  });
});

describe('what a document says', () => {
  it('stands nowhere in the database, the log, an answer or an event', async () => {
    const [karim, admin] = [await aCraftsman(app), await anAdmin(app)];
    const answers: unknown[] = [];
    const first = await sendPapers(karim);
    const id = String(first.body.data.id);
    const [card] = await papersFor(admin, id);
    await admin.as.get(String(card?.numberUrl));
    answers.push(first.body, (await requestChanges(admin, id)).body, (await sendPapers(karim)).body);
    answers.push((await sendPapers(karim)).body, (await approve(admin, id)).body);
    answers.push((await admin.as.get('/api/admin/verifications?status=all')).body);
    const wrong = await karim.as
      .post('/api/users/craftsman/verification')
      .send({ bio: 'x', docNumbers: [`${ID_NUMBER}${'0'.repeat(80)}`] });
    await app.drainOutbox();

    const stored: string[] = [];
    for (const { name } of (await mongoose.connection.db?.listCollections().toArray()) ?? []) {
      const rows = await mongoose.connection.db?.collection(name).find().toArray();
      stored.push(JSON.stringify(rows));
    }

    expect(wrong.status).toBe(400);
    expect(stored.join()).toContain('sealedNumber');
    expect(stored.join()).not.toContain(ID_NUMBER);
    expect(JSON.stringify([...answers, wrong.body])).not.toContain(ID_NUMBER);
    expect(JSON.stringify(app.logger.lines)).not.toContain(ID_NUMBER);
  });

  it('is read after the master key was changed, and not with one that is missing', async () => {
    const [karim, noura] = [await aCraftsman(app), await aModerator(app)];
    const id = await aCase(karim);
    const [fresh, another] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];
    const before = localFieldKey(app.container.config.dataDir);
    const keysOf = (current: string, ...old: string[]) =>
      makeFieldKeys({ clock: app.clock, masterKeys: makeMasterKeys({ current, old }) });
    const { documents } = await VerificationModel.findById(id).orFail().lean();
    const [card, certificate] = documents;
    const read = async (fieldKeys: ReturnType<typeof keysOf>) => {
      const files = makeSealedFiles({ fieldKeys, provider: app.container.mediaProvider });
      const field = card ? numberField(idOf(card)) : '';
      const [number] = await fieldKeys.openAll(karim.id, [{ [field]: card?.sealedNumber ?? '' }]);
      const { bytes } = await files.readSealed(idOf(certificate?.mediaId ?? newId()));
      return [number?.[field], bytes];
    };

    const wrapped = await keysOf(fresh, before).rewrapAll();

    expect(wrapped).toBe(1);
    expect(await read(keysOf(fresh))).toEqual([ID_NUMBER, PDF]);
    await expect(read(keysOf(another))).rejects.toMatchObject({ code: 'server.keyMissing' });
    const [paper] = await papersFor(noura, id);
    expect((await noura.as.get(String(paper?.numberUrl))).body).toMatchObject({ code: 'server.keyMissing' });
  });

  it('cannot be put in the place of another document or another craftsman', async () => {
    const [karim, adel, noura] = [await aCraftsman(app), await aCraftsman(app), await aModerator(app)];
    const [one, two] = [await aCase(karim), await aCase(adel, '29912121212121')];
    const cardOf = ({ user }: MadeUser) =>
      MediaModel.findOne({ ownerId: user._id, purpose: 'document', contentType: 'image/jpeg' })
        .orFail()
        .lean();
    const [mine, his] = [await cardOf(karim), await cardOf(adel)];
    await MediaModel.updateOne({ _id: mine._id }, { $set: { key: 'gone' } });
    await MediaModel.updateOne({ _id: his._id }, { $set: { key: mine.key } });
    const numbers = await VerificationModel.findById(one).orFail().lean();
    await VerificationModel.updateOne(
      { _id: two },
      { $set: { 'documents.0.sealedNumber': numbers.documents[0]?.sealedNumber } },
    );

    const papers = await papersFor(noura, two);
    const [shown] = papers.filter(({ docType }) => docType === 'National ID');
    const answers = [await noura.as.get(String(shown?.docUrl)), await noura.as.get(String(shown?.numberUrl))];

    expect(answers.map(({ status }) => status)).toEqual([500, 500]);
    expect(JSON.stringify(answers.map(({ body }) => body as unknown))).not.toContain(ID_NUMBER);
  });
});

describe('what was there before there were cases', () => {
  it('becomes cases, once: their words, their turn, their end', async () => {
    const [karim, adel, hana] = [await aVerifiedCraftsman(app), await aCraftsman(app), await aCraftsman(app)];
    const at = after(app.clock.now(), -days(3));
    const old = (who: MadeUser, status: string, createdAt = at) => ({
      _id: newId(),
      craftsmanId: who.user._id,
      status,
      history: [{ event: 'create', from: null, to: 'Pending', by: { id: who.id }, at: createdAt }].concat(
        status === 'Pending'
          ? []
          : [{ event: 'x', from: 'Pending' as never, to: status, by: { id: 'staff' }, at: createdAt }],
      ),
      isOpen: status === 'Pending',
      skills: ['pipes'],
      documents: [
        {
          mediaId: newId(),
          key: 'private-documents/0.jpg',
          contentType: 'image/jpeg',
          docType: 'ID',
          docName: 'a',
        },
      ],
      portfolio: [],
      createdAt,
      updatedAt: createdAt,
    });
    const rows = [
      old(karim, 'Verified', after(at, -days(1))),
      old(karim, 'Verified'),
      old(adel, 'Pending'),
      old(hana, 'Rejected'),
    ];
    await VerificationModel.collection.insertMany(rows);

    const changed = [await verificationCases.run(), await verificationCases.run()];

    const cases = await VerificationModel.find().sort({ createdAt: 1, _id: 1 }).lean();
    expect(changed).toEqual([4, 0]);
    expect(cases.map(({ status }) => status).sort()).toEqual([
      'approved',
      'approved',
      'rejected',
      'submitted',
    ]);
    expect(cases.filter(({ remindsAt }) => remindsAt)).toMatchObject([{ _id: rows[1]?._id }]);
    expect(cases.filter(({ isWaiting }) => isWaiting)).toMatchObject([{ _id: rows[2]?._id, isOpen: true }]);
    expect(cases[3]?.history.every(({ to }) => to !== ('Pending' as never))).toBe(true);
    expect(Object.keys(cases[0]?.documents[0] ?? {})).not.toContain('key');
    expect((await profileOf(karim))?.verifiedUntil).toEqual(
      cases.find(({ remindsAt }) => remindsAt)?.expiresAt,
    );
    const admin = await anAdmin(app);
    expect((await approve(admin, idOf(rows[2]?._id ?? newId()))).status).toBe(200);
    expect((await admin.as.get('/api/admin/verifications?status=all')).body.data).toHaveLength(4);
  });

  it('has its files encrypted; what dies on the way is done again', async () => {
    const [karim, noura] = [await aCraftsman(app), await aModerator(app)];
    const id = await aCase(karim);
    const { mediaProvider: provider, fieldKeys } = app.container;
    const { documents } = await VerificationModel.findById(id).orFail().lean();
    const mediaId = documents[1]?.mediaId;
    const { key } = await provider.store({
      content: PDF,
      contentType: 'application/pdf',
      folder: 'documents',
      isPrivate: true,
    });
    await MediaModel.updateOne({ _id: mediaId ?? newId() }, { $set: { key }, $unset: { isSealed: 1 } });
    const [, plain] = await papersFor(noura, id);
    const before = await noura.as.get(String(plain?.docUrl)).buffer(true);

    const sealed = [
      await sealPlainDocuments({ provider, fieldKeys }),
      await sealPlainDocuments({ provider, fieldKeys }),
    ];

    const media = await MediaModel.findById(mediaId).orFail().lean();
    expect([before.body, sealed]).toEqual([PDF, [1, 0]]);
    expect(media.isSealed).toBe(true);
    expect((await provider.read(media.key))?.includes('certificate')).toBe(false);
    expect(await provider.read(key)).toBeUndefined();
    app.clock.advance(minutes(1));
    expect((await noura.as.get(String(plain?.docUrl)).buffer(true)).body).toEqual(PDF);
  });
});
