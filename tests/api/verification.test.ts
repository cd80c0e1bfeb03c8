import { ActivityModel } from '../../src/models/activity.model';
import { DevMessageModel } from '../../src/models/devMessage.model';
import { MediaModel } from '../../src/models/media.model';
import { NotificationModel } from '../../src/models/notification.model';
import { UserModel, type User } from '../../src/models/user.model';
import { VerificationModel } from '../../src/models/verification.model';
import { after, days } from '../../src/utils/clock';
import { newId } from '../../src/utils/ids';
import { aVerifiedCraftsman } from '../factories/craftsman';
import { aService } from '../factories/service';
import { aClient, aCraftsman, anAdmin, aModerator, type MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';
import { aJpeg } from '../support/pictures';

const app = startTestApp();

const PATH = '/api/users/craftsman/verification';
const SAID = { skills: ['pipes'], bio: 'Plumber', yearsOfExperience: 12 };
const stored = (who: MadeUser): Promise<User> =>
  UserModel.findById(who.user._id).orFail().lean<User>().exec();
const statusOf = async (who: MadeUser): Promise<string | undefined> =>
  (await stored(who)).craftsman?.verificationStatus;
/** A waiting request; says its id. */
async function submitted(who: MadeUser): Promise<string> {
  const { body } = await who.as.post(PATH).send(SAID);
  return String(body.data.id);
}
const approve = (staff: MadeUser, id: string) => staff.as.post(`/api/admin/verifications/${id}/approve`);
const reject = (staff: MadeUser, id: string, reason = 'The photo cannot be read') =>
  staff.as.post(`/api/admin/verifications/${id}/reject`).send({ reason });
/** From now on craftsmen must show these. */
const require = (admin: MadeUser, craftsman: string[], scope = 'global') =>
  admin.as.put('/api/admin/settings').send({
    edits: [{ key: 'verification.requiredDocuments', scope, value: { craftsman } }],
    reason: 'KYC',
  });

describe('POST /api/users/craftsman/verification', () => {
  it('with files keeps the papers private and shows the work', async () => {
    const karim = await aCraftsman(app);
    const { id: serviceId } = await aService(app, { names: { en: 'Plumbing', ar: 'سباكة' } });
    const picture = await aJpeg();

    const answer = await karim.as
      .post(PATH)
      .field('skills[]', 'pipes')
      .field('skills[]', 'boilers')
      .field('bio', 'Plumber for twelve years.')
      .field('service', 'Plumbing')
      .field('yearsOfExperience', '12')
      .field('docTypes', 'National ID')
      .field('docTypes', 'Certificate')
      .field('docNames', 'Front, in colour')
      .attach('verificationDocs', picture, 'id.jpg')
      .attach('verificationDocs', Buffer.from('%PDF-1.4 paper'), 'paper.pdf')
      .attach('portfolioImages', picture, 'bath.jpg');

    expect(answer.status).toBe(201);
    expect(answer.body.data).toMatchObject({
      status: 'Pending',
      skills: ['pipes', 'boilers'],
      service: { id: serviceId, name: 'Plumbing' },
      yearsOfExperience: 12,
      verificationDocs: [
        { docType: 'National ID', docName: 'Front', contentType: 'image/jpeg' },
        { docType: 'Certificate', docName: 'in colour', contentType: 'application/pdf' },
      ],
      reason: null,
      decidedAt: null,
    });
    const [url = ''] = answer.body.data.portfolioImageUrls as string[];
    expect((await app.http.get(url)).status).toBe(200);
    const me = await karim.as.get('/api/users/me');
    expect(me.body.data.craftsmanInfo).toMatchObject({
      skills: ['pipes', 'boilers'],
      bio: 'Plumber for twelve years.',
      portfolioImageUrls: [url],
      verificationStatus: 'Pending',
    });
    expect(JSON.stringify([answer.body, me.body])).not.toContain('documents/');
    expect(await MediaModel.countDocuments({ purpose: 'document', state: 'attached' })).toBe(2);
  });

  it('as JSON takes files that were uploaded before', async () => {
    const karim = await aCraftsman(app);
    const upload = await karim.as
      .post('/api/uploads')
      .field('purpose', 'document')
      .attach('file', await aJpeg(), 'id.jpg');

    const answer = await karim.as
      .post(PATH)
      .send({ ...SAID, verificationDocs: [upload.body.data.id], docTypes: ['National ID'] });

    expect(answer.status).toBe(201);
    expect(answer.body.data.verificationDocs).toMatchObject([{ docType: 'National ID' }]);
  });

  it('does not take another’s file', async () => {
    const [karim, adel] = [await aCraftsman(app), await aCraftsman(app)];
    const upload = await adel.as
      .post('/api/uploads')
      .field('purpose', 'document')
      .attach('file', await aJpeg(), 'id.jpg');

    const answer = await karim.as.post(PATH).send({ ...SAID, verificationDocs: [upload.body.data.id] });

    expect(answer.body).toMatchObject({
      code: 'media.notUsable',
      errors: [{ field: 'verificationDocs' }],
    });
    expect(await VerificationModel.countDocuments()).toBe(0);
  });

  it('is refused while one waits', async () => {
    const karim = await aCraftsman(app);
    await submitted(karim);

    const answer = await karim.as.post(PATH).send(SAID);

    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({
      code: 'verification.alreadyOpen',
      currentState: 'Pending',
      state: 'submitted',
    });
  });

  it('twice at once opens one', async () => {
    const karim = await aCraftsman(app);

    const answers = await Promise.all([1, 2].map(() => karim.as.post(PATH).send(SAID)));
    await app.drainOutbox();

    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await VerificationModel.countDocuments()).toBe(1);
    expect(await ActivityModel.countDocuments({ action: 'verification.submitted' })).toBe(1);
  });

  it('again after a refusal opens a new one and waits again', async () => {
    const [karim, moderator] = [await aCraftsman(app), await aModerator(app)];
    await reject(moderator, await submitted(karim));
    const refused = await statusOf(karim);

    const answer = await karim.as.post(PATH).send({ bio: 'A better photo' });

    expect([refused, answer.status, await statusOf(karim)]).toEqual(['Rejected', 201, 'Pending']);
    expect(answer.body.data).toMatchObject({ status: 'Pending', skills: ['pipes'], bio: 'A better photo' });
    expect(await VerificationModel.countDocuments()).toBe(2);
  });

  it('of one who is verified leaves him so, even when it is refused', async () => {
    const [karim, moderator] = [await aVerifiedCraftsman(app), await aModerator(app)];

    const id = await submitted(karim);
    const waiting = await statusOf(karim);
    await reject(moderator, id);

    expect([waiting, await statusOf(karim)]).toEqual(['Verified', 'Verified']);
  });

  it('with other pictures lets the earlier ones go', async () => {
    const [karim, moderator] = [await aCraftsman(app), await aModerator(app)];
    const send = async () => karim.as.post(PATH).attach('portfolioImages', await aJpeg(), 'bath.jpg');
    const first = await send();
    await reject(moderator, String(first.body.data.id));

    const second = await send();
    await app.drainOutbox();

    expect(second.body.data.portfolioImageUrls).toHaveLength(1);
    expect(second.body.data.portfolioImageUrls).not.toEqual(first.body.data.portfolioImageUrls);
    expect(await MediaModel.countDocuments({ purpose: 'portfolio' })).toBe(1);
  });

  it.each([
    ['nothing at all', {}],
    ['an unknown trade', { service: 'Alchemy' }],
    ['a century of experience', { yearsOfExperience: 101 }],
    ['more labels than papers', { ...SAID, docTypes: ['National ID'] }],
    ['skills that are none', { skills: [42] }],
  ])('refuses %s with 400', async (_what, body) => {
    const karim = await aCraftsman(app);

    const answer = await karim.as.post(PATH).send(body);

    expect([answer.status, answer.body.code]).toEqual([400, 'request.invalid']);
  });

  it('refuses a program that calls itself a picture', async () => {
    const karim = await aCraftsman(app);

    const answer = await karim.as.post(PATH).attach('verificationDocs', Buffer.from('MZ program'), 'id.jpg');

    expect([answer.status, answer.body.code]).toEqual([415, 'media.unsupportedType']);
  });

  it('is for craftsmen', async () => {
    const mona = await aClient(app);

    const answers = [await mona.as.post(PATH).send(SAID), await app.http.post(PATH).send(SAID)];

    expect(answers.map(({ status }) => status)).toEqual([403, 401]);
  });
});

