import type { LoggedEventName } from '../../src/services/realtime/clientEvents';
import { days } from '../../src/utils/clock';
import { aSession, aUser } from '../factories/user';
import { startTestApp } from '../helpers/app';
import { accessTokenOf, clientWith } from '../helpers/as';

const app = startTestApp();

async function tell(userId: string, count: number, name: LoggedEventName = 'notification'): Promise<void> {
  for (let n = 1; n <= count; n += 1) {
    const dedupeKey = `${name} ${n} ${app.clock.now().toISOString()}`;
    await app.container.eventLog.append({ userId, name, payload: { type: 'quote', n }, dedupeKey });
  }
}

const idsOf = ({ body }: { body: { data: { id: number }[] } }): number[] => body.data.map(({ id }) => id);

describe('GET /events', () => {
  it('gives what the user was told since a place, in order, as a connected app got it', async () => {
    const { id, as } = await aUser(app);
    await tell(id, 3);

    const answer = await as.get('/api/events?since=1');

    expect(answer.status).toBe(200);
    expect(answer.body.data).toEqual([
      { id: 2, event: 'notification', data: { id: 2, type: 'quote', n: 2 }, at: '2026-03-02T09:00:00.000Z' },
      { id: 3, event: 'notification', data: { id: 3, type: 'quote', n: 3 }, at: '2026-03-02T09:00:00.000Z' },
    ]);
    expect(answer.body.pagination).toMatchObject({ totalItems: 2, hasNextPage: false, nextCursor: null });
  });

  it('is complete over its pages, by the last id or by the cursor', async () => {
    const { id, as } = await aUser(app);
    await tell(id, 25);

    const first = await as.get('/api/events?since=0&limit=10');
    const second = await as.get(`/api/events?cursor=${first.body.pagination.nextCursor}&limit=10`);
    const third = await as.get(`/api/events?since=${idsOf(second).at(-1)}&limit=10`);

    expect([first, second, third].flatMap(idsOf)).toEqual(Array.from({ length: 25 }, (_, n) => n + 1));
    expect(first.body.pagination).toMatchObject({ totalItems: 25, hasNextPage: true, nextCursor: '10' });
    expect(third.body.pagination).toMatchObject({ hasNextPage: false, nextCursor: null });
  });

  it('is empty for whoever knows everything, and for whoever was told nothing', async () => {
    const [told, quiet] = [await aUser(app), await aUser(app)];
    await tell(told.id, 2);

    const known = await told.as.get('/api/events?since=2');
    const nothing = await quiet.as.get('/api/events');

    expect([known.status, nothing.status]).toEqual([200, 200]);
    expect([known.body.data, nothing.body.data]).toEqual([[], []]);
  });

  it('shows nobody what others were told', async () => {
    const [told, other] = [await aUser(app), await aUser(app)];
    await tell(told.id, 2);

    const answer = await other.as.get(`/api/events?since=0&userId=${told.id}`);

    expect(answer.body.data).toEqual([]);
  });

  it('answers 410 when events since then are no longer kept, with the oldest that is', async () => {
    const { user, id } = await aUser(app);
    await tell(id, 3);
    app.clock.advance(days(31));
    await tell(id, 1, 'new_message');
    await app.container.tasks.runNow('purge-user-events');
    const session = await aSession(app, { userId: user._id });
    const token = accessTokenOf(app, { userId: id, sessionId: session._id.toHexString() });

    const gone = await clientWith(app, token).get('/api/events?since=0');

    expect(gone.status).toBe(410);
    expect(gone.body).toMatchObject({ success: false, code: 'event.tooOld', oldestId: 3 });
  });

  it.each(['since=-1', 'since=1.5', 'since=last', 'limit=many', 'cursor=abc', 'since[$gt]=1'])(
    'refuses %s with 400',
    async (query) => {
      const { as } = await aUser(app);

      const answer = await as.get(`/api/events?${query}`);

      expect(answer.status).toBe(400);
    },
  );

  it('asks for a login', async () => {
    const answer = await app.http.get('/api/events?since=0');

    expect(answer.status).toBe(401);
    expect(answer.body.code).toBe('auth.required');
  });
});
