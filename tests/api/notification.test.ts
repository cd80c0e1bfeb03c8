import { NotificationModel, type Notification } from '../../src/models/notification.model';
import { after } from '../../src/utils/clock';
import { newId } from '../../src/utils/ids';
import { aUser, type MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';

const app = startTestApp();

/** Stored notifications of a user, the last one the newest. */
async function told(user: MadeUser, count: number, overrides: Partial<Notification> = {}): Promise<string[]> {
  const made = Array.from({ length: count }, (_, index): Notification => ({
    _id: newId(),
    userId: user.user._id,
    type: 'security',
    name: 'newDevice',
    title: `Title ${index}`,
    message: 'Message',
    data: { jobId: 'j1' },
    read: false,
    at: after(app.clock.now(), index * 1_000),
    dedupeKey: newId().toHexString(),
    ...overrides,
  }));
  await NotificationModel.collection.insertMany(made);
  return made.map(({ _id }) => _id.toHexString());
}

const unreadOf = (user: MadeUser): Promise<number> =>
  NotificationModel.countDocuments({ userId: user.user._id, read: false });
const idsIn = (body: { data: { id: string }[] }): string[] => body.data.map(({ id }) => id);

describe('GET /api/notifications', () => {
  it('lists one’s own, newest first, with the number of unread ones beside the list', async () => {
    const [mona, adel] = [await aUser(app), await aUser(app)];
    const ids = await told(mona, 3);
    await told(adel, 2);
    await NotificationModel.findByIdAndUpdate(ids[0], { read: true });

    const answer = await mona.as.get('/api/notifications');

    expect(answer.status).toBe(200);
    expect(idsIn(answer.body)).toEqual(ids.toReversed());
    expect(answer.body).toMatchObject({
      success: true,
      unreadCount: 2,
      pagination: { totalItems: 3, page: 1 },
    });
    expect(answer.body.data[0]).toEqual({
      id: ids[2],
      _id: ids[2],
      type: 'security',
      title: 'Title 2',
      message: 'Message',
      data: { jobId: 'j1' },
      read: false,
      createdAt: after(app.clock.now(), 2_000).toISOString(),
    });
  });

  it('lists unread ones alone when asked', async () => {
    const mona = await aUser(app);
    const [first] = await told(mona, 2);
    await told(mona, 3, { read: true });

    const answer = await mona.as.get('/api/notifications?unreadOnly=true&limit=1');

    expect(answer.body).toMatchObject({ unreadCount: 2, pagination: { totalItems: 2, hasNextPage: true } });
    const next = await mona.as.get(
      `/api/notifications?unreadOnly=true&limit=1&cursor=${answer.body.pagination.nextCursor}`,
    );
    expect(idsIn(next.body)).toEqual([first]);
  });

  it('pages by number and by cursor', async () => {
    const mona = await aUser(app);
    const ids = (await told(mona, 5)).toReversed();

    const second = await mona.as.get('/api/notifications?page=2&limit=2');
    const third = await mona.as.get(`/api/notifications?limit=2&cursor=${second.body.pagination.nextCursor}`);

    expect(idsIn(second.body)).toEqual(ids.slice(2, 4));
    expect(idsIn(third.body)).toEqual(ids.slice(4));
    expect(third.body.pagination.nextCursor).toBeNull();
  });

  it('refuses what is no cursor with 400, and strangers with 401', async () => {
    const mona = await aUser(app);

    const wrong = await mona.as.get('/api/notifications?cursor=abc');
    const wanton = await mona.as.get('/api/notifications?unreadOnly=perhaps');
    const stranger = await app.http.get('/api/notifications');

    expect([wrong.status, wanton.status, stranger.status]).toEqual([400, 400, 401]);
    expect(wrong.body).toMatchObject({ code: 'request.invalid', errors: [{ field: 'cursor' }] });
  });
});

describe('POST /api/notifications/mark-read', () => {
  it('marks the named ones and says so in the reader’s language', async () => {
    const mona = await aUser(app);
    const ids = await told(mona, 3);

    const answer = await mona.as
      .post('/api/notifications/mark-read')
      .set('Accept-Language', 'ar')
      .send({ ids: [ids[0], ids[1], ids[1]] });

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      data: { updated: 2, unreadCount: 1 },
      message: 'تم تعليم إشعارين كمقروءين.',
    });
    expect(await unreadOf(mona)).toBe(1);
  });

  it.each([
    ['an empty body', {}],
    ['all', { all: true }],
  ])('marks all of one’s own, and nobody else’s: %s', async (_what, body) => {
    const [mona, adel] = [await aUser(app), await aUser(app)];
    await told(mona, 3);
    await told(adel, 2);

    const answer = await mona.as.post('/api/notifications/mark-read').send(body);
    const again = await mona.as.post('/api/notifications/mark-read').send(body);

    expect(answer.body.data).toEqual({ updated: 3, unreadCount: 0 });
    expect(again.body.data).toEqual({ updated: 0, unreadCount: 0 });
    expect([await unreadOf(mona), await unreadOf(adel)]).toEqual([0, 2]);
  });

  it('without any body marks all', async () => {
    const mona = await aUser(app);
    await told(mona, 2);

    expect((await mona.as.post('/api/notifications/mark-read')).body.data.updated).toBe(2);
  });

  it('with a list of none marks none', async () => {
    const mona = await aUser(app);
    await told(mona, 2);

    const answer = await mona.as.post('/api/notifications/mark-read').send({ ids: [] });

    expect(answer.body.data).toEqual({ updated: 0, unreadCount: 2 });
  });

  it('with another’s id among them is 404 and marks none', async () => {
    const [mona, adel] = [await aUser(app), await aUser(app)];
    const [own] = await told(mona, 1);
    const [foreign] = await told(adel, 1);

    const answer = await mona.as.post('/api/notifications/mark-read').send({ ids: [own, foreign] });

    expect([answer.status, answer.body.code]).toEqual([404, 'request.notFound']);
    expect([await unreadOf(mona), await unreadOf(adel)]).toEqual([1, 1]);
  });

  it('refuses ids that are none, and ids together with all', async () => {
    const mona = await aUser(app);

    const wrong = await mona.as.post('/api/notifications/mark-read').send({ ids: ['x'] });
    const both = await mona.as.post('/api/notifications/mark-read').send({ ids: [], all: true });

    expect([wrong.status, both.status]).toEqual([400, 400]);
  });
});

