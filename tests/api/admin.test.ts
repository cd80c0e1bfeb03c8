import { OutboxRowModel } from '../../src/models/outboxRow.model';
import { SessionModel } from '../../src/models/session.model';
import { UserModel, type User } from '../../src/models/user.model';
import { after, days, minutes, seconds } from '../../src/utils/clock';
import { newId } from '../../src/utils/ids';
import { aClient, aCraftsman, aModerator, anAdmin, PASSWORD, type MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';

const app = startTestApp();

interface Listed {
  id: string;
  email: string;
}

const idsOf = (answer: { body: { data: Listed[] } }): string[] => answer.body.data.map(({ id }) => id);
const stored = (id: string): Promise<User> => UserModel.findById(id).orFail().lean<User>().exec();
const eventsOf = async (event: string): Promise<Record<string, unknown>[]> => {
  const rows = await OutboxRowModel.find({ event, handler: 'log-activity' }).lean();
  return rows.map(({ data }) => data as Record<string, unknown>);
};
const banOf = (who: MadeUser, target: MadeUser, body: object = {}) =>
  who.as.patch(`/api/admin/users/${target.id}/ban`).send({ reason: 'Rude messages', ...body });
const roleOf = (who: MadeUser, target: MadeUser, body: object) =>
  who.as.patch(`/api/admin/users/${target.id}/role`).send(body);

describe('the list of accounts', () => {
  it('shows admins everyone, the newest first, with what may be done and nothing secret', async () => {
    const admin = await anAdmin(app);
    app.clock.advance(seconds(1));
    const client = await aClient(app);

    const answer = await admin.as.get('/api/admin/users');

    expect(answer.status).toBe(200);
    expect(idsOf(answer)).toEqual([client.id, admin.id]);
    expect(answer.body.pagination).toMatchObject({ page: 1, totalItems: 2, hasNextPage: false });
    expect(answer.body.data[0]).toMatchObject({
      _id: client.id,
      email: client.user.email,
      fullName: 'Mona Hassan',
      role: 'client',
      status: 'active',
      ban: null,
      can: { read: true, ban: true, unban: true, changeRole: true, verify: true },
    });
    expect(JSON.stringify(answer.body)).not.toMatch(/hash|searchTerms|\$2b/i);
  });

  it('shows moderators no staff, and what they may not do', async () => {
    const moderator = await aModerator(app);
    await anAdmin(app);
    const craftsman = await aCraftsman(app);

    const answer = await moderator.as.get('/api/admin/users');
    const admins = await moderator.as.get('/api/admin/users?role=admin');

    expect(idsOf(answer)).toEqual([craftsman.id]);
    expect(answer.body.data[0].can).toEqual({
      read: true,
      ban: true,
      unban: true,
      changeRole: false,
      verify: false,
    });
    expect(idsOf(admins)).toEqual([]);
  });

  it('finds accounts by the beginning of a name in any spelling, by e-mail and by phone', async () => {
    const admin = await anAdmin(app);
    const ahmed = await aClient(app, { firstName: 'أحمد', lastName: 'مصطفى', email: 'ahmed.m@example.com' });
    await aClient(app, { firstName: 'Karim', lastName: 'Nabil', email: 'karim@example.com' });
    const find = async (search: string): Promise<string[]> =>
      idsOf(await admin.as.get(`/api/admin/users?search=${encodeURIComponent(search)}`));

    const found = [
      await find('احمد'),
      await find('مُصطفي أح'),
      await find('AHM'),
      await find('Ahmed.M@Example.com'),
      await find(ahmed.user.phone ?? ''),
      await find((ahmed.user.phone ?? '').replace('+2', '')),
      await find('أحمد كريم'),
      await find('.*'),
    ];

    expect(found).toEqual([...Array.from({ length: 6 }, () => [ahmed.id]), [], []]);
  });

  it('is filtered by role, status, verification and time', async () => {
    const admin = await anAdmin(app);
    const banned = await aClient(app);
    const over = await aClient(app);
    const plain = await aCraftsman(app, { emailVerifiedAt: undefined, phoneVerifiedAt: undefined });
    await banOf(admin, banned, { level: 'suspended' });
    await banOf(admin, over, { until: after(app.clock.now(), minutes(10)) });
    app.clock.advance(minutes(20));
    const late = await aClient(app);
    const list = async (query: string): Promise<Set<string>> =>
      new Set(idsOf(await admin.as.get(`/api/admin/users?${query}`)));
    const since = after(app.clock.now(), -seconds(1)).toISOString();

    expect(await list('role=Craftsman')).toEqual(new Set([plain.id]));
    expect(await list('status=suspended')).toEqual(new Set([banned.id]));
    expect(await list('status=banned')).toEqual(new Set());
    expect(await list('status=active&role=client')).toEqual(new Set([over.id, late.id]));
    expect(await list('verified=false')).toEqual(new Set([plain.id]));
    expect(await list(`from=${since}`)).toEqual(new Set([late.id]));
    expect(await list(`to=${since}&role=client`)).toEqual(new Set([banned.id, over.id]));
  });

  it('is paged by number and by cursor, in both directions', async () => {
    const admin = await anAdmin(app);
    for (let made = 0; made < 4; made += 1) {
      app.clock.advance(seconds(1));
      await aClient(app);
    }
    const all = idsOf(await admin.as.get('/api/admin/users?limit=100'));

    const second = await admin.as.get('/api/admin/users?limit=2&page=2');
    const first = await admin.as.get('/api/admin/users?limit=2');
    const next = await admin.as.get(
      `/api/admin/users?limit=2&cursor=${first.body.pagination.nextCursor as string}`,
    );
    const oldest = await admin.as.get('/api/admin/users?limit=100&sortBy=oldest');

    expect(idsOf(second)).toEqual(all.slice(2, 4));
    expect(idsOf(next)).toEqual(all.slice(2, 4));
    expect(idsOf(oldest)).toEqual(all.toReversed());
  });

  it('refuses filters that are none', async () => {
    const admin = await anAdmin(app);

    const answer = await admin.as.get('/api/admin/users?role=king&status=gone&from=soon&search=a');

    expect(answer.status).toBe(400);
    expect(answer.body.errors.map(({ field }: { field: string }) => field).sort()).toEqual([
      'from',
      'role',
      'search',
      'status',
    ]);
  });

  it('is for staff alone', async () => {
    const client = await aClient(app);

    const anonymous = await app.http.get('/api/admin/users');
    const asClient = await client.as.get('/api/admin/users');

    expect([anonymous.status, asClient.status]).toEqual([401, 403]);
  });
});

describe('one account', () => {
  it('is read by staff; of staff only by admins; nobody is 404', async () => {
    const [admin, moderator, client] = [await anAdmin(app), await aModerator(app), await aClient(app)];

    const answers = [
      await moderator.as.get(`/api/admin/users/${client.id}`),
      await admin.as.get(`/api/admin/users/${moderator.id}`),
      await moderator.as.get(`/api/admin/users/${admin.id}`),
      await moderator.as.get(`/api/admin/users/${moderator.id}`),
      await moderator.as.get(`/api/admin/users/${newId().toHexString()}`),
      await moderator.as.get('/api/admin/users/nobody'),
    ];

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 403, 200, 404, 404]);
    expect(answers[2]?.body.code).toBe('staff.notStaff');
  });
});

