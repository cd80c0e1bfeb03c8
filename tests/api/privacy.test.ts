import type { Response } from 'supertest';
import { ActivityModel } from '../../src/models/activity.model';
import { BlockModel } from '../../src/models/block.model';
import { DevMessageModel } from '../../src/models/devMessage.model';
import { DeviceModel } from '../../src/models/device.model';
import { JobModel } from '../../src/models/job.model';
import { MediaModel } from '../../src/models/media.model';
import { NotificationModel } from '../../src/models/notification.model';
import { QuoteModel } from '../../src/models/quote.model';
import { SessionModel } from '../../src/models/session.model';
import { UserModel } from '../../src/models/user.model';
import { UserKeyModel } from '../../src/models/userKey.model';
import { WithdrawalModel } from '../../src/models/withdrawal.model';
import { EXPORT_NAMES } from '../../src/services/privacy/exportSections';
import { days, hours, minutes } from '../../src/utils/clock';
import { toObjectId } from '../../src/utils/ids';
import { reportErased } from '../../scripts/checks/erased';
import { aTalk, storedMessages, storedTalk, write } from '../factories/conversation';
import { aVerifiedCraftsman } from '../factories/craftsman';
import { aJob, storedJob } from '../factories/job';
import { aPaidJob } from '../factories/paidJob';
import { report } from '../factories/report';
import { aClient, aCraftsman, anAdmin, PASSWORD, type MadeUser } from '../factories/user';
import { aPayee } from '../factories/wallet';
import { again } from '../helpers/again';
import { startTestApp } from '../helpers/app';
import { accessTokenOf, clientWith } from '../helpers/as';
import { isAlive, registration } from '../helpers/auth';
import { expectLedgerSound } from '../helpers/ledger';
import { asBytes, filesOfZip, jsonIn } from '../helpers/zip';
import { aJpeg } from '../support/pictures';

const app = startTestApp();

const download = ({ as }: Pick<MadeUser, 'as'>, path = '/api/users/me/export') =>
  as.get(path).buffer(true).parse(asBytes);

/** The archive of somebody: its files, and all of its words as one text. */
async function archiveOf(who: Pick<MadeUser, 'as'>) {
  const answer = await download(who);
  expect(answer.status).toBe(200);
  const files = filesOfZip(answer.body as Buffer);
  const words = [...files].filter(([name]) => name.endsWith('.json')).map(([, bytes]) => bytes.toString());
  return { answer, files, text: words.join('\n') };
}

const erase = ({ as }: Pick<MadeUser, 'as'>, password: string | undefined = PASSWORD) =>
  as.delete('/api/users/me').send({ password });

const reasonsOf = ({ body }: Response): string[] =>
  ((body as { reasons?: { reason: string }[] }).reasons ?? []).map(({ reason }) => reason);

