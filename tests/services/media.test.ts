import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { Types } from 'mongoose';
import { findMediaFaults } from '../../scripts/checks/media';
import { MediaModel, type Media } from '../../src/models/media.model';
import { MediaUsageModel } from '../../src/models/mediaUsage.model';
import { OutboxRowModel } from '../../src/models/outboxRow.model';
import type { Attachment } from '../../src/services/media/attachments';
import { makeSweepMediaTask } from '../../src/services/tasks/sweep-media.task';
import { after, days, hours, minutes } from '../../src/utils/clock';
import { AppError, UpstreamError } from '../../src/utils/errors';
import { idOf, newId } from '../../src/utils/ids';
import type { MediaPurpose } from '../../src/utils/mediaPurposes';
import { inTransaction } from '../../src/utils/transaction';
import { systemActor, type UserActor } from '../../src/utils/types/actor';
import { aUser, type MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';
import { aPng } from '../support/pictures';

const app = startTestApp();
const dataDir = (): string => app.container.config.dataDir;

const actorOf = ({ id, sessionId }: MadeUser): UserActor => ({
  kind: 'user',
  id,
  sessionId,
  roles: ['client'],
  role: 'client',
  locale: 'ar',
  scope: 'full',
});

async function given(who: MadeUser, purpose: MediaPurpose = 'jobPhoto'): Promise<string> {
  const path = join(dataDir(), 'uploads', 'given.png');
  writeFileSync(path, await aPng());
  const file = { field: 'file', originalName: 'a.png', path, sizeBytes: 1 };
  const [media] = await app.container.mediaLibrary.accept(actorOf(who), [file], purpose);
  return media?._id.toHexString() ?? '';
}

const aJob = () => ({ type: 'job', id: newId().toHexString() }) as const;

function attach(who: MadeUser, wish: Partial<Attachment> & Pick<Attachment, 'refs'>): Promise<string[]> {
  const whole = { purpose: 'jobPhoto', subject: aJob(), field: 'photos', ...wish } as const;
  return inTransaction(async (tx) => {
    const rows = await app.container.mediaLibrary.attach(tx, actorOf(who), whole);
    return rows.map(({ _id }) => _id.toHexString());
  });
}

const refusalOf = (attaching: Promise<unknown>): Promise<unknown> =>
  attaching.then(
    () => 'attached',
    (error: unknown) => (error instanceof AppError ? { code: error.code, ...error.pub } : error),
  );

const REFUSED = {
  code: 'media.notUsable',
  errors: [{ field: 'photos', message: expect.stringContaining('لا يمكن استخدام هذا الملف') }],
};

describe('attaching files', () => {
  it('keeps the order that was named, takes ids and addresses, and each file once', async () => {
    const mona = await aUser(app);
    const [one, two, three] = [await given(mona), await given(mona), await given(mona)];
    const second = await MediaModel.findById(two).orFail().lean();

    const attached = await attach(mona, { refs: [three, `/media/${second.key}`, one, three] });

    expect(attached).toEqual([three, two, one]);
    expect(await MediaModel.countDocuments({ state: 'attached' })).toBe(3);
  });

  it('is refused for another’s file, another purpose and what is not there, and then none is attached', async () => {
    const [mona, karim] = [await aUser(app), await aUser(app)];
    const good = await given(mona);
    const bad = [
      await given(karim),
      await given(mona, 'portfolio'),
      new Types.ObjectId().toHexString(),
      '',
      'x',
    ];

    const refusals = [];
    for (const ref of bad) {
      refusals.push(await refusalOf(attach(mona, { refs: [good, ref] })));
    }

    expect(refusals).toEqual(bad.map(() => REFUSED));
    expect(await MediaModel.countDocuments({ state: 'attached' })).toBe(0);
  });

  it('gives one file to one job, also when two want it at once, and again to the one that has it', async () => {
    const mona = await aUser(app);
    const photo = await given(mona);
    const jobs = [aJob(), aJob()];

    const answers = await Promise.all(
      jobs.map((subject) => refusalOf(attach(mona, { refs: [photo], subject }))),
    );
    const winner = jobs[answers.indexOf('attached')];
    const again = await refusalOf(attach(mona, { refs: [photo], ...(winner && { subject: winner }) }));

    expect(answers).toContainEqual(REFUSED);
    expect([...answers, again].filter((answer) => answer === 'attached')).toHaveLength(2);
  });

  it('is over when a file is detached: its bytes go, and only for the one it belonged to', async () => {
    const mona = await aUser(app);
    const [photo, subject] = [await given(mona), aJob()];
    await attach(mona, { refs: [photo], subject });
    const { key } = await MediaModel.findById(photo).orFail().lean();
    const detach = (from: ReturnType<typeof aJob>) =>
      inTransaction((tx) =>
        app.container.mediaLibrary.detach(tx, actorOf(mona), { ids: [photo], subject: from }),
      );

    await detach(aJob());
    await app.drainOutbox();
    const still = await app.http.get(`/media/${key}`);
    await detach(subject);
    await detach(subject);
    const events = await OutboxRowModel.countDocuments({ event: 'media.removed' });
    await app.drainOutbox();
    const gone = await app.http.get(`/media/${key}`);

    expect([still.status, gone.status, events]).toEqual([200, 404, 1]);
    expect(await MediaModel.countDocuments()).toBe(0);
  });
});

describe('erasing a file', () => {
  it('spares one that is in use and may be repeated', async () => {
    const mona = await aUser(app);
    const photo = await given(mona);

    await app.container.mediaLibrary.erase(photo);
    await app.container.mediaLibrary.erase(newId().toHexString());

    expect(await MediaModel.countDocuments()).toBe(1);
  });
});

describe('the hourly sweep', () => {
  const sweep = async (): Promise<void> => {
    const task = makeSweepMediaTask(app.container);
    const { clock, logger } = app;
    await task.run({ at: clock.now(), logger, signal: new AbortController().signal });
  };

  it('removes what was given a day ago and never used, and nothing else', async () => {
    const mona = await aUser(app);
    const [old, used] = [await given(mona), await given(mona)];
    await attach(mona, { refs: [used] });
    const { key } = await MediaModel.findById(old).orFail().lean();
    app.clock.advance(hours(24) + 1);
    const fresh = await given(mona);

    await sweep();
    await app.drainOutbox();

    const left = await MediaModel.find().sort({ _id: 1 }).lean();
    expect(left.map(({ _id }) => _id.toHexString())).toEqual([used, fresh].sort());
    expect((await app.http.get(`/media/${key}`)).status).toBe(404);
    const [row] = await OutboxRowModel.find({ event: 'media.removed' }).lean();
    expect(row?.actor.id).toBe(systemActor.id);
  });

  it('removes a file that no row knows, once it is a day old', async () => {
    const folder = join(dataDir(), 'media', 'job-photos', 'ab');
    mkdirSync(folder, { recursive: true });
    const [old, young] = [`ab${'0'.repeat(30)}.jpg`, `ab${'1'.repeat(30)}.jpg`];
    const now = app.clock.now();
    for (const [name, at] of [[old, after(now, -hours(25))] as const, [young, now] as const]) {
      writeFileSync(join(folder, name), 'x');
      await utimes(join(folder, name), at, at);
    }

    await sweep();

    expect(readdirSync(folder)).toEqual([young]);
  });

  const begun = async (who: MadeUser, state: Media['state']): Promise<string> => {
    const id = await given(who);
    await MediaModel.updateOne({ _id: id }, { $set: { state } });
    return id;
  };

  it('gives up what died on its way to the provider an hour ago, with what may be there of it', async () => {
    const mona = await aUser(app);
    const old = await begun(mona, 'storing');
    const { key } = await MediaModel.findById(old).orFail().lean();
    app.clock.advance(hours(1) + 1);
    const young = await begun(mona, 'storing');

    await sweep();
    await app.drainOutbox();

    expect((await MediaModel.find().lean()).map(({ _id }) => _id.toHexString())).toEqual([young]);
    expect((await app.http.get(`/media/${key}`)).status).toBe(404);
    expect(await MediaUsageModel.findById(mona.user._id).lean()).toMatchObject({ files: 1 });
  });

  it('removes what should have gone and whose event ran out of tries', async () => {
    const mona = await aUser(app);
    const old = await begun(mona, 'deleted');
    const { key } = await MediaModel.findById(old).orFail().lean();

    await sweep();
    const soon = await MediaModel.countDocuments();
    app.clock.advance(hours(24) + 1);
    await sweep();

    expect([soon, await MediaModel.countDocuments()]).toEqual([1, 0]);
    expect((await app.http.get(`/media/${key}`)).status).toBe(404);
    expect(await MediaUsageModel.findById(mona.user._id).lean()).toMatchObject({ files: 0, bytes: 0 });
  });

  it('tells of files in use that are not there, once a week, and takes it back when they are', async () => {
    const mona = await aUser(app);
    const [lost, safe] = [await given(mona), await given(mona)];
    await attach(mona, { refs: [lost, safe] });
    const { key } = await MediaModel.findById(lost).orFail().lean();
    const path = join(dataDir(), 'media', key.replace('/', `/${key.split('/')[1]?.slice(0, 2)}/`));
    const told = () => app.logger.lines.filter(({ message }) => message === 'a file in use is not there');
    const missing = async () => (await MediaModel.find({ missingSince: { $exists: true } }).lean()).map(idOf);
    renameSync(path, `${path}.aside`);

    await sweep();
    const atOnce = [await missing(), told().length];
    app.clock.advance(days(7) + 1);
    await sweep();
    await sweep();
    const aWeekLater = [await missing(), told().length, await findMediaFaults()];
    renameSync(`${path}.aside`, path);
    app.clock.advance(days(7) + 1);
    await sweep();

    expect(atOnce).toEqual([[], 0]);
    expect(aWeekLater).toEqual([[lost], 1, [expect.stringContaining(key)]]);
    expect([await missing(), told().length]).toEqual([[], 1]);
  });

  it('does what needs no provider although that is away, and tries the rest again', async () => {
    const mona = await aUser(app);
    const unused = await given(mona);
    await begun(mona, 'deleted');
    app.clock.advance(hours(24) + 1);
    const away = new UpstreamError('provider.failed');
    const { mediaSweep } = app.container;
    const condemned = jest.spyOn(mediaSweep, 'condemned').mockRejectedValueOnce(away);

    await expect(sweep()).rejects.toBe(away);
    const state = (await MediaModel.findById(unused).orFail().lean()).state;
    await sweep();

    expect([state, condemned.mock.calls.length]).toEqual(['deleted', 2]);
    expect(await MediaModel.countDocuments()).toBe(0);
  });

  it('removes temporary files that no living request can have', async () => {
    const uploads = join(dataDir(), 'uploads');
    const now = app.clock.now();
    for (const [name, at] of [['dead.part', after(now, -minutes(16))] as const, ['alive', now] as const]) {
      writeFileSync(join(uploads, name), 'x');
      await utimes(join(uploads, name), at, at);
    }

    await sweep();

    expect(readdirSync(uploads)).not.toContain('dead.part');
    expect(readdirSync(uploads)).toContain('alive');
  });
});
