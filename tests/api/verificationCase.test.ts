import { createHash } from 'node:crypto';
import { ActivityModel } from '../../src/models/activity.model';
import { DevMessageModel } from '../../src/models/devMessage.model';
import { MediaModel } from '../../src/models/media.model';
import { NotificationModel } from '../../src/models/notification.model';
import { UserModel } from '../../src/models/user.model';
import { VerificationModel } from '../../src/models/verification.model';
import { minutes } from '../../src/utils/clock';
import { newId } from '../../src/utils/ids';
import { aVerifiedCraftsman } from '../factories/craftsman';
import { aService } from '../factories/service';
import { aClient, aCraftsman, anAdmin, aModerator, type MadeUser } from '../factories/user';
import {
  aCase,
  approve,
  aTextCase,
  ID_NUMBER,
  OWN,
  papersFor,
  PDF,
  reject,
  requestChanges,
  requireDocuments,
  sendPapers,
  take,
} from '../factories/verification';
import { startTestApp } from '../helpers/app';
import { aJpeg } from '../support/pictures';

const app = startTestApp();

const statusOf = async ({ user }: MadeUser) =>
  (await UserModel.findById(user._id).orFail().lean()).craftsman?.verificationStatus;
const storedCase = (id: string) => VerificationModel.findById(id).orFail().lean();
const queue = async (staff: MadeUser, query = ''): Promise<string[]> => {
  const { body } = await staff.as.get(`/api/admin/verifications${query}`);
  return (body.data as { id: string }[]).map(({ id }) => id);
};

describe('the documents that are required', () => {
  it('are a setting: 400 with the list of what is missing, in the reader’s language', async () => {
    const [karim, admin] = [await aCraftsman(app), await anAdmin(app)];
    await requireDocuments(admin, ['National ID', 'Criminal record', 'Certificate']);

    const english = await sendPapers(karim);
    const arabic = await karim.as.post(OWN).set('Accept-Language', 'ar').send({ bio: 'Plumber' });

    expect(english.status).toBe(400);
    expect(english.body).toMatchObject({
      code: 'verification.documentsMissing',
      missing: ['Criminal record'],
      errors: [{ field: 'verificationDocs', message: 'This document is missing: Criminal record.' }],
    });
    expect(arabic.body.missing).toHaveLength(3);
    expect(arabic.body.errors[0].message).toContain('ناقص');
    expect(await VerificationModel.countDocuments()).toBe(0);
    expect(await MediaModel.countDocuments()).toBe(0);
  });

  it('may differ by service, and are recognised however they are written', async () => {
    const [karim, admin] = [await aCraftsman(app), await anAdmin(app)];
    const { id } = await aService(app, { names: { en: 'Gas', ar: 'غاز' } });
    await requireDocuments(admin, ['GAS LICENCE'], `service:${id}`);
    const gas = (docType: string) =>
      aJpeg().then((picture) =>
        karim.as
          .post(OWN)
          .field('service', 'Gas')
          .field('docTypes', docType)
          .attach('verificationDocs', picture, 'a.jpg'),
      );

    const answers = [await gas('National ID'), await gas('gas licence')];

    expect(answers.map(({ status }) => status)).toEqual([400, 201]);
    expect(answers[1]?.body.data.requiredDocuments).toEqual(['GAS LICENCE']);
  });

  it('count together with those that stay after a request for changes', async () => {
    const [karim, admin] = [await aCraftsman(app), await anAdmin(app)];
    await requireDocuments(admin, ['National ID']);
    const id = await aCase(karim);
    await requestChanges(admin, id);

    const again = await karim.as
      .post(OWN)
      .field('docTypes', 'certificate')
      .attach('verificationDocs', PDF, 'new.pdf');
    await app.drainOutbox();

    expect(again.status).toBe(201);
    expect(again.body.data).toMatchObject({ id, state: 'submitted', reason: null });
    expect(again.body.data.verificationDocs).toMatchObject([
      { docType: 'National ID', hasNumber: true },
      { docType: 'certificate', docName: 'new.pdf', hasNumber: false },
    ]);
    expect(await MediaModel.countDocuments({ purpose: 'document' })).toBe(2);
  });
});