describe('a copy of all of one’s data', () => {
  it('holds a list for each kind of thing, and the files themselves', async () => {
    const { client, craftsman, jobId, ...talk } = await aTalk(app);
    await write(client, talk, 'The tap in the bathroom drips');
    await write(craftsman, talk, 'A secret of the craftsman');
    const picture = await aJpeg();
    await client.as.post('/api/users/upload-avatar').attach('avatar', picture, 'me.jpg');
    await client.as
      .post('/api/uploads')
      .field('purpose', 'document')
      .attach('file', await aJpeg(), 'paper.jpg');
    await client.as.put('/api/users/me/consents').send({ terms: true });
    await report(client, 'user', craftsman.id).send({ reason: 'spam' });
    await app.drainOutbox();

    const { answer, files } = await archiveOf(client);

    expect(answer.headers['content-type']).toBe('application/zip');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['content-disposition']).toMatch(
      /^attachment; filename="craftworks-[\d-]{10}\.zip"$/,
    );
    const lists = [...files.keys()].filter((name) => name.endsWith('.json'));
    expect(lists).toEqual(['about.json', ...EXPORT_NAMES.map((name) => `${name}.json`)]);
    const [profile] = jsonIn<Record<string, unknown>[]>(files, 'profile.json');
    expect(profile).toMatchObject({ id: client.id, email: client.user.email, phone: client.user.phone });
    expect(jsonIn<{ id: string }[]>(files, 'jobs.json').map(({ id }) => id)).toEqual([jobId]);
    expect(jsonIn<{ content: string }[]>(files, 'messages.json').map(({ content }) => content)).toEqual([
      'The tap in the bathroom drips',
    ]);
    expect(jsonIn<{ kind: string }[]>(files, 'consents.json').map(({ kind }) => kind)).toEqual(['terms']);
    expect(jsonIn<object[]>(files, 'reports.json')).toHaveLength(1);
    expect(jsonIn<object[]>(files, 'sessions.json')).toHaveLength(1);
    const kept = await MediaModel.find({ ownerId: client.user._id }).sort({ _id: 1 }).lean();
    expect(kept.map(({ isPrivate }) => isPrivate)).toEqual([false, true]);
    // Also what is kept encrypted: its owner gets it as he gave it.
    for (const { _id } of kept) {
      const file = [...files].find(([name]) => name.startsWith(`files/${_id.toHexString()}`));
      expect(file?.[1].subarray(0, 3).toString('hex')).toBe('ffd8ff');
    }
  });

  it('holds nothing of other people, nothing sealed and no secret', async () => {
    const made = await aPaidJob(app, 'Cash', { state: 'confirmed' });
    const [client, craftsman] = [await again(app, made.client), await again(app, made.craftsman)];
    await client.post('/api/reviews').send({ jobId: made.jobId, rating: 2, comment: 'Still sealed words' });
    const other = await aClient(app, { firstName: 'Reporter', lastName: 'Unknown' });
    await report(other, 'user', made.craftsman.id).send({ reason: 'fraud', description: 'Told in secret' });
    await app.drainOutbox();

    const { files, text } = await archiveOf({ as: craftsman });

    expect(jsonIn<{ id: string }[]>(files, 'jobsDone.json').map(({ id }) => id)).toEqual([made.jobId]);
    expect(jsonIn<object[]>(files, 'ledger.json').length).toBeGreaterThan(0);
    for (const foreign of [
      made.client.user.phone,
      made.client.user.email,
      made.job.address.text,
      made.job.description,
      'Still sealed words',
      'Told in secret',
      'Unknown',
      other.id,
      'passwordHash',
      '$2b$',
      'abuseReport',
    ]) {
      expect(text).not.toContain(foreign);
    }
  });

  it('is fetched by nobody else, and its owner hears of it', async () => {
    const [mona, stranger, admin] = [await aClient(app), await aClient(app), await anAdmin(app)];

    const foreign = [
      await stranger.as.get(`/api/users/${mona.id}/export`),
      await admin.as.get(`/api/users/${mona.id}/export`),
      await app.http.get('/api/users/me/export'),
      await app.http.get('/api/users/me/export').set('Authorization', 'Bearer forged'),
    ];
    const asked = await download(stranger, `/api/users/me/export?userId=${mona.id}`);
    await download(mona);
    await app.drainOutbox();

    expect(foreign.map(({ status }) => status)).toEqual([404, 404, 401, 401]);
    const [profile] = jsonIn<{ id: string }[]>(filesOfZip(asked.body as Buffer), 'profile.json');
    expect(profile?.id).toBe(stranger.id);
    const told = await NotificationModel.find({ userId: mona.user._id }).lean();
    expect(told.map(({ name, type }) => [name, type])).toEqual([['accountExported', 'security']]);
    expect(await ActivityModel.countDocuments({ action: 'account.exported', 'actor.id': mona.id })).toBe(1);
    const mails = await DevMessageModel.find({ to: String(mona.user.email), channel: 'email' }).lean();
    expect(mails).toHaveLength(1);
  });

  it('asks for a login that is not old, and is given five times a day', async () => {
    const mona = await aClient(app);
    app.clock.advance(hours(23));
    const young = await again(app, mona);
    app.clock.advance(minutes(61));
    const old = await firstLogin(mona).get('/api/users/me/export');

    const statuses: number[] = [];
    for (let time = 0; time < 6; time += 1) {
      statuses.push((await download({ as: young })).status);
    }

    expect([old.status, (old.body as { code: string }).code]).toEqual([403, 'privacy.signInAgain']);
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(5);
    expect(statuses.at(-1)).toBe(429);
  });
});

