import { readdirSync } from 'node:fs';
import { findMediaFaults } from '../../scripts/checks/media';
import { mediaUsage } from '../../scripts/migrations/2026-11-28-media-usage';
import { MediaModel } from '../../src/models/media.model';
import { MediaUsageModel } from '../../src/models/mediaUsage.model';
import type { SettingKey } from '../../src/config/settings';
import { seconds } from '../../src/utils/clock';
import { systemActor } from '../../src/utils/types/actor';
import { aUser, type MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';
import { aPng } from '../support/pictures';

const app = startTestApp();
/** What a test has set is not remembered in the next one. */
beforeEach(() => app.clock.advance(seconds(2)));

const limitTo = (key: SettingKey, value: number) =>
  app.container.settings.change(systemActor, { edits: [{ key, value }] });
const usageOf = ({ user }: MadeUser) => MediaUsageModel.findById(user._id).lean();
const upload = (who: MadeUser, bytes: Buffer) =>
  who.as.post('/api/uploads').field('purpose', 'jobPhoto').attach('file', bytes, 'a.png');
/** Only of these tests: nothing else of this app keeps files. */
const keptFiles = (): number =>
  readdirSync(app.container.config.dataDir, { recursive: true, withFileTypes: true }).filter((entry) =>
    /^[0-9a-f]{32}\.jpg$/.test(entry.name),
  ).length;

const statuses = (answers: readonly { readonly status: number }[]): number[] =>
  answers.map(({ status }) => status).sort();

describe('a user’s room', () => {
  it('is never overrun by uploads at once, and what does not fit leaves nothing', async () => {
    const mona = await aUser(app);
    const bytes = await aPng();
    const before = keptFiles();
    await limitTo('media.maxFilesPerUser', 3);

    const answers = await Promise.all(Array.from({ length: 10 }, () => upload(mona, bytes)));

    expect(statuses(answers)).toEqual([201, 201, 201, 413, 413, 413, 413, 413, 413, 413]);
    const refused = answers.find(({ status }) => status === 413);
    expect(refused?.body).toMatchObject({ code: 'media.quotaExceeded', maxFiles: 3 });
    expect([await MediaModel.countDocuments(), (await usageOf(mona))?.files]).toEqual([3, 3]);
    expect(keptFiles() - before).toBe(3);
    expect(await findMediaFaults()).toEqual([]);
  });

  it('is counted in bytes as they are kept, file by file or together', async () => {
    const mona = await aUser(app);
    const bytes = await aPng();
    const size = (await upload(mona, bytes)).body.data.sizeBytes as number;
    await limitTo('media.maxBytesPerUser', 4 * size);

    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => upload(mona, bytes)));
    const together = mona.as.post('/api/uploads');
    for (const name of ['a.png', 'b.png']) {
      void together.attach('files', bytes, name);
    }

    expect(statuses(answers)).toEqual([201, 201, 201, 413, 413]);
    expect((await together).body).toMatchObject({
      code: 'media.quotaExceeded',
      usedBytes: 4 * size,
      usedFiles: 4,
    });
    expect(await usageOf(mona)).toMatchObject({ bytes: 4 * size, files: 4 });
  });

  it('is each user’s own, and a form with a picture that finds none has no other effect', async () => {
    const [mona, karim] = [await aUser(app), await aUser(app)];
    await limitTo('media.maxFilesPerUser', 1);
    await upload(mona, await aPng());

    const refused = await mona.as
      .put('/api/users/me')
      .field('firstName', 'Mouna')
      .attach('profilePicture', await aPng(), 'me.png')
      .set('Accept-Language', 'ar');
    const other = await upload(karim, await aPng());

    expect([refused.status, refused.body.code, other.status]).toEqual([413, 'media.quotaExceeded', 201]);
    expect(refused.body.message).toContain('مساحة');
    expect((await mona.as.get('/api/users/me')).body.data).toMatchObject({
      firstName: 'Mona',
      profilePicture: null,
    });
  });

  it('comes back when a file is gone, once, however often it is erased', async () => {
    const mona = await aUser(app);
    await limitTo('media.maxFilesPerUser', 2);
    const picture = { profilePicture: (await upload(mona, await aPng())).body.data.id as string };
    await MediaModel.updateOne({ _id: picture.profilePicture }, { $set: { purpose: 'avatar' } });
    await mona.as.patch('/api/users/me').send(picture);
    await upload(mona, await aPng());
    const full = await upload(mona, await aPng());

    await mona.as.delete('/api/users/me/profile-picture');
    await Promise.all([1, 2, 3].map(() => app.container.mediaLibrary.erase(picture.profilePicture)));
    await app.drainOutbox();
    const again = await upload(mona, await aPng());

    expect([full.status, again.status]).toEqual([413, 201]);
    expect(await usageOf(mona)).toMatchObject({ files: 2 });
    expect(await findMediaFaults()).toEqual([]);
  });

  it('holds when the first uploads of somebody come together', async () => {
    const people = [await aUser(app), await aUser(app), await aUser(app)];
    const bytes = await aPng();

    const answers = await Promise.all(people.flatMap((who) => [1, 2, 3].map(() => upload(who, bytes))));

    expect(new Set(statuses(answers))).toEqual(new Set([201]));
    expect((await Promise.all(people.map(usageOf))).map((usage) => usage?.files)).toEqual([3, 3, 3]);
  });

  it('is counted for files from before it was, and a wrong count shows', async () => {
    const mona = await aUser(app);
    await upload(mona, await aPng());
    await MediaUsageModel.deleteMany({});
    await MediaModel.updateMany({}, { $unset: { checkedAt: 1 } });
    const faults = await findMediaFaults();

    await mediaUsage.run();

    expect(faults).toEqual([expect.stringContaining(mona.id)]);
    expect(await findMediaFaults()).toEqual([]);
    const row = await MediaModel.findOne().orFail().lean();
    expect(row.checkedAt).toEqual(row.createdAt);
  });
});