describe('papers', () => {
  it('are kept encrypted, and so are their numbers', async () => {
    const karim = await aCraftsman(app);
    const id = await aCase(karim);

    const files = await MediaModel.find({ purpose: 'document' }).lean();
    const { documents } = await storedCase(id);

    expect(files.map(({ contentType }) => contentType).sort()).toEqual(['application/pdf', 'image/jpeg']);
    for (const { key, sha256, isSealed, sizeBytes } of files) {
      const kept = await app.container.mediaProvider.read(key);
      expect(isSealed).toBe(true);
      expect(kept).toHaveLength(sizeBytes);
      expect(
        createHash('sha256')
          .update(kept ?? '')
          .digest('hex'),
      ).toBe(sha256);
      expect(kept?.includes('certificate of Karim') || kept?.subarray(0, 3).equals(JPEG)).toBe(false);
      expect((await app.http.get(`/media/${key}`)).status).toBe(404);
      const link = app.container.mediaLibrary.urlOf({ key, isPrivate: true });
      expect((await app.http.get(link)).status).toBe(404);
    }
    expect(documents.map(({ sealedNumber }) => typeof sealedNumber)).toEqual(['string', 'undefined']);
    expect(JSON.stringify(documents)).not.toContain(ID_NUMBER);
  });

  it('are opened by staff’s own link, each view on record; nobody else’s login opens it', async () => {
    const [karim, noura, salma] = [await aCraftsman(app), await aModerator(app), await anAdmin(app)];
    const id = await aCase(karim);
    const [card, certificate] = await papersFor(noura, id);

    const file = await noura.as.get(String(certificate?.docUrl)).buffer(true);
    const number = await noura.as.get(String(card?.numberUrl));
    const others = [
      await salma.as.get(String(certificate?.docUrl)),
      await salma.as.get(String(card?.numberUrl)),
      await karim.as.get(String(certificate?.docUrl)),
      await app.http.get(String(certificate?.docUrl)),
    ];
    await app.drainOutbox();

    expect(file.body).toEqual(PDF);
    expect(file.headers).toMatchObject({
      'content-type': 'application/pdf',
      'cache-control': 'private, no-store, no-transform',
      'x-content-type-options': 'nosniff',
    });
    expect(number.text).toBe(ID_NUMBER);
    expect(certificate?.numberUrl).toBeNull();
    expect(others.map(({ status }) => status)).toEqual([404, 404, 403, 401]);
    const views = await ActivityModel.find({ action: 'verification.documentViewed' }).lean();
    const seen = views.map(({ actor, after }) => [actor.id, after] as const);
    expect(seen.sort(([, a], [, b]) => String(a?.['part']).localeCompare(String(b?.['part'])))).toEqual([
      [
        noura.id,
        { craftsmanId: karim.id, documentId: certificate?.id, docType: 'Certificate', part: 'file' },
      ],
      [noura.id, { craftsmanId: karim.id, documentId: card?.id, docType: 'National ID', part: 'number' }],
    ]);
  });

  it('are gone with their link: 410 after five minutes, 404 for a link that was changed', async () => {
    const [karim, noura] = [await aCraftsman(app), await aModerator(app)];
    const id = await aCase(karim);
    const [card, certificate] = await papersFor(noura, id);
    const url = String(card?.docUrl);
    const longer = url.replace(/expires=(\d+)/, (_all, until: string) => `expires=${Number(until) + 600}`);

    app.clock.advance(minutes(5) - 1_000);
    const inTime = await noura.as.get(url);
    app.clock.advance(1_000);
    const late = [await noura.as.get(url), await noura.as.get(String(card?.numberUrl))];
    const changed = [
      await noura.as.get(longer),
      await noura.as.get(url.replace(String(card?.id), String(certificate?.id))),
      await noura.as.get(url.replace('/file', '/number')),
      await noura.as.get(url.split('?')[0] ?? ''),
    ];

    expect(inTime.status).toBe(200);
    expect(late.map(({ status, body }) => [status, body.code])).toEqual([
      [410, 'verification.linkExpired'],
      [410, 'verification.linkExpired'],
    ]);
    expect(changed.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
  });

  it('of which one byte was changed are not shown', async () => {
    const [karim, noura] = [await aCraftsman(app), await aModerator(app)];
    const id = await aCase(karim);
    const [card] = await papersFor(noura, id);
    const stored = (await storedCase(id)).documents[0];
    const media = await MediaModel.findById(stored?.mediaId).orFail().lean();
    const kept = Buffer.from((await app.container.mediaProvider.read(media.key)) ?? '');
    kept.writeUInt8(kept.readUInt8(100) ^ 1, 100);
    const { key } = await app.container.mediaProvider.store({
      content: kept,
      contentType: 'application/octet-stream',
      folder: 'documents',
      isPrivate: true,
    });
    await MediaModel.updateOne({ _id: media._id }, { $set: { key } });

    const answer = await noura.as.get(String(card?.docUrl));
    await app.drainOutbox();

    expect([answer.status, answer.body.code]).toEqual([500, 'server.error']);
    expect(await ActivityModel.countDocuments({ action: 'verification.documentViewed' })).toBe(0);
  });

  it.each([
    ['a program', [Buffer.from('MZ program'), 'id.jpg', 415]],
    ['a page', [Buffer.from('<html><script>1</script>'), 'id.pdf', 415]],
    ['half a picture', [Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'id.png', 400]],
  ] as const)('refuse %s whatever it is called', async (_what, [bytes, name, status]) => {
    const karim = await aCraftsman(app);

    const answer = await karim.as.post(OWN).attach('verificationDocs', bytes, name);

    expect(answer.status).toBe(status);
    expect(await VerificationModel.countDocuments()).toBe(0);
  });

  it('are ten at most, and their labels and numbers no more than they are', async () => {
    const karim = await aCraftsman(app);
    const admin = await anAdmin(app);
    const eight = async () => {
      const form = karim.as.post(OWN);
      for (let at = 0; at < 8; at += 1) {
        form.field('docTypes', `Kind ${at}${await VerificationModel.countDocuments()}`);
        form.attach('verificationDocs', PDF, 'a.pdf');
      }
      return form;
    };
    const first = await eight();
    await requestChanges(admin, String(first.body.data.id));

    const answers = [await eight(), await karim.as.post(OWN).send({ bio: 'x', docNumbers: [ID_NUMBER] })];

    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [400, 'verification.tooManyDocuments'],
      [400, 'request.invalid'],
    ]);
    expect(JSON.stringify(answers.map(({ body }) => body as unknown))).not.toContain(ID_NUMBER);
  });
});

