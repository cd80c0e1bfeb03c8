import { mongo } from 'mongoose';
import { OutboxRowModel } from '../../src/models/outboxRow.model';
import { SettingModel } from '../../src/models/setting.model';
import { handlers } from '../../src/services/outbox/handlers';
import { makeOutbox } from '../../src/services/outbox/outbox.service';
import {
  makeSettingService,
  type SettingService,
  type SettingsEdit,
} from '../../src/services/setting.service';
import { seconds } from '../../src/utils/clock';
import { testClock, type TestClock } from '../helpers/clock';
import { connectTestDatabase, leaveTestDatabase, emptyDatabase } from '../helpers/database';
import { userWith } from '../support/note.actors';

const admin = userWith('admin');
let clock: TestClock;
let settings: SettingService;

const aProcess = (): SettingService => makeSettingService({ clock, outbox: makeOutbox({ clock, handlers }) });
const maxLive = (value: number, more: Partial<SettingsEdit> = {}): Promise<number> =>
  settings
    .change(admin, { edits: [{ key: 'quote.maxLive', value }], ...more })
    .then(({ version }) => version);
const errorsOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'nothing was refused',
    (error: { status: number; pub: object }) => ({ status: error.status, ...error.pub }),
  );

beforeAll(connectTestDatabase);
beforeEach(() => {
  clock = testClock();
  settings = aProcess();
});
afterEach(emptyDatabase);
afterAll(leaveTestDatabase);

describe('a setting', () => {
  it('is the catalogue’s default until somebody changes it', async () => {
    const view = await settings.current();

    expect(view.version).toBe(0);
    expect(view.get('quote.maxLive')).toBe(10);
    expect(await settings.get('fee.max')).toBeNull();
    expect(await settings.get('invitation.invitableStates')).toEqual(['Posted']);
  });

  it('is taken from the narrowest scope that says something: tier, service, market, global', async () => {
    const scope = { tier: 'Gold', serviceId: 's1', market: 'EG' };
    const answers: number[] = [];
    for (const place of ['global', 'market:EG', 'service:s1', 'tier:Gold']) {
      await settings.change(admin, {
        edits: [{ scope: place, key: 'fee.bps', value: 600 + answers.length }],
      });
      answers.push(await settings.get('fee.bps', scope));
    }

    expect(answers).toEqual([600, 601, 602, 603]);
    expect(await settings.get('fee.bps', { market: 'KE' })).toBe(600);
    expect(await settings.get('fee.bps', { serviceId: 's1', market: 'EG' })).toBe(602);
  });

  it('has defaults of its own for the tiers that we sell', async () => {
    await settings.change(admin, { edits: [{ key: 'fee.bps', value: 700 }] });

    expect(await settings.get('fee.bps', { tier: 'Pro' })).toBe(300);
    expect(await settings.get('quote.perMonth', { tier: 'Elite' })).toBeNull();
    expect(await settings.get('fee.bps', { tier: 'Free' })).toBe(700);
  });

  it('can be set back to what holds without the override', async () => {
    await maxLive(5);

    await settings.change(admin, { edits: [{ key: 'quote.maxLive', reset: true }] });

    expect(await settings.get('quote.maxLive')).toBe(10);
  });

  it('is at most a second old in another process, and new at once in the one that changed it', async () => {
    const other = aProcess();
    await other.current();

    await maxLive(5);

    expect(await settings.get('quote.maxLive')).toBe(5);
    expect(await other.get('quote.maxLive')).toBe(10);
    clock.advance(seconds(1));
    expect(await other.get('quote.maxLive')).toBe(5);
  });
});

describe('a pinned version', () => {
  it('answers as it stood, whatever was changed later, also in another process', async () => {
    const pinned = await maxLive(5);
    await maxLive(7);

    expect(await settings.get('quote.maxLive', { version: pinned })).toBe(5);
    expect((await aProcess().at(pinned)).get('quote.maxLive')).toBe(5);
    expect((await aProcess().at(0)).get('quote.maxLive')).toBe(10);
  });

  it('is what is stored under its number, also where the database was put back and counts on from before', async () => {
    const lost = await maxLive(5);
    await emptyDatabase();

    expect(await maxLive(7)).toBe(lost);

    expect(await settings.get('quote.maxLive')).toBe(7);
    expect(await settings.get('quote.maxLive', { version: lost })).toBe(7);
  });

  it('is 404 when it never existed', async () => {
    await expect(settings.at(99)).rejects.toMatchObject({ status: 404 });
  });
});

