import { ActivityModel } from '../../src/models/activity.model';
import { DevMessageModel } from '../../src/models/devMessage.model';
import { DeviceModel } from '../../src/models/device.model';
import { HireSampleModel } from '../../src/models/hireSample.model';
import { JobMatchModel } from '../../src/models/jobMatch.model';
import { MediaModel } from '../../src/models/media.model';
import { NotificationModel } from '../../src/models/notification.model';
import { VerificationModel } from '../../src/models/verification.model';
import { days } from '../../src/utils/clock';
import { geoPoint } from '../../src/utils/geo';
import { newId } from '../../src/utils/ids';
import { aTalk, storedMessages } from '../factories/conversation';
import { aClient, aCraftsman, aModerator, anAdmin } from '../factories/user';
import { again } from '../helpers/again';
import { startTestApp } from '../helpers/app';
import { aJpeg } from '../support/pictures';

const app = startTestApp();
const forget = async (): Promise<void> => {
  await app.container.tasks.runNow('forget');
  await app.drainOutbox();
};

const counts = async () => ({
  notifications: await NotificationModel.countDocuments(),
  devices: await DeviceModel.countDocuments(),
  devMessages: await DevMessageModel.countDocuments(),
  activities: await ActivityModel.countDocuments({ action: 'device.registered' }),
});

describe('what is kept long enough', () => {
  it('is forgotten, each kind after its own time', async () => {
    const mona = await aClient(app);
    await mona.as.post('/api/users/me/devices').send({ token: 'a-push-token-of-mona', platform: 'ios' });
    await mona.as.post('/api/auth/change-password').send({
      currentPassword: 'Harbour-Lantern-42',
      newPassword: 'Copper-Meadow-17',
    });
    await app.drainOutbox();
    const before = await counts();

    const after: Record<string, number>[] = [];
    for (const time of [days(31), days(240), days(95), days(731)]) {
      app.clock.advance(time);
      await forget();
      after.push(await counts());
    }

    expect(before).toMatchObject({ notifications: 1, devices: 1, activities: 1 });
    expect(before.devMessages).toBeGreaterThan(0);
    expect(after).toEqual([
      { ...before, devMessages: 0 },
      { ...before, devMessages: 0, devices: 0 },
      { ...before, devMessages: 0, devices: 0, notifications: 0 },
      { devMessages: 0, devices: 0, notifications: 0, activities: 0 },
    ]);
  });

  it('is to whom a job was offered and what was agreed for it, in their time', async () => {
    const at = app.clock.now();
    await JobMatchModel.create({ jobId: newId(), craftsmanIds: [newId()], told: 1, at });
    await HireSampleModel.create({
      quoteId: newId(),
      serviceId: newId(),
      area: geoPoint(31.23, 30.04),
      cells: ['1:0:0'],
      price: 500,
      currency: 'EGP',
      at,
    });
    const left: number[][] = [];
    for (const time of [days(179), days(2), days(913), days(2)]) {
      app.clock.advance(time);
      await forget();
      left.push([await JobMatchModel.countDocuments(), await HireSampleModel.countDocuments()]);
    }

    expect(left).toEqual([
      [1, 1],
      [0, 1],
      [0, 1],
      [0, 0],
    ]);
  });

  it('is as long as staff sets it', async () => {
    const [mona, admin] = [await aClient(app), await anAdmin(app)];
    await mona.as.post('/api/users/me/devices').send({ token: 'another-push-token', platform: 'ios' });
    await admin.as
      .put('/api/admin/settings')
      .send({ edits: [{ key: 'retention.deviceDays', value: 60 }], reason: 'Shorter' });

    app.clock.advance(days(61));
    await forget();

    expect(await DeviceModel.countDocuments()).toBe(0);
  });

  it('papers of a refused request go, what was said of them stays', async () => {
    const [karim, moderator] = [await aCraftsman(app), await aModerator(app)];
    const asked = await karim.as
      .post('/api/users/craftsman/verification')
      .field('bio', 'I repair boilers')
      .field('skills', 'boilers')
      .field('docTypes', 'national-id')
      .field('docNames', 'Front')
      .attach('verificationDocs', await aJpeg(), 'id.jpg');
    expect(asked.status).toBe(201);
    const [made] = await VerificationModel.find().lean();
    await moderator.as
      .post(`/api/admin/verifications/${String(made?._id)}/reject`)
      .send({ reason: 'It cannot be read' });
    await app.drainOutbox();

    app.clock.advance(days(89));
    await forget();
    const kept = await MediaModel.countDocuments();
    app.clock.advance(days(2));
    await forget();

    const [left] = await VerificationModel.find().lean();
    expect([kept, await MediaModel.countDocuments()]).toEqual([1, 0]);
    expect(left).toMatchObject({ status: 'rejected', reason: 'It cannot be read', documents: [] });
  });

  it('files that two sent each other go a year after their job has ended', async () => {
    const talk = await aTalk(app, 'completed');
    const running = await aTalk(app, 'inProgress');
    for (const one of [talk, running]) {
      const answer = await one.client.as
        .post(`${one.path}/messages`)
        .attach('attachments', await aJpeg(), 'tap.jpg');
      expect(answer.status).toBe(201);
    }
    await app.drainOutbox();

    app.clock.advance(days(364));
    await forget();
    const kept = await MediaModel.countDocuments({ purpose: 'message' });
    app.clock.advance(days(2));
    await forget();

    const [message] = await storedMessages(talk.id);
    expect([kept, await MediaModel.countDocuments({ purpose: 'message' })]).toEqual([2, 1]);
    expect([message?.files, message?.removedAt !== undefined]).toEqual([[], true]);
    const seen = await (await again(app, talk.craftsman)).get(`${talk.path}/messages`);
    expect(seen.status).toBe(200);
    expect((await storedMessages(running.id))[0]?.files).toHaveLength(1);
  });
});