describe('GET /api/users/craftsman/verification', () => {
  it('shows one’s latest request with the reason of a refusal', async () => {
    const [karim, moderator] = [await aCraftsman(app), await aModerator(app)];
    await reject(moderator, await submitted(karim), 'The photo cannot be read');

    const answer = await karim.as.get(PATH);

    expect(answer.status).toBe(200);
    expect(answer.body.data).toMatchObject({ status: 'Rejected', reason: 'The photo cannot be read' });
  });

  it('before the first one says that nothing has begun, and what is needed', async () => {
    const [karim, admin] = [await aCraftsman(app), await anAdmin(app)];
    await require(admin, ['National ID']);

    const { body } = await karim.as.get(PATH);

    expect(body.data).toMatchObject({
      id: null,
      status: 'Pending',
      state: 'not_started',
      requiredDocuments: ['National ID'],
      verificationDocs: [],
    });
    expect(await VerificationModel.countDocuments()).toBe(0);
  });
});

describe('GET /api/admin/verifications', () => {
  it('lists those who wait, the longest first, with links to their papers', async () => {
    const [karim, adel, moderator] = [await aCraftsman(app), await aCraftsman(app), await aModerator(app)];
    await karim.as
      .post(PATH)
      .field('docTypes', 'National ID')
      .attach('verificationDocs', await aJpeg(), 'id.jpg');
    app.clock.advance(1_000);
    await submitted(adel);

    const answer = await moderator.as.get('/api/admin/verifications');

    expect(answer.status).toBe(200);
    expect(answer.body.data.map(({ craftsman }: { craftsman: { id: string } }) => craftsman.id)).toEqual([
      karim.id,
      adel.id,
    ]);
    const [paper] = answer.body.data[0].verificationDocs as { docUrl: string }[];
    expect(paper).toMatchObject({ docType: 'National ID', docName: 'id.jpg', numberUrl: null });
    expect((await moderator.as.get(String(paper?.docUrl))).status).toBe(200);
    expect(answer.body.data[0]).toMatchObject({
      state: 'submitted',
      takenBy: null,
      can: { take: true, requestChanges: true, approve: true, reject: true },
    });
  });

  it('lists by status', async () => {
    const [karim, adel, moderator] = [await aCraftsman(app), await aCraftsman(app), await aModerator(app)];
    await approve(moderator, await submitted(karim));
    await submitted(adel);

    const answers = [
      await moderator.as.get('/api/admin/verifications?status=verified'),
      await moderator.as.get('/api/admin/verifications?status=all&limit=1'),
      await moderator.as.get('/api/admin/verifications?status=lost'),
    ];

    expect(answers[0]?.body.data).toMatchObject([{ craftsman: { id: karim.id }, status: 'Verified' }]);
    expect(answers[1]?.body.pagination).toMatchObject({ totalItems: 2, hasNextPage: true });
    expect(answers[2]?.status).toBe(400);
  });
});