const JPEG = Buffer.from([0xff, 0xd8, 0xff]);

describe('a request for changes', () => {
  it('gives the case back, tells what to change, and keeps the craftsman Pending', async () => {
    const [karim, noura] = [await aCraftsman(app, { locale: 'ar' }), await aModerator(app)];
    await karim.as.post('/api/users/me/devices').send({ token: 'karims-phone', platform: 'ios' });
    const id = await aCase(karim);

    const answer = await requestChanges(noura, id, 'أرسل ظهر البطاقة');
    await app.drainOutbox();

    expect(answer.body.data).toMatchObject({ status: 'Pending', state: 'changes_requested' });
    expect(answer.body.data.can).toEqual({
      take: false,
      requestChanges: false,
      approve: false,
      reject: false,
    });
    expect((await karim.as.get(OWN)).body.data).toMatchObject({
      state: 'changes_requested',
      reason: 'أرسل ظهر البطاقة',
    });
    expect(await statusOf(karim)).toBe('Pending');
    expect(await NotificationModel.find().lean()).toMatchObject([
      { title: 'طلب التحقق يحتاج إلى تعديل', message: expect.stringContaining('أرسل ظهر البطاقة') },
    ]);
    const told = await DevMessageModel.find({ subject: 'طلب التحقق يحتاج إلى تعديل' }).lean();
    expect(told.map(({ channel }) => channel).sort()).toEqual(['email', 'push']);
    const early = [await approve(noura, id), await reject(noura, id), await requestChanges(noura, id)];
    expect(early.map(({ status, body }) => [status, body.currentState, body.state])).toEqual(
      Array(3).fill([409, 'Pending', 'changes_requested']),
    );
  });

  it('needs a reason', async () => {
    const [karim, noura] = [await aCraftsman(app), await aModerator(app)];
    const id = await aTextCase(karim);

    const answer = await noura.as.post(`/api/admin/verifications/${id}/request-changes`).send({});

    expect([answer.status, (await storedCase(id)).status]).toEqual([400, 'submitted']);
  });

  it('is followed by the same case, which keeps its history', async () => {
    const [karim, noura] = [await aCraftsman(app), await aModerator(app)];
    const id = await aTextCase(karim);
    await requestChanges(noura, id);

    const again = await karim.as.post(OWN).send({ bio: 'Plumber for twelve years' });
    const done = await approve(noura, id);
    await app.drainOutbox();

    const { history, submissions } = await storedCase(id);
    expect([again.status, done.body.data.status, await statusOf(karim)]).toEqual([
      201,
      'Verified',
      'Verified',
    ]);
    expect(history.map(({ event }) => event)).toEqual([
      'create',
      'submit',
      'requestChanges',
      'submit',
      'approve',
    ]);
    expect(submissions).toBe(2);
    const acts = await ActivityModel.find({ 'target.type': 'verification' }).lean();
    expect(acts.map(({ action }) => action.replace('verification.', '')).sort()).toEqual([
      'approved',
      'changesRequested',
      'submitted',
      'submitted',
    ]);
  });
});