describe('new staff', () => {
  const salma = { email: 'Salma@Example.com', role: 'moderator', fullName: 'Salma Adel' };

  it('gets a password from an admin and signs in with it', async () => {
    const admin = await anAdmin(app);

    const made = await admin.as.post('/api/admin/users/create-admin').send({ ...salma, password: PASSWORD });
    const login = await app.http
      .post('/api/auth/login')
      .send({ loginIdentifier: 'salma@example.com', password: PASSWORD, type: 'admins' });

    expect(made.status).toBe(201);
    expect(made.body.data).toMatchObject({ role: 'moderator', roles: ['moderator'], fullName: 'Salma Adel' });
    expect(login.status).toBe(200);
    expect(await eventsOf('staff.created')).toEqual([
      { userId: made.body.data.id, role: 'moderator', isInvited: false },
    ]);
  });

  it('without a password is invited by a link to choose one', async () => {
    const admin = await anAdmin(app);

    const made = await admin.as.post('/api/admin/users/create-admin').send(salma);

    const invitation = await OutboxRowModel.findOne({ event: 'password.resetRequested' }).lean();
    const { tokenId } = invitation?.data as { tokenId: string };
    const link = await app.container.oneTimeTokens.linkOf(tokenId);
    const token = new URL(link ?? '').searchParams.get('token');
    const reset = await app.http
      .post('/api/auth/reset-password')
      .send({ token, newPassword: 'Copper-Meadow-17' });
    const login = await app.http
      .post('/api/auth/login')
      .send({ email: 'salma@example.com', password: 'Copper-Meadow-17', type: 'admins' });

    expect([made.status, reset.status, login.status]).toEqual([201, 200, 200]);
  });

  it('is refused with a taken e-mail, a bad password, or a role that is not of staff', async () => {
    const admin = await anAdmin(app, { email: 'salma@example.com' });
    const create = (body: object) =>
      admin.as.post('/api/admin/users/create-admin').send({ ...salma, ...body });

    const taken = await create({ password: PASSWORD });
    const common = await create({ email: 'other@example.com', password: 'password123' });
    const client = await create({ email: 'other@example.com', role: 'client' });
    const nameless = await admin.as.post('/api/admin/users/create-admin').send({ email: 'x@example.com' });

    expect([taken.status, common.status, client.status, nameless.status]).toEqual([409, 400, 400, 400]);
    expect(taken.body.code).toBe('user.taken');
    expect(await UserModel.countDocuments()).toBe(1);
  });

  it('is made by admins alone', async () => {
    const moderator = await aModerator(app);

    const answer = await moderator.as.post('/api/admin/users/create-admin').send(salma);

    expect(answer.status).toBe(403);
  });
});