describe('POST /api/admin/verifications/:id/approve', () => {
  it('makes a craftsman verified and tells him on every way', async () => {
    const [karim, admin] = [await aCraftsman(app), await anAdmin(app)];
    await karim.as.post('/api/users/me/devices').send({ token: 'karims-phone', platform: 'ios' });
    const id = await submitted(karim);

    const answer = await approve(admin, id);
    await app.drainOutbox();

    expect(answer.status).toBe(200);
    expect(answer.body.data).toMatchObject({ id, status: 'Verified', decidedBy: { id: admin.id } });
    expect(answer.body.data.can).toEqual({
      take: false,
      requestChanges: false,
      approve: false,
      reject: false,
    });
    expect((await stored(karim)).craftsman).toMatchObject({
      verificationStatus: 'Verified',
      verifiedAt: app.clock.now(),
      verifiedUntil: after(app.clock.now(), days(365)),
    });
    expect(await NotificationModel.find().lean()).toMatchObject([
      { type: 'verification', title: 'You are verified', data: { verificationId: id } },
    ]);
    const told = await DevMessageModel.find({ subject: 'You are verified' }).lean();
    expect(told.map(({ channel }) => channel).sort()).toEqual(['email', 'push']);
    expect(await ActivityModel.findOne({ action: 'verification.approved' }).lean()).toMatchObject({
      actor: { id: admin.id },
      before: { status: 'Pending' },
      after: { status: 'Verified' },
    });
  });

  it('against a refusal at the same time: one wins, he is told once', async () => {
    for (let round = 0; round < 3; round += 1) {
      const [karim, admin, moderator] = [await aCraftsman(app), await anAdmin(app), await aModerator(app)];
      const id = await submitted(karim);

      const answers = await Promise.all([approve(admin, id), reject(moderator, id), approve(moderator, id)]);
      await app.drainOutbox();

      const status = await statusOf(karim);
      const losers = answers.filter((answer) => answer.status !== 200);
      expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409]);
      expect(losers.map(({ body }) => body.currentState)).toEqual([status, status]);
      expect(await NotificationModel.countDocuments({ userId: karim.user._id })).toBe(1);
    }
  });

  it('is refused to a moderator who asks for himself', async () => {
    const youssef = await aCraftsman(app, { roles: ['craftsman', 'moderator'] });
    const id = await submitted(youssef);
    await UserModel.updateOne({ _id: youssef.user._id }, { $set: { role: 'moderator' } });
    app.container.sessions.forget(youssef.sessionId);

    const answers = [await approve(youssef, id), await reject(youssef, id)];

    expect(answers.map(({ body }) => body.code)).toEqual(['staff.notYourself', 'staff.notYourself']);
    expect(await statusOf(youssef)).toBe('Pending');
  });

  it('is 404 for none and 403 for craftsmen', async () => {
    const [karim, admin] = [await aCraftsman(app), await anAdmin(app)];
    const id = await submitted(karim);

    const answers = [await approve(admin, newId().toHexString()), await approve(karim, id)];

    expect(answers.map(({ status }) => status)).toEqual([404, 403]);
  });
});

describe('POST /api/admin/verifications/:id/reject', () => {
  it('tells the craftsman why', async () => {
    const [karim, moderator] = [await aCraftsman(app, { locale: 'ar' }), await aModerator(app)];

    const answer = await reject(moderator, await submitted(karim), 'الصورة غير واضحة');
    await app.drainOutbox();

    expect([answer.status, await statusOf(karim)]).toEqual([200, 'Rejected']);
    expect(await NotificationModel.find().lean()).toMatchObject([
      { title: 'تم رفض طلب التحقق', message: expect.stringContaining('الصورة غير واضحة') },
    ]);
  });

  it('needs a reason', async () => {
    const [karim, moderator] = [await aCraftsman(app), await aModerator(app)];
    const id = await submitted(karim);

    const answer = await moderator.as.post(`/api/admin/verifications/${id}/reject`).send({});

    expect([answer.status, await statusOf(karim)]).toEqual([400, 'Pending']);
  });
});