describe('taking a case', () => {
  it('keeps colleagues away for a day; an admin may decide', async () => {
    const [karim, noura, omar, salma] = [
      await aCraftsman(app),
      await aModerator(app),
      await aModerator(app),
      await anAdmin(app),
    ];
    const id = await aTextCase(karim);

    const taken = await take(noura, id);
    const kept = [await take(omar, id), await approve(omar, id), await requestChanges(omar, id)];
    const mine = await queue(noura, '?mine=true');
    const decided = await reject(salma, id);

    expect(taken.body.data).toMatchObject({ state: 'in_review', takenBy: { id: noura.id } });
    expect(kept.map(({ status, body }) => [status, body.code])).toEqual(
      Array(3).fill([409, 'verification.takenByAnother']),
    );
    expect(mine).toEqual([id]);
    expect(decided.status).toBe(200);
  });

  it('is never of one’s own', async () => {
    const youssef = await aCraftsman(app, { roles: ['craftsman', 'moderator'] });
    const id = await aTextCase(youssef);
    await UserModel.updateOne({ _id: youssef.user._id }, { $set: { role: 'moderator' } });
    app.container.sessions.forget(youssef.sessionId);

    const answers = [await take(youssef, id), await requestChanges(youssef, id)];

    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(
      Array(2).fill([403, 'staff.notYourself']),
    );
    expect((await storedCase(id)).status).toBe('submitted');
  });
});

describe('a decision about papers', () => {
  it('is refused when others were sent in since they were looked at, and stands when they were not', async () => {
    const [karim, noura, omar] = [await aCraftsman(app), await aModerator(app), await aModerator(app)];
    const id = await aTextCase(karim);
    const looked = await noura.as.get(`/api/admin/verifications/${id}`);
    const { submissions } = looked.body.data as { submissions: number };
    await requestChanges(omar, id);
    await aTextCase(karim);
    const about = { reason: 'The photo cannot be read', submission: submissions };

    const late = [
      await approve(noura, id).send({ submission: submissions }),
      await noura.as.post(`/api/admin/verifications/${id}/reject`).send(about),
      await noura.as.post(`/api/admin/verifications/${id}/request-changes`).send(about),
    ];
    const bad = await approve(noura, id).send({ submission: 0 });
    const kept = await storedCase(id);
    const inTime = await approve(noura, id).send({ submission: submissions + 1 });

    expect(late.map(({ status, body }) => [status, body.code, body.submissions, body.state])).toEqual(
      Array(3).fill([409, 'verification.sentAnew', submissions + 1, 'submitted']),
    );
    expect([bad.status, kept.status]).toEqual([400, 'submitted']);
    expect([inTime.status, inTime.body.data.state]).toEqual([200, 'approved']);
  });
});