describe('very many notifications', () => {
  it('are counted no further than a badge says, and all become read without making anybody wait', async () => {
    const mona = await aUser(app);
    for (let i = 0; i < 2; i += 1) {
      await told(mona, 5_100);
    }

    const before = await mona.as.get('/api/notifications?limit=1');
    const marking = await mona.as.put('/api/notifications/read-all');
    const newest = await mona.as.get('/api/notifications?limit=100');
    await app.drainOutbox();

    expect(before.body).toMatchObject({ unreadCount: 1_000, pagination: { totalIsCapped: true } });
    expect(marking.body.data).toEqual({ updated: 10_000, unreadCount: 0 });
    expect(newest.body.data.every(({ read }: { read: boolean }) => read)).toBe(true);
    expect(await unreadOf(mona)).toBe(0);
  });
});

describe('PUT and PATCH /api/notifications/:id', () => {
  it.each([
    ['put', ''],
    ['patch', ''],
    ['put', '/read'],
    ['patch', '/read'],
  ] as const)('mark one as read: %s …%s', async (method, tail) => {
    const mona = await aUser(app);
    const [id] = await told(mona, 2);

    const answer = await mona.as[method](`/api/notifications/${id}${tail}`);

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ data: { id, read: true }, message: 'Notification marked as read.' });
    expect(await unreadOf(mona)).toBe(1);
  });

  it('keep the instant of the first reading', async () => {
    const mona = await aUser(app);
    const [id] = await told(mona, 1);
    const readAt = app.clock.now();
    await mona.as.put(`/api/notifications/${id}`);
    app.clock.advance(5_000);

    const again = await mona.as.patch(`/api/notifications/${id}/read`).send({ read: true });

    expect(again.body.data.read).toBe(true);
    expect((await NotificationModel.findById(id).lean())?.readAt).toEqual(readAt);
  });

  it('are 404 for another’s, one that is not there, and an id that is none', async () => {
    const [mona, adel] = [await aUser(app), await aUser(app)];
    const [foreign] = await told(adel, 1);

    const answers = [
      await mona.as.put(`/api/notifications/${foreign}`),
      await mona.as.put(`/api/notifications/${newId().toHexString()}`),
      await mona.as.put('/api/notifications/x'),
    ];

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect({ ...answers[0]?.body, requestId: '' }).toEqual({ ...answers[1]?.body, requestId: '' });
    expect(await unreadOf(adel)).toBe(1);
  });

  it.each(['put', 'patch'] as const)('%s read-all marks all', async (method) => {
    const mona = await aUser(app);
    await told(mona, 3);

    const answer = await mona.as[method]('/api/notifications/read-all');

    expect(answer.body).toMatchObject({
      data: { updated: 3, unreadCount: 0 },
      message: 'All notifications marked as read.',
    });
  });
});