/** The first login of somebody, as long ago as it was. */
const firstLogin = ({ id: userId, sessionId }: MadeUser) =>
  clientWith(app, accessTokenOf(app, { userId, sessionId }));

describe('the end of an account', () => {
  it('takes all that was personal at once: names, contacts, logins', async () => {
    const mona = await aClient(app, { bio: 'I restore houses', rating: 4.5, ratingCount: 2, ratingSum: 9 });
    const { token } = mona;
    const stranger = await aClient(app);

    const answer = await erase(mona);
    const login = await app.http
      .post('/api/auth/login')
      .send({ loginIdentifier: mona.user.email, password: PASSWORD });
    await app.drainOutbox();

    const shell = await UserModel.findById(mona.user._id).lean();
    expect([answer.status, answer.body.message]).toEqual([200, 'Your account was deleted.']);
    expect(Object.keys(shell ?? {}).sort()).toEqual(
      [
        '_id',
        'createdAt',
        'erasure',
        'locale',
        'rating',
        'ratingCount',
        'ratingSum',
        'roles',
        'updatedAt',
      ].sort(),
    );
    expect(shell?.roles).toEqual([]);
    app.clock.advance(2_000);
    expect(await isAlive(app, token)).toBe(false);
    expect(login.status).toBe(401);
    expect((await stranger.as.get(`/api/users/${mona.id}`)).status).toBe(404);
    const mails = await DevMessageModel.find({ to: String(mona.user.email) }).lean();
    expect(mails.map(({ subject }) => subject)).toEqual(['Your account was deleted']);
    expect(await ActivityModel.countDocuments({ action: 'account.erased', 'target.id': mona.id })).toBe(1);
  });

  it('frees e-mail and phone for a new account, which has nothing of the old one', async () => {
    const mona = await aClient(app);
    const { email, phone } = mona.user;

    await mona.as.delete('/api/users/account').send({ password: PASSWORD });
    const { status, body } = await app.http.post('/api/auth/register').send(registration({ email, phone }));

    expect(status).toBe(201);
    expect((body as { data: { user: { id: string } } }).data.user.id).not.toBe(mona.id);
  });

  it('needs the password; whoever has none must have signed in just now', async () => {
    const [mona, byPhone] = [await aClient(app), await aClient(app, { passwordHash: undefined })];

    const wrong = await erase(mona, 'not-my-password');
    const without = await mona.as.delete('/api/users/me').send({});
    app.clock.advance(minutes(16));
    const stale = await byPhone.as.delete('/api/users/me').send({});
    const fresh = await (await again(app, byPhone)).delete('/api/users/me').send({});

    expect([wrong, without, stale, fresh].map(({ status }) => status)).toEqual([400, 400, 403, 200]);
    expect((wrong.body as { code: string }).code).toBe('auth.currentPasswordWrong');
    expect((await UserModel.findById(mona.user._id).lean())?.email).toBe(mona.user.email);
  });

  it('is refused with every reason while money, work or a quarrel is open, and nothing changes', async () => {
    const karim = await aPayee(app, 20_000);
    await karim.as.post('/api/wallet/withdraw').send({ amount: 6_000 });
    const running = await aJob(app, { craftsman: karim }).inProgress();
    const { client, jobId } = await aJob(app).submitted();
    await client.as
      .post('/api/disputes')
      .send({ jobId, reason: 'poor_quality', description: 'Water all over the floor' });
    await client.as.post('/api/wallet/topup').send({ amount: 5_000 });
    const admin = await anAdmin(app);

    const [ofKarim, ofClient, ofAdmin] = [await erase(karim), await erase(client), await erase(admin)];

    expect([ofKarim, ofClient, ofAdmin].map(({ status }) => status)).toEqual([409, 409, 409]);
    expect(reasonsOf(ofKarim)).toEqual(['walletNotEmpty', 'withdrawalOpen', 'jobRunning']);
    expect((ofKarim.body as { reasons: object[] }).reasons[0]).toEqual({
      reason: 'walletNotEmpty',
      amount: 14_000,
      currency: 'EGP',
      message: 'There is money in your wallet: withdraw it first.',
    });
    expect((ofKarim.body as { reasons: { jobIds?: string[] }[] }).reasons[2]?.jobIds).toEqual([
      running.jobId,
    ]);
    expect(reasonsOf(ofClient)).toEqual(['disputeOpen', 'paymentOpen']);
    expect(reasonsOf(ofAdmin)).toEqual(['staffAccount']);
    for (const { user } of [karim, client, admin]) {
      expect((await UserModel.findById(user._id).lean())?.email).toBe(user.email);
    }
    await expectLedgerSound();
  });

  it('is refused while fees are owed or cash is not confirmed', async () => {
    const owing = await aPaidJob(app, 'Cash', { state: 'confirmed' });
    const open = await aPaidJob(app, 'Cash', { state: 'completed' });

    const answers = [
      await (await again(app, owing.craftsman)).delete('/api/users/me').send({ password: PASSWORD }),
      await (await again(app, open.craftsman)).delete('/api/users/me').send({ password: PASSWORD }),
      await (await again(app, open.client)).delete('/api/users/me').send({ password: PASSWORD }),
      await (await again(app, owing.client)).delete('/api/users/me').send({ password: PASSWORD }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([409, 409, 409, 200]);
    expect(answers.map(reasonsOf)).toEqual([['feesOwed'], ['cashUnconfirmed'], ['cashUnconfirmed'], []]);
  });

  it('ends what was open: the other sides are told, and nobody can hire who has gone', async () => {
    const karim = await aVerifiedCraftsman(app);
    const bid = await aJob(app, { craftsman: karim }).quoted(2);
    const { client, jobId, bidders } = await aJob(app).quoted(1);
    const asking = await aJob(app).posted();
    await asking.client.as.post(`/api/jobs/${asking.jobId}/invite`).send({ craftsmanId: karim.id });

    const gone = await erase(karim);
    const ended = await erase(client);
    const hiring = await bid.client.as.post(
      `/api/jobs/${bid.jobId}/quotes/${bid.quote._id.toHexString()}/accept`,
    );
    await app.drainOutbox();

    expect(gone.body.data).toMatchObject({ withdrawnQuotes: 1, withdrawnInvitations: 1, endedJobs: 0 });
    expect(ended.body.data).toMatchObject({ withdrawnQuotes: 0, endedJobs: 1 });
    expect(hiring.status).toBe(409);
    expect((await QuoteModel.findById(bid.quote._id).lean())?.status).toBe('Withdrawn');
    expect(await storedJob(bid.jobId)).toMatchObject({ status: 'Quoted', quoteCount: 1 });
    expect(await storedJob(jobId)).toMatchObject({ status: 'Cancelled', cancelledBy: 'client', photos: [] });
    const toldTo = async (userId: string) =>
      (await NotificationModel.find({ userId: toObjectId(userId) }).lean()).map(({ name }) => name);
    expect(await toldTo(bid.client.id)).toContain('quoteWithdrawn');
    expect(await toldTo(asking.client.id)).toContain('invitationEnded');
    expect(await storedJob(asking.jobId)).toMatchObject({ status: 'Posted', pendingInvitationCount: 0 });
    expect(await toldTo(bidders[0]?.id ?? '')).toContain('quoteDeclined');
    expect(await toldTo(karim.id)).toEqual([]);
  });

  it('takes the files, the papers, the key and all that he was told; the books and the reviews stay', async () => {
    const made = await aPaidJob(app, 'Escrow', { state: 'completed' });
    app.clock.advance(days(8));
    const karim = made.craftsman;
    const as = await again(app, karim);
    await as.post('/api/users/upload-avatar').attach('avatar', await aJpeg(), 'me.jpg');
    await as
      .put('/api/wallet/payout-details')
      .send({ kind: 'wallet', holder: 'Karim Hassan', phone: '+201001234567' });
    await as.post('/api/users/me/devices').send({ token: 'a-push-token-of-karim', platform: 'android' });
    await BlockModel.create({
      by: karim.user._id,
      pairKey: `${karim.id}:x`,
      people: [karim.user._id, made.client.user._id],
      createdAt: app.clock.now(),
    });
    await app.container.matureEarnings(100);
    const balance = (await as.get('/api/wallet/balance')).body.data as { withdrawableBalance: number };
    await as.post('/api/wallet/withdraw').send({ amount: balance.withdrawableBalance });
    await app.drainOutbox();
    const [withdrawal] = await WithdrawalModel.find({ userId: karim.user._id }).lean();
    const admin = await anAdmin(app);
    await settle(admin, String(withdrawal?._id));
    const file = (await MediaModel.findOne({ ownerId: karim.user._id }).lean())?.key ?? '';
    expect((await app.http.get(`/media/${file}`)).status).toBe(200);

    const answer = await (await again(app, karim)).delete('/api/users/me').send({ password: PASSWORD });
    await app.drainOutbox();

    expect([answer.status, reasonsOf(answer)]).toEqual([200, []]);
    const userId = karim.user._id;
    expect(await MediaModel.countDocuments({ ownerId: userId })).toBe(0);
    expect((await app.http.get(`/media/${file}`)).status).toBe(404);
    expect(await UserKeyModel.countDocuments({ _id: userId })).toBe(0);
    expect(await DeviceModel.countDocuments({ userId })).toBe(0);
    expect(await SessionModel.countDocuments({ userId })).toBe(0);
    expect(await NotificationModel.countDocuments({ userId })).toBe(0);
    expect(await BlockModel.countDocuments({ people: userId })).toBe(0);
    expect((await WithdrawalModel.findOne({ userId }).lean())?.destination.fields).toEqual({});
    const looked = await (
      await again(app, admin)
    ).get(`/api/admin/withdrawals/${String(withdrawal?._id)}/destination`);
    expect(looked.status).toBe(404);
    expect(await UserKeyModel.countDocuments({ _id: userId })).toBe(0);
    await expectLedgerSound();
    expect(await reportErased(app.clock.now())).toBe(true);
  });

  it('empties his words once they can no longer be evidence', async () => {
    const talk = await aTalk(app, 'completed');
    const { client, craftsman, id } = talk;
    await write(client, talk, 'My door code is a secret');
    await write(craftsman, talk, 'I will be there at nine');
    await app.drainOutbox();

    await erase(client);
    await app.drainOutbox();
    const early = await storedMessages(id);
    app.clock.advance(days(8));
    await app.container.erasures.due(10, new AbortController().signal);
    const late = await storedMessages(id);

    expect(early.map(({ content }) => content)).toEqual([
      'My door code is a secret',
      'I will be there at nine',
    ]);
    expect(late.map(({ content, removedAt }) => [content, removedAt !== undefined])).toEqual([
      ['', true],
      ['I will be there at nine', false],
    ]);
    expect((await storedTalk(id)).isBlocked).toBe(true);
    const told = await NotificationModel.find({ userId: craftsman.user._id }).lean();
    expect(JSON.stringify(told)).not.toContain('door code');
    const seen = await (await again(app, craftsman)).get(`${talk.path}/messages`);
    expect(JSON.stringify(seen.body)).not.toContain('door code');
  });

  it('leaves reviews as by somebody who has gone', async () => {
    const made = await aPaidJob(app, 'Cash', { state: 'confirmed' });
    await (
      await again(app, made.client)
    )
      .post('/api/reviews')
      .send({ jobId: made.jobId, rating: 5, comment: 'Neat work' });
    await (await again(app, made.craftsman)).post('/api/reviews').send({ jobId: made.jobId, rating: 4 });

    await (await again(app, made.client)).delete('/api/users/me').send({ password: PASSWORD });
    await app.drainOutbox();
    const reader = await aCraftsman(app);
    const { body } = await reader.as.get(`/api/reviews/user/${made.craftsman.id}`);

    const [review] = (
      body as { data: { comment: string; reviewer: { fullName: string; isDeleted?: boolean } }[] }
    ).data;
    expect(review).toMatchObject({ comment: 'Neat work', reviewer: { fullName: '', isDeleted: true } });
    expect((await JobModel.findById(made.job._id).lean())?.address.street).toBeUndefined();
  });
});

/** Whoever is to pay it by hand has done so, or the gateway has. */
async function settle(admin: MadeUser, id: string): Promise<void> {
  app.clock.advance(days(2));
  await (await again(app, admin)).post(`/api/admin/withdrawals/${id}/paid`).send({ reference: 'by hand' });
  await app.drainOutbox();
}