describe('the queue', () => {
  it('holds what waits for staff, and every other case by its status; never what has not begun', async () => {
    const noura = await aModerator(app);
    const [karim, adel, hana, omar] = [
      await aCraftsman(app),
      await aCraftsman(app),
      await aCraftsman(app),
      await aCraftsman(app),
    ];
    const waiting = await aTextCase(karim);
    const reviewed = await aTextCase(adel);
    const changing = await aTextCase(hana);
    const done = await aTextCase(omar);
    await take(noura, reviewed);
    await requestChanges(noura, changing);
    await approve(noura, done);
    await VerificationModel.create({
      ...(await storedCase(waiting)),
      _id: newId(),
      craftsmanId: newId(),
      status: 'not_started',
      isOpen: false,
      isWaiting: false,
    });

    expect(await queue(noura)).toEqual([waiting, reviewed]);
    expect(await queue(noura, '?status=pending')).toEqual([waiting, reviewed, changing]);
    expect(await queue(noura, '?status=in_review')).toEqual([reviewed]);
    expect(await queue(noura, '?status=changes_requested')).toEqual([changing]);
    expect(await queue(noura, '?status=Verified')).toEqual([done]);
    expect((await queue(noura, '?status=all')).sort()).toEqual([waiting, reviewed, changing, done].sort());
    expect(await queue(noura, `?status=all&craftsmanId=${omar.id}`)).toEqual([done]);
    expect((await noura.as.get('/api/admin/verifications?status=not_started')).status).toBe(400);
  });

  it('is staff’s alone: to everybody else another’s case is as one that is not there', async () => {
    const [karim, adel, mona, noura] = [
      await aCraftsman(app),
      await aCraftsman(app),
      await aClient(app),
      await aModerator(app),
    ];
    const id = await aCase(karim);
    const [card] = await papersFor(noura, id);
    const none = newId().toHexString();
    const bodyOf = async (who: MadeUser, path: string) => {
      const { status, body } = await who.as.get(path);
      return { status, ...(body as object), requestId: '' };
    };
    const paths = (one: string) => [
      `/api/admin/verifications/${one}`,
      `/api/admin/verifications/${one}/documents/${card?.id ?? ''}/file`,
      `/api/admin/verifications/${one}/documents/${card?.id ?? ''}/number`,
    ];

    for (const who of [adel, mona, karim]) {
      for (const [index, path] of paths(id).entries()) {
        expect(await bodyOf(who, path)).toEqual(await bodyOf(who, paths(none)[index] ?? ''));
      }
    }
    const publicProfile = await mona.as.get(`/api/users/${karim.id}`);
    expect(JSON.stringify(publicProfile.body)).not.toMatch(/National ID|verificationDocs|docType|submitted/);
    expect((await adel.as.get(OWN)).body.data).toMatchObject({ id: null, state: 'not_started' });
  });
});

describe('new documents of one who is Verified', () => {
  it('open a new case and leave him Verified, whatever staff says', async () => {
    const [karim, noura] = [await aVerifiedCraftsman(app), await aModerator(app)];
    const first = await aCase(karim);
    await approve(noura, first);

    const second = await aCase(karim);
    const waiting = await statusOf(karim);
    await requestChanges(noura, second);
    const changing = await statusOf(karim);
    await sendPapers(karim);
    await reject(noura, second);

    expect(second).not.toBe(first);
    expect([waiting, changing, await statusOf(karim)]).toEqual(['Verified', 'Verified', 'Verified']);
    expect(await storedCase(first)).toMatchObject({ status: 'approved' });
  });
});