describe('a ban', () => {
  it('ends every login at once, says why, and is told to the owner and to the log', async () => {
    const [moderator, client] = [await aModerator(app), await aClient(app)];
    const until = after(app.clock.now(), days(3));

    const answer = await banOf(moderator, client, { level: 'suspended', until });
    const old = await client.as.get('/api/users/me');
    const login = await app.http
      .post('/api/auth/login')
      .send({ email: client.user.email, password: PASSWORD });
    await app.drainOutbox();

    expect(answer.status).toBe(200);
    expect(answer.body.data).toMatchObject({
      status: 'suspended',
      isBanned: true,
      ban: {
        level: 'suspended',
        reason: 'Rude messages',
        until: until.toISOString(),
        by: { id: moderator.id, fullName: 'Youssef Hassan' },
      },
    });
    expect(old.status).toBe(401);
    expect(login.status).toBe(403);
    expect(login.body).toMatchObject({ code: 'auth.blocked', blockedReason: 'Rude messages' });
    expect(await SessionModel.countDocuments({ userId: client.id, endedReason: 'banned' })).toBe(1);
    const log = await app.container.activities.list({ action: 'user.banned' }, { page: 1, limit: 5 });
    expect(log.items[0]).toMatchObject({
      actor: { id: moderator.id, role: 'moderator' },
      target: { type: 'user', id: client.id },
      before: { status: 'active' },
      after: { status: 'suspended', until: until.toISOString() },
      reason: 'Rude messages',
    });
    const mails = await app.container.inbox.list({ to: client.user.email ?? '' });
    expect(mails.map(({ subject }) => subject)).toContain('Your account was restricted');
  });

  it('of the level restricted leaves the logins alone', async () => {
    const [admin, client] = [await anAdmin(app), await aClient(app)];

    const answer = await banOf(admin, client, { level: 'Restricted' });
    app.clock.advance(seconds(2));
    const me = await client.as.get('/api/users/me');

    expect(answer.body.data.status).toBe('restricted');
    expect(me.status).toBe(200);
  });

  it('is lifted by staff, and then there is none to lift', async () => {
    const [admin, client] = [await anAdmin(app), await aClient(app)];
    await banOf(admin, client);

    const lifted = await admin.as.patch(`/api/admin/users/${client.id}/unban`);
    const again = await admin.as.patch(`/api/admin/users/${client.id}/unban`);
    const login = await app.http
      .post('/api/auth/login')
      .send({ email: client.user.email, password: PASSWORD });

    expect(lifted.body.data).toMatchObject({ status: 'active', isBanned: false, ban: null });
    expect([again.status, again.body.code, again.body.currentState]).toEqual([
      409,
      'staff.notBanned',
      'active',
    ]);
    expect(login.status).toBe(200);
    expect(await eventsOf('user.unbanned')).toEqual([{ userId: client.id, level: 'banned', how: 'lifted' }]);
  });

  it('with an end is over at that instant; the task writes it off and tells', async () => {
    const [admin, client] = [await anAdmin(app), await aClient(app)];
    await banOf(admin, client, { until: after(app.clock.now(), minutes(10)) });
    const forever = await aClient(app);
    await banOf(admin, forever);
    app.clock.advance(minutes(10));

    const seenOver = await admin.as.get(`/api/admin/users/${client.id}`);
    await app.container.tasks.runNow('end-bans');

    expect(seenOver.body.data.status).toBe('active');
    expect((await stored(client.id)).ban).toBeUndefined();
    expect((await stored(forever.id)).ban).toBeDefined();
    expect(await eventsOf('user.unbanned')).toEqual([{ userId: client.id, level: 'banned', how: 'ended' }]);
  });

  it('is refused without a reason, with an end that is past, for oneself, for nobody', async () => {
    const admin = await anAdmin(app);
    await anAdmin(app);
    const client = await aClient(app);

    const answers = [
      await admin.as.patch(`/api/admin/users/${client.id}/ban`).send({}),
      await banOf(admin, client, { until: app.clock.now() }),
      await banOf(admin, admin),
      await admin.as.patch(`/api/admin/users/${newId().toHexString()}/ban`).send({ reason: 'Rude' }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([400, 400, 403, 404]);
    expect(answers[2]?.body.code).toBe('staff.notYourself');
  });

  it('of staff is not for moderators, whichever role of theirs is active', async () => {
    const [moderator, other] = [await aModerator(app), await aModerator(app)];
    const hidden = await aClient(app, { roles: ['client', 'admin'], role: 'client' });
    await anAdmin(app);

    const answers = [await banOf(moderator, other), await banOf(moderator, hidden)];

    expect(answers.map(({ status, body }) => [status, body.code as string])).toEqual([
      [403, 'staff.notStaff'],
      [403, 'staff.notStaff'],
    ]);
    expect(await UserModel.countDocuments({ 'ban.level': { $exists: true } })).toBe(0);
  });

  it('sent twice with one key is one ban', async () => {
    const [admin, client] = [await anAdmin(app), await aClient(app)];
    const send = () => banOf(admin, client).set('Idempotency-Key', 'ban-1');

    const [first, second] = [await send(), await send()];

    expect(second.body).toEqual(first.body);
    expect(await eventsOf('user.banned')).toHaveLength(1);
  });
});

describe('a role', () => {
  it('is set, added and taken away; the log knows from what to what', async () => {
    const [admin, client] = [await anAdmin(app), await aClient(app)];

    const added = await roleOf(admin, client, { role: 'craftsman', mode: 'add' });
    const removed = await roleOf(admin, client, { role: 'client', mode: 'remove' });
    const set = await roleOf(admin, client, { role: 'Moderator' });

    expect(added.body.data).toMatchObject({ role: 'client', roles: ['client', 'craftsman'] });
    expect(removed.body.data).toMatchObject({ role: 'craftsman', roles: ['craftsman'] });
    expect(set.body.data).toMatchObject({ role: 'moderator', roles: ['moderator'] });
    expect(await eventsOf('user.roleChanged')).toEqual([
      { userId: client.id, from: ['client'], to: ['client', 'craftsman'], role: 'client' },
      { userId: client.id, from: ['client', 'craftsman'], to: ['craftsman'], role: 'craftsman' },
      { userId: client.id, from: ['craftsman'], to: ['moderator'], role: 'moderator' },
    ]);
  });

  it('takes effect within a second; a place in the staff begins and ends with a new login', async () => {
    const [admin, other] = [await anAdmin(app), await anAdmin(app)];
    const client = await aClient(app);
    await client.as.get('/api/users/me');

    await roleOf(admin, client, { role: 'craftsman', mode: 'add' });
    app.clock.advance(seconds(1));
    const kept = await client.as.get('/api/users/me');
    await roleOf(admin, client, { role: 'moderator' });
    const promoted = await client.as.get('/api/users/me');
    await roleOf(admin, other, { role: 'client' });
    const demoted = await other.as.get('/api/admin/users');

    expect([kept.status, promoted.status, demoted.status]).toEqual([200, 401, 401]);
  });

  it('of the last admin stays: invited, banned and suspended ones do not count', async () => {
    const admin = await anAdmin(app);
    await anAdmin(app, { passwordHash: undefined });
    const suspended = await anAdmin(app);
    await banOf(admin, suspended, { level: 'suspended' });

    const answer = await roleOf(admin, admin, { role: 'client' });

    expect([answer.status, answer.body.code]).toEqual([409, 'staff.lastAdmin']);
    expect((await stored(admin.id)).roles).toEqual(['admin']);
  });

  it('may be given up by an admin when another one is left', async () => {
    const admin = await anAdmin(app);
    await anAdmin(app);

    const answer = await roleOf(admin, admin, { role: 'client' });

    expect(answer.status).toBe(200);
    expect(answer.body.data.roles).toEqual(['client']);
  });

  it.each([
    ['the only one taken away', { role: 'client', mode: 'remove' }, 'staff.lastRole'],
    ['one not held taken away', { role: 'craftsman', mode: 'remove' }, 'staff.roleNotHeld'],
    ['staff without an e-mail', { role: 'moderator' }, 'staff.needsEmail'],
  ])('is 409 with %s', async (_what, body, code) => {
    const admin = await anAdmin(app);
    const client = await aClient(app, { email: undefined, emailKey: undefined });

    const answer = await roleOf(admin, client, body);

    expect([answer.status, answer.body.code]).toEqual([409, code]);
  });

  it('is not for moderators to give', async () => {
    const [moderator, client] = [await aModerator(app), await aClient(app)];

    const answer = await roleOf(moderator, client, { role: 'admin' });
    const self = await roleOf(moderator, moderator, { role: 'admin' });

    expect([answer.status, self.status]).toEqual([403, 403]);
    expect(await UserModel.countDocuments({ roles: 'admin' })).toBe(0);
  });
});

describe('contacts', () => {
  it('are marked as verified by an admin, once', async () => {
    const admin = await anAdmin(app);
    const client = await aClient(app, { emailVerifiedAt: undefined, phoneVerifiedAt: undefined });
    const verify = (body: object) => admin.as.patch(`/api/admin/users/${client.id}/verify`).send(body);

    const phone = await verify({ email: false });
    const rest = await verify({});
    const again = await verify({});

    expect(phone.body.data).toMatchObject({ isEmailVerified: false, isPhoneVerified: true });
    expect(rest.body.data).toMatchObject({ isEmailVerified: true, isPhoneVerified: true });
    expect([again.status, again.body.code]).toEqual([409, 'staff.nothingToVerify']);
    expect(await eventsOf('user.verifiedByStaff')).toEqual([
      { userId: client.id, what: ['phone'] },
      { userId: client.id, what: ['email'] },
    ]);
  });
});

describe('search terms', () => {
  it('follow a registration and a change of the name', async () => {
    const admin = await anAdmin(app);
    const registered = await app.http.post('/api/auth/register').send({
      email: 'hoda@example.com',
      password: PASSWORD,
      role: 'client',
      firstName: 'Hoda',
      lastName: 'Kamal',
    });
    await app.drainOutbox();
    const before = await admin.as.get('/api/admin/users?search=kamal');
    await app.http
      .patch('/api/users/me')
      .set('Authorization', `Bearer ${registered.body.data.token as string}`)
      .send({ lastName: 'Zaki' });
    await app.drainOutbox();

    const found = await admin.as.get('/api/admin/users?search=hoda%20zaki');
    const gone = await admin.as.get('/api/admin/users?search=kamal');

    const { id } = registered.body.data.user as { id: string };
    expect([idsOf(before), idsOf(found), idsOf(gone)]).toEqual([[id], [id], []]);
  });
});