describe('a change', () => {
  it('is a new version with who, when, why, before and after, and is told through the outbox', async () => {
    await maxLive(5);
    await maxLive(7, { reason: 'busy season' });

    const [latest] = (await settings.history({ page: 1, limit: 20 })).items;
    const [row] = await OutboxRowModel.find({ 'data.version': 2 }).lean();
    const changes = [{ scope: 'global', key: 'quote.maxLive', before: 5, after: 7 }];
    expect(latest).toEqual({
      _id: 2,
      values: [{ scope: 'global', key: 'quote.maxLive', value: 7 }],
      changes,
      by: { id: admin.id, role: 'admin' },
      reason: 'busy season',
      at: clock.now(),
    });
    expect(row).toMatchObject({
      event: 'settings.changed',
      data: { version: 2, changes, reason: 'busy season' },
    });
  });

  it('is refused with every wrong figure at once, and nothing is changed', async () => {
    const edits = [
      { key: 'quote.maxLive', value: 0 },
      { key: 'fee.bps', value: '500' },
      { key: 'no.such', value: 1 },
      { scope: 'moon', key: 'fee.min', value: 1 },
      { key: 'job.reworkMax', value: 3 },
    ];

    const refusal = await errorsOf(settings.change(admin, { edits }));

    expect(refusal).toEqual({
      status: 400,
      errors: [
        { field: 'quote.maxLive', message: '"quote.maxLive" must be greater than or equal to 1' },
        { field: 'fee.bps', message: '"fee.bps" must be a number' },
        { field: 'no.such', message: 'there is no such setting' },
        {
          field: 'fee.min',
          message: 'scope must be global, or tier, service or market with a name: "market:EG"',
        },
      ],
    });
    expect(await SettingModel.countDocuments()).toBe(0);
  });

  it('that changes nothing makes no version', async () => {
    const version = await maxLive(5);

    expect(await maxLive(5)).toBe(version);
    expect(await OutboxRowModel.countDocuments()).toBe(1);
  });

  it('is 409 when somebody else was faster than the editor who saw an older version', async () => {
    await maxLive(5, { basis: 0 });

    await expect(maxLive(7, { basis: 0 })).rejects.toMatchObject({
      status: 409,
      code: 'setting.changedMeanwhile',
    });
    expect(await settings.get('quote.maxLive')).toBe(5);
  });

  it('has one winner of several at once', async () => {
    const ends = await Promise.allSettled([5, 6, 7].map((value) => maxLive(value, { basis: 0 })));

    const lost = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as { code: string }] : []));
    expect(lost.map(({ code }) => code)).toEqual(['setting.changedMeanwhile', 'setting.changedMeanwhile']);
    expect(await SettingModel.countDocuments()).toBe(1);
    expect(await OutboxRowModel.countDocuments()).toBe(1);
  });
});

describe('a version number that is taken', () => {
  it('is 409, not a fault of ours', async () => {
    const taken = Object.assign(new mongo.MongoServerError({ message: 'E11000' }), { code: 11_000 });
    jest.spyOn(SettingModel, 'insertMany').mockRejectedValue(taken);

    await expect(maxLive(5)).rejects.toMatchObject({ code: 'setting.changedMeanwhile', cause: taken });
  });
});

describe('the history', () => {
  it('is paged from the latest, by page and by cursor', async () => {
    for (const value of [1, 2, 3, 4, 5]) {
      await maxLive(value);
    }

    const first = await settings.history({ page: 1, limit: 2 });
    const second = await settings.history({ page: 2, limit: 2 });
    const afterFirst = await settings.history({ page: 1, limit: 2, cursor: first.nextCursor });
    const last = await settings.history({ page: 3, limit: 2 });

    const versions = [first, second, afterFirst, last].map(({ items }) => items.map(({ _id }) => _id));
    expect(versions).toEqual([[5, 4], [3, 2], [3, 2], [1]]);
    expect([first.hasNextPage, last.hasNextPage, first.totalItems]).toEqual([true, false, 5]);
  });
});
