import { minutes, seconds } from '../../src/utils/clock';
import { aClient, aModerator, anAdmin, PASSWORD, type MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';

const app = startTestApp();

interface Line {
  readonly action: string;
  readonly after: Record<string, unknown> | null;
}

const linesOf = async (admin: MadeUser, query = ''): Promise<Line[]> => {
  const answer = await admin.as.get(`/api/admin/activity-logs${query}`);
  return answer.body.data as Line[];
};
const actionsOf = async (admin: MadeUser, query = ''): Promise<string[]> =>
  (await linesOf(admin, query)).map(({ action }) => action);

/** An admin bans, then lifts; a setting changes; the log is written. */
async function aDayInTheOffice(): Promise<{ admin: MadeUser; moderator: MadeUser; client: MadeUser }> {
  const [admin, moderator, client] = [await anAdmin(app), await aModerator(app), await aClient(app)];
  await moderator.as.patch(`/api/admin/users/${client.id}/ban`).send({ reason: 'Rude', level: 'restricted' });
  app.clock.advance(minutes(1));
  await admin.as.patch(`/api/admin/users/${client.id}/unban`);
  app.clock.advance(minutes(1));
  await admin.as.put('/api/admin/settings').send({ edits: [{ key: 'quote.maxLive', value: 12 }] });
  await app.drainOutbox();
  return { admin, moderator, client };
}

describe('the activity log', () => {
  it('says who did what to what, before and after, the latest first, at both paths', async () => {
    const { admin, moderator, client } = await aDayInTheOffice();

    const answer = await admin.as.get('/api/admin/activity-logs');
    const alias = await admin.as.get('/api/activity-logs');

    expect(answer.status).toBe(200);
    expect(alias.body.data).toEqual(answer.body.data);
    expect((answer.body.data as Line[]).map(({ action }) => action)).toEqual([
      'settings.changed',
      'user.unbanned',
      'user.banned',
    ]);
    expect(answer.body.data[2]).toMatchObject({
      actor: { id: moderator.id, _id: moderator.id, fullName: 'Youssef Hassan', role: 'moderator' },
      target: { type: 'user', id: client.id },
      before: { status: 'active' },
      after: { status: 'restricted', until: null },
      reason: 'Rude',
    });
    expect(answer.body.data[2].requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('is filtered by actor, action, target and time', async () => {
    const { admin, moderator, client } = await aDayInTheOffice();
    const from = new Date(app.clock.now().getTime() - seconds(90)).toISOString();

    expect(await actionsOf(admin, `?actor=${moderator.id}`)).toEqual(['user.banned']);
    expect(await actionsOf(admin, '?action=settings.changed')).toEqual(['settings.changed']);
    expect(await actionsOf(admin, `?targetType=user&target=${client.id}`)).toEqual([
      'user.unbanned',
      'user.banned',
    ]);
    expect(await actionsOf(admin, `?from=${from}`)).toEqual(['settings.changed', 'user.unbanned']);
    expect(await actionsOf(admin, `?to=${from}`)).toEqual(['user.banned']);
  });

  it('is paged by number and by cursor', async () => {
    const { admin } = await aDayInTheOffice();

    const first = await admin.as.get('/api/admin/activity-logs?limit=2');
    const cursor = first.body.pagination.nextCursor as string;

    expect(first.body.pagination).toMatchObject({ totalItems: 3, hasNextPage: true });
    expect(await actionsOf(admin, `?limit=2&cursor=${cursor}`)).toEqual(['user.banned']);
    expect(await actionsOf(admin, '?limit=2&page=2')).toEqual(['user.banned']);
  });

  it('knows registrations and logins by name, failed logins by number alone', async () => {
    const admin = await anAdmin(app);
    const account = { email: 'hoda@example.com', password: PASSWORD };
    await app.http.post('/api/auth/register').send({ ...account, role: 'client', fullName: 'Hoda Kamal' });
    await app.http.post('/api/auth/login').send(account);
    await app.http.post('/api/auth/login').send({ ...account, password: 'something-else' });
    await app.http.post('/api/auth/login').send({ email: 'nobody@example.com', password: 'something' });
    await app.drainOutbox();

    const lines = await linesOf(admin);
    const failed = await linesOf(admin, '?action=login.failed');

    expect(lines.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['user.registered', 'session.started', 'login.failed']),
    );
    expect(failed.map(({ after }) => after)).toEqual([{ count: 2 }]);
    expect(JSON.stringify(failed)).not.toMatch(/hoda|nobody/);
  });

  it('counts the failed logins of each hour apart, however many come at once', async () => {
    const admin = await anAdmin(app);
    const { activities } = app.container;

    await Promise.all(Array.from({ length: 20 }, () => activities.countFailedLogin(app.clock.now())));
    await activities.countFailedLogin(new Date(app.clock.now().getTime() - minutes(60)));

    const counts = (await linesOf(admin, '?action=login.failed')).map(({ after }) => after);
    expect(counts).toEqual([{ count: 20 }, { count: 1 }]);
  });

  it('is for admins alone, and refuses filters that are none', async () => {
    const [admin, moderator] = [await anAdmin(app), await aModerator(app)];

    const answers = [
      await app.http.get('/api/activity-logs'),
      await moderator.as.get('/api/admin/activity-logs'),
      await moderator.as.get('/api/activity-logs'),
      await admin.as.get('/api/activity-logs?from=yesterday'),
      await admin.as.get('/api/activity-logs?target=x'),
      await admin.as.get('/api/activity-logs?cursor=abc'),
    ];

    expect(answers.map(({ status }) => status)).toEqual([401, 403, 403, 400, 400, 400]);
  });
});
