import { ActivityModel } from '../../src/models/activity.model';
import { makeActivityService, type NewActivity } from '../../src/services/activity.service';
import { makeDispatcher } from '../../src/services/outbox/dispatcher';
import type { HandlerDeps } from '../../src/services/outbox/handlers/handler';
import { handlers } from '../../src/services/outbox/handlers';
import { makeOutbox } from '../../src/services/outbox/outbox.service';
import { makeSettingService } from '../../src/services/setting.service';
import { after, hours } from '../../src/utils/clock';
import { newId } from '../../src/utils/ids';
import { withRequest } from '../../src/utils/requestContext';
import { testClock } from '../helpers/clock';
import { connectTestDatabase, leaveTestDatabase, emptyDatabase } from '../helpers/database';
import { memoryLogger } from '../helpers/logger';
import { userWith } from '../support/note.actors';

const NOON = new Date('2026-03-02T12:00:00.000Z');
const admin = userWith('admin');
const activities = makeActivityService();

const did = (hour: number, more: Partial<NewActivity> = {}): Promise<void> =>
  activities.record({
    eventId: newId().toHexString(),
    actor: { id: admin.id, role: 'admin' },
    action: 'note.published',
    target: { type: 'note', id: `n${hour}` },
    at: after(NOON, hours(hour)),
    ...more,
  });
const targets = async (...question: Parameters<typeof activities.list>): Promise<string[]> =>
  (await activities.list(...question)).items.map(({ target }) => target.id);

beforeAll(connectTestDatabase);
afterEach(emptyDatabase);
afterAll(leaveTestDatabase);

describe('the activity log', () => {
  it('has one line per event, however often the handler runs, and at once', async () => {
    const eventId = newId().toHexString();

    await Promise.all([1, 2, 3, 4].map(() => did(0, { eventId, after: { text: 'Hello' } })));

    expect(await ActivityModel.countDocuments()).toBe(1);
  });

  it('tells who changed which settings from what to what, by which request', async () => {
    const clock = testClock();
    const outbox = makeOutbox({ clock, handlers });
    const settings = makeSettingService({ clock, outbox });
    const dispatcher = makeDispatcher({
      clock,
      logger: memoryLogger(),
      handlers,
      deps: { activities } as unknown as HandlerDeps,
      instanceId: 'one',
    });

    await withRequest({ requestId: 'r1' }, () =>
      settings.change(admin, { edits: [{ key: 'fee.bps', value: 400 }], reason: 'spring' }),
    );
    await dispatcher.processAll();

    const { items } = await activities.list({}, { page: 1, limit: 20 });
    expect(items).toMatchObject([
      {
        actor: { id: admin.id, role: 'admin' },
        action: 'settings.changed',
        target: { type: 'settings', id: '1' },
        before: { 'global fee.bps': null },
        after: { 'global fee.bps': 400 },
        reason: 'spring',
        requestId: 'r1',
        at: clock.now(),
      },
    ]);
  });

  it('is read newest first, by page and by cursor, with its total', async () => {
    for (const hour of [1, 2, 3, 4, 5]) {
      await did(hour);
    }

    const first = await activities.list({}, { page: 1, limit: 2 });

    expect(first).toMatchObject({ totalItems: 5, totalIsCapped: false, hasNextPage: true });
    expect(await targets({}, { page: 2, limit: 2 })).toEqual(['n3', 'n2']);
    expect(await targets({}, { page: 1, limit: 4, cursor: first.nextCursor })).toEqual(['n3', 'n2', 'n1']);
  });

  it('loses and repeats nothing between pages of lines of one instant', async () => {
    for (const id of ['a', 'b', 'c', 'd', 'e']) {
      await did(0, { target: { type: 'note', id } });
    }

    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await activities.list({}, { page: 1, limit: 2, cursor });
      seen.push(...page.items.map(({ target }) => target.id));
      cursor = page.nextCursor;
    } while (cursor !== undefined);

    expect(seen.sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('is filtered by who, what, target and time', async () => {
    const other = userWith('moderator');
    await did(1);
    await did(2, { actor: { id: other.id, role: 'moderator' } });
    await did(3, { action: 'note.archived' });
    await did(4, { target: { type: 'job', id: 'n4' } });
    const page = { page: 1, limit: 20 };

    expect(await targets({ actorId: other.id }, page)).toEqual(['n2']);
    expect(await targets({ action: 'note.archived' }, page)).toEqual(['n3']);
    expect(await targets({ targetType: 'job', targetId: 'n4' }, page)).toEqual(['n4']);
    expect(await targets({ from: after(NOON, hours(2)), to: after(NOON, hours(4)) }, page)).toEqual([
      'n3',
      'n2',
    ]);
  });

  it('refuses a cursor that it has not given', async () => {
    await expect(activities.list({}, { page: 1, limit: 2, cursor: '{"$gt":1}' })).rejects.toMatchObject({
      status: 400,
    });
  });
});
