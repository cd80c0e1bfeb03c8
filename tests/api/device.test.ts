import { ActivityModel } from '../../src/models/activity.model';
import { DeviceModel } from '../../src/models/device.model';
import { DevMessageModel } from '../../src/models/devMessage.model';
import { seconds } from '../../src/utils/clock';
import { inTransaction } from '../../src/utils/transaction';
import { systemActor } from '../../src/utils/types/actor';
import { aUser, type MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';

const app = startTestApp();

const TOKEN = `fKx2Qm7-_:APA91b${'H'.repeat(150)}`;
const register = (who: MadeUser, token = TOKEN) =>
  who.as.post('/api/users/me/devices').send({ token, platform: 'Android' });
const tokensOf = (who: MadeUser): Promise<string[]> => app.container.devices.tokensOf(who.id);
/** Something that its owner hears of by push. */
async function securityNews(who: MadeUser): Promise<void> {
  await inTransaction((tx) =>
    app.container.outbox.record(tx, 'totp.enabled', { userId: who.id }, { actor: systemActor }),
  );
  await app.drainOutbox();
}
const pushes = () => DevMessageModel.find({ channel: 'push' }).sort({ at: 1, _id: 1 }).lean().exec();

describe('POST /api/users/me/devices', () => {
  it('brings pushes to the device, and keeps the token to itself', async () => {
    const mona = await aUser(app, { locale: 'ar' });

    const answer = await register(mona);
    await securityNews(mona);

    expect(answer.status).toBe(201);
    expect(Object.keys(answer.body.data).sort()).toEqual(['_id', 'createdAt', 'id', 'platform', 'seenAt']);
    expect(answer.body.data.platform).toBe('android');
    expect(await pushes()).toMatchObject([
      { to: TOKEN, subject: 'تم تفعيل التحقق بخطوتين', text: expect.stringContaining('رمز') },
    ]);
    const log = await ActivityModel.find({ action: 'device.registered' }).lean();
    expect(log).toMatchObject([{ actor: { id: mona.id }, after: { platform: 'android' } }]);
    expect(JSON.stringify(log)).not.toContain(TOKEN);
  });

  it('again is the same device', async () => {
    const mona = await aUser(app);
    const first = await register(mona);
    app.clock.advance(seconds(5));

    const again = await register(mona);
    await app.drainOutbox();

    expect(again.body.data.id).toBe(first.body.data.id);
    expect(again.body.data.seenAt).not.toBe(first.body.data.seenAt);
    expect(await ActivityModel.countDocuments({ action: 'device.registered' })).toBe(1);
  });

  it('with another’s token moves the device', async () => {
    const [mona, adel] = [await aUser(app), await aUser(app)];
    await register(mona);

    await register(adel);

    expect([await tokensOf(mona), await tokensOf(adel)]).toEqual([[], [TOKEN]]);
  });

  it('twice at once is one device', async () => {
    const [mona, adel] = [await aUser(app), await aUser(app)];

    const answers = await Promise.all([register(mona), register(adel), register(mona)]);

    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(await DeviceModel.countDocuments()).toBe(1);
  });

  it('keeps the twenty latest', async () => {
    const mona = await aUser(app);
    for (let number = 0; number < 22; number += 1) {
      app.clock.advance(seconds(1));
      await register(mona, `token-number-${number}`);
    }

    const tokens = await tokensOf(mona);

    expect(tokens).toHaveLength(20);
    expect([tokens[0], tokens.at(-1)]).toEqual(['token-number-21', 'token-number-2']);
    expect(await DeviceModel.countDocuments()).toBe(20);
  });

  it.each([
    ['no token', { platform: 'ios' }],
    ['no platform', { token: TOKEN }],
    ['another platform', { token: TOKEN, platform: 'fridge' }],
    ['a token that is none', { token: 'two words', platform: 'ios' }],
    ['a token without end', { token: 'x'.repeat(4_097), platform: 'ios' }],
  ])('refuses %s with 400', async (_what, body) => {
    const mona = await aUser(app);

    const answer = await mona.as.post('/api/users/me/devices').send(body);

    expect([answer.status, answer.body.code]).toEqual([400, 'request.invalid']);
  });

  it('is 401 for strangers', async () => {
    const answer = await app.http.post('/api/users/me/devices').send({ token: TOKEN, platform: 'ios' });

    expect(answer.status).toBe(401);
  });
});

describe('DELETE /api/users/me/devices/:token', () => {
  it('ends the pushes to that device', async () => {
    const mona = await aUser(app);
    await register(mona);

    const answer = await mona.as.delete(`/api/users/me/devices/${encodeURIComponent(TOKEN)}`);
    await securityNews(mona);

    expect([answer.status, answer.body.data]).toEqual([200, { removed: true }]);
    expect(await pushes()).toEqual([]);
  });

  it('is 404 for another’s device and for none', async () => {
    const [mona, adel] = [await aUser(app), await aUser(app)];
    await register(adel);

    const answers = [
      await mona.as.delete(`/api/users/me/devices/${TOKEN}`),
      await mona.as.delete('/api/users/me/devices/unknown-token'),
    ];

    expect(answers.map(({ body }) => body.code)).toEqual(['request.notFound', 'request.notFound']);
    expect(await tokensOf(adel)).toEqual([TOKEN]);
  });
});

describe('a device', () => {
  it('gets nothing more once its login has ended', async () => {
    const mona = await aUser(app);
    await register(mona);

    await mona.as.post('/api/auth/logout');
    await app.drainOutbox();

    expect(await tokensOf(mona)).toEqual([]);
  });
});
