import { ActivityModel } from '../../src/models/activity.model';
import { OneTimeTokenModel } from '../../src/models/oneTimeToken.model';
import { SessionModel } from '../../src/models/session.model';
import { UserModel } from '../../src/models/user.model';
import { days, hours, minutes, seconds } from '../../src/utils/clock';
import { startTestApp } from '../helpers/app';
import { isAlive, latestLink, registration } from '../helpers/auth';
import { PASSWORD, aCraftsman, aSession, aUser, anAdmin } from '../factories/user';

const app = startTestApp();
const NEW_PASSWORD = 'Copper-Meadow-17';

const post = (path: string, body: object) => app.http.post(`/api/auth/${path}`).send(body);
const login = (user: { email?: string | undefined }, more: object = {}) =>
  post('login', { loginIdentifier: user.email, password: PASSWORD, ...more });

describe('registering', () => {
  it('opens an account of a client and signs him in', async () => {
    const answer = await post(
      'register',
      registration({ email: 'Mona@Example.com', phone: '0100 123 4567' }),
    );

    expect(answer.status).toBe(201);
    expect(answer.body.data.user).toMatchObject({
      email: 'Mona@example.com',
      phone: '+201001234567',
      fullName: 'Laila Mansour',
      role: 'client',
      isEmailVerified: false,
    });
    expect(await isAlive(app, answer.body.data.token)).toBe(true);
    expect(JSON.stringify(answer.body)).not.toMatch(/hash|\$2b\$/i);
  });

  it('takes a full name in place of two parts, and a craftsman in any case', async () => {
    const names = { firstName: undefined, lastName: undefined, fullName: 'Karim  El Sayed' };

    const answer = await post('register', registration({ ...names, role: 'Craftsman' }));

    expect(answer.body.data.user).toMatchObject({
      firstName: 'Karim',
      lastName: 'El Sayed',
      role: 'craftsman',
    });
  });

  it('asks for one kind of name, an e-mail and a password', async () => {
    const answer = await post('register', { role: 'client' });

    const fields = answer.body.errors.map(({ field }: { field: string }) => field);
    expect(answer.status).toBe(400);
    expect(fields).toEqual(expect.arrayContaining(['email', 'password']));
  });

  it.each(['admin', 'moderator', 'Admin'])('refuses the role %s with 403 and makes nothing', async (role) => {
    const answer = await post('register', registration({ role }));

    expect([answer.status, answer.body.code]).toEqual([403, 'auth.roleNotAllowed']);
    expect(await UserModel.countDocuments()).toBe(0);
  });

  it.each([
    ['the e-mail in another case', { email: 'TAKEN@EXAMPLE.com' }],
    ['the e-mail with a Cyrillic a', { email: 't\u0430ken@example.com' }],
    ['the e-mail in full width', { email: '\uff54aken@example.com' }],
    ['the phone in another spelling', { phone: '00201000000077' }],
    ['the phone in Arabic digits', { phone: '٠١٠٠٠٠٠٠٠٧٧' }],
  ])('answers 409 when %s is taken', async (_what, given) => {
    await aUser(app, { email: 'taken@example.com', phone: '+201000000077' });

    const answer = await post('register', registration(given));

    expect([answer.status, answer.body.code]).toEqual([409, 'user.taken']);
  });

  it.each([
    ['shorter than 8 characters', 'short-1', 'request.invalid'],
    ['longer than 64 characters', 'x'.repeat(65), 'request.invalid'],
    ['longer than 72 bytes', 'كلمةمرور'.repeat(6), 'request.invalid'],
    ['among the common ones', 'Password123', 'auth.passwordTooCommon'],
    ['the e-mail', 'laila.new@example.com', 'auth.passwordIsPersonal'],
    ['the name', 'laila mansour', 'auth.passwordIsPersonal'],
  ])('refuses a password that is %s', async (_what, password, code) => {
    const answer = await post('register', registration({ email: 'laila.new@example.com', password }));

    expect([answer.status, answer.body.code]).toEqual([400, code]);
  });

  it('signs in again on a repetition with the same Idempotency-Key, without a second account', async () => {
    const body = registration();
    const send = () => post('register', body).set('Idempotency-Key', 'one');

    const [first, second] = [await send(), await send()];

    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body.data.user.id).toBe(first.body.data.user.id);
    expect(second.body.data.token).not.toBe(first.body.data.token);
    expect(await UserModel.countDocuments()).toBe(1);
  });
});

describe('signing in', () => {
  it.each([
    ['by e-mail', ({ email }: { email?: string }) => ({ email })],
    [
      'by e-mail in another case',
      ({ email = '' }: { email?: string }) => ({ loginIdentifier: ` ${email.toUpperCase()} ` }),
    ],
    ['by phone', ({ phone }: { phone?: string }) => ({ phone })],
    [
      'by phone as it is dialled at home',
      ({ phone = '' }: { phone?: string }) => ({ loginIdentifier: `0${phone.slice(3)}` }),
    ],
  ])('works %s', async (_how, naming) => {
    const { user, id } = await aUser(app);

    const answer = await post('login', { ...naming(user), password: PASSWORD });

    expect(answer.status).toBe(200);
    expect(answer.body.data.user.id).toBe(id);
    expect(Object.keys(answer.body.data).sort()).toEqual(['refreshToken', 'token', 'user']);
  });

  it('lets each kind of account into its own apps only', async () => {
    const { user: client } = await aUser(app);
    const { user: admin } = await anAdmin(app);

    const answers = [
      await login(client, { type: 'admins' }),
      await login(client, { type: 'public' }),
      await login(admin, { type: 'clients' }),
      await login(admin, { type: 'internal' }),
      await login({ email: admin.phone }, { type: 'admins' }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([403, 200, 403, 200, 401]);
    expect(answers[0]?.body.code).toBe('auth.wrongType');
  });

  it('checks the pair, then the type, then the ban', async () => {
    const at = new Date('2026-03-01T10:00:00.000Z');
    const { user } = await aUser(app, {
      ban: { level: 'banned', reason: 'fraud', by: (await anAdmin(app)).user._id, at },
    });

    const wrong = await login(user, { password: 'Wrong-Password-1', type: 'admins' });
    const elsewhere = await login(user, { type: 'admins' });
    const banned = await login(user);

    expect([wrong.body.code, elsewhere.body.code]).toEqual(['auth.wrongCredentials', 'auth.wrongType']);
    expect(banned.status).toBe(403);
    expect(banned.body).toMatchObject({
      code: 'auth.blocked',
      blockedReason: 'fraud',
      blockedAt: at.toISOString(),
    });
  });

  it('lets a user in again when his ban has ended, and one who is merely restricted', async () => {
    const by = (await anAdmin(app)).user._id;
    const ban = { level: 'suspended', reason: 'rest', by, at: app.clock.now() } as const;
    const { user: rested } = await aUser(app, {
      ban: { ...ban, until: new Date(app.clock.now().getTime() - 1) },
    });
    const { user: restricted } = await aUser(app, { ban: { ...ban, level: 'restricted' } });

    const answers = [await login(rested), await login(restricted)];

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  });

  it('tells a new device from a known one', async () => {
    const { user } = await aUser(app);
    const agent = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) AppleWebKit Safari/604.1';
    await app.container.sessions.end({ userId: user._id.toHexString(), reason: 'logout' });

    await login(user).set('User-Agent', agent);
    app.clock.advance(seconds(1));
    await login(user).set('User-Agent', agent);

    await app.drainOutbox();
    const lines = await ActivityModel.find({ action: 'session.started' }).sort({ at: 1 }).lean();
    expect(lines.map(({ after }) => after)).toEqual([
      { device: 'Safari on iPhone', place: '127.0.0.0/24', isNewDevice: true },
      { device: 'Safari on iPhone', place: '127.0.0.0/24', isNewDevice: false },
    ]);
  });
});

describe('staying in', () => {
  it('rotates: the new pair works, and so does the session', async () => {
    const { user } = await aUser(app);
    const first = (await login(user)).body.data;
    app.clock.advance(hours(1));

    const second = await post('refresh', { refreshToken: first.refreshToken });

    expect(second.status).toBe(200);
    expect(second.body.data.refreshToken).not.toBe(first.refreshToken);
    expect(await isAlive(app, second.body.data.token)).toBe(true);
  });

  it('refuses a refresh token after 30 days without use, and what is none', async () => {
    const { user } = await aUser(app);
    const { refreshToken, token } = (await login(user)).body.data;
    app.clock.advance(days(30) + 1);

    const codes = [];
    for (const text of [refreshToken, token, 'x', `${'a'.repeat(24)}.${'b'.repeat(43)}`]) {
      codes.push((await post('refresh', { refreshToken: text })).body.code);
    }

    expect(new Set(codes)).toEqual(new Set(['auth.refreshInvalid']));
  });
});

describe('devices', () => {
  it('are listed with the last used first, and the one that asks is marked', async () => {
    const { user, as, sessionId } = await aUser(app);
    app.clock.advance(seconds(10));
    const other = await aSession(app, { userId: user._id, device: { name: 'iPhone' } });

    const answer = await as.get('/api/auth/sessions');

    expect(
      answer.body.data.map(({ id, isCurrent, device }: Record<string, unknown>) => [id, isCurrent, device]),
    ).toEqual([
      [other._id.toHexString(), false, 'iPhone'],
      [sessionId, true, 'Firefox on Linux'],
    ]);
  });

  it('can be signed out from another one, whose token is dead within a second', async () => {
    const { user, as } = await aUser(app);
    const other = (await login(user)).body.data;
    await isAlive(app, other.token);
    const { data } = (await as.get('/api/auth/sessions')).body;
    const { id } = data.find(({ isCurrent }: { isCurrent: boolean }) => !isCurrent);

    const answer = await as.delete(`/api/auth/sessions/${id}`);

    app.clock.advance(seconds(1));
    expect(answer.status).toBe(200);
    expect(await isAlive(app, other.token)).toBe(false);
    expect((await post('refresh', { refreshToken: other.refreshToken })).status).toBe(401);
  });

  it('of others are not there: 404, and they live on', async () => {
    const victim = await aUser(app);
    const { as } = await aUser(app);

    const answer = await as.delete(`/api/auth/sessions/${victim.sessionId}`);
    const malformed = await as.delete('/api/auth/sessions/123');

    expect([answer.status, malformed.status]).toEqual([404, 404]);
    expect(await isAlive(app, victim.token)).toBe(true);
  });

  it('end one by one with logout and together with logout-all', async () => {
    const { user, as } = await aUser(app);
    const [one, two] = [(await login(user)).body.data, (await login(user)).body.data];
    const bearer = { Authorization: `Bearer ${one.token}` };

    const out = await app.http.post('/api/auth/logout').set(bearer);
    const all = await as.post('/api/auth/logout-all');

    expect([out.body.data, all.body.data]).toEqual([{ endedSessions: 1 }, { endedSessions: 2 }]);
    expect(await isAlive(app, two.token)).toBe(false);
    expect(await SessionModel.countDocuments({ endedAt: null })).toBe(0);
  });

  it('are nobody’s without a login', async () => {
    const answers = [
      await app.http.get('/api/auth/sessions'),
      await app.http.post('/api/auth/logout'),
      await app.http.post('/api/auth/change-password').send({}),
      await app.http.post('/api/auth/change-email').send({}),
    ];

    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
  });
});

describe('a change of the password', () => {
  it('ends the other sessions and keeps this one', async () => {
    const { user, as, token } = await aCraftsman(app);
    const other = (await login(user)).body.data;

    const answer = await as
      .put('/api/auth/change-password')
      .send({ currentPassword: PASSWORD, newPassword: NEW_PASSWORD });

    expect(answer.status).toBe(200);
    expect([await isAlive(app, token), await isAlive(app, other.token)]).toEqual([true, false]);
    expect((await login(user)).status).toBe(401);
    expect((await login(user, { password: NEW_PASSWORD })).status).toBe(200);
  });

  it('needs the present one', async () => {
    const { as } = await aUser(app);

    const answer = await as
      .post('/api/auth/change-password')
      .send({ currentPassword: 'Wrong-Password-1', newPassword: NEW_PASSWORD });

    expect([answer.status, answer.body.message]).toEqual([400, 'Current password is incorrect']);
  });
});

describe('a forgotten password', () => {
  it('is reset with the mailed link, once; every session ends and the address counts as verified', async () => {
    const { user, token } = await aUser(app, { emailVerifiedAt: undefined });
    await post('forgot-password', { email: user.email });
    await app.drainOutbox();
    const link = await latestLink(app, 'resetPassword');

    const reset = await post('reset-password', { token: link, newPassword: NEW_PASSWORD });
    const again = await post('reset-password', { token: link, newPassword: NEW_PASSWORD });

    expect([reset.status, again.status, again.body.code]).toEqual([200, 410, 'auth.linkExpired']);
    expect(await isAlive(app, token)).toBe(false);
    const answer = await login(user, { password: NEW_PASSWORD });
    expect(answer.body.data.user.isEmailVerified).toBe(true);
  });

  it('cannot be reset after an hour, nor with a link for something else', async () => {
    const { user, as } = await aUser(app, { emailVerifiedAt: undefined });
    await as.post('/api/auth/resend-verification');
    await post('forgot-password', { email: user.email });
    await app.drainOutbox();
    const [verify, reset] = [await latestLink(app, 'verifyEmail'), await latestLink(app, 'resetPassword')];
    app.clock.advance(hours(1));

    const answers = [
      await post('reset-password', { token: reset, newPassword: NEW_PASSWORD }),
      await post('reset-password', { token: verify, newPassword: NEW_PASSWORD }),
      await post('verify-email', { token: 'nonsense' }),
    ];

    expect(answers.map(({ body }) => body.code)).toEqual(Array(3).fill('auth.linkExpired'));
  });
});

describe('the e-mail', () => {
  it('is verified with the link of the registration, or with another that was asked for', async () => {
    const { token } = (await post('register', registration())).body.data;
    const bearer = { Authorization: `Bearer ${token}` };
    const first = await latestLink(app, 'verifyEmail');
    const resent = await app.http.post('/api/auth/resend-verification').set(bearer);

    const verified = await post('verify-email', { token: first });
    const once = await app.http.post('/api/auth/resend-verification').set(bearer);

    expect([resent.status, verified.status, verified.body.data.isEmailVerified]).toEqual([200, 200, true]);
    expect([once.status, once.body.code]).toEqual([409, 'auth.nothingToVerify']);
  });

  it('changes once the new address confirms; the old one can undo it for 72 hours, which ends every session', async () => {
    const { user, as, token } = await aUser(app, { email: 'old@example.com' });

    const asked = await as
      .post('/api/auth/change-email')
      .send({ newEmail: 'new@example.com', password: PASSWORD });
    const before = await login({ email: 'new@example.com' });
    const confirmed = await post('verify-email', { token: await latestLink(app, 'changeEmail') });
    const after = await login({ email: 'new@example.com' });
    app.clock.advance(hours(71));
    const undone = await post('undo-change', { token: await latestLink(app, 'undoEmail') });

    expect([asked.status, before.status, confirmed.status, after.status, undone.status]).toEqual([
      200, 401, 200, 200, 200,
    ]);
    expect(confirmed.body.data.email).toBe('new@example.com');
    expect(await UserModel.findById(user._id).lean()).toMatchObject({
      email: 'old@example.com',
      emailKey: 'old@example.com',
    });
    expect([await isAlive(app, token), await isAlive(app, after.body.data.token)]).toEqual([false, false]);
  });

  it('does not change without the password, nor to one that is taken', async () => {
    const { as } = await aUser(app);
    const { user: other } = await aUser(app);

    const wrong = await as
      .post('/api/auth/change-email')
      .send({ newEmail: 'n@example.com', password: 'Wrong-1-Wrong' });
    const taken = await as.post('/api/auth/change-email').send({ newEmail: other.email, password: PASSWORD });

    expect([wrong.status, taken.status]).toEqual([400, 409]);
  });

  it('is free for the old owner to take back even when somebody else wants it meanwhile', async () => {
    const { as } = await aUser(app, { email: 'mine@example.com' });
    await as.post('/api/auth/change-email').send({ newEmail: 'away@example.com', password: PASSWORD });
    await post('verify-email', { token: await latestLink(app, 'changeEmail') });

    const grabbed = await post('register', registration({ email: 'mine@example.com' }));
    const undone = await post('undo-change', { token: await latestLink(app, 'undoEmail') });

    expect([grabbed.status, undone.status]).toEqual([409, 200]);
  });

  it('cannot be taken away again with the link of an address in between', async () => {
    const { user, as } = await aUser(app, { email: 'owner@example.com' });
    for (const newEmail of ['thief1@example.com', 'thief2@example.com']) {
      await as.post('/api/auth/change-email').send({ newEmail, password: PASSWORD });
      await post('verify-email', { token: await latestLink(app, 'changeEmail') });
      app.clock.advance(minutes(10));
    }
    const [owners, thiefs] = await OneTimeTokenModel.find({ purpose: 'undoEmail' })
      .sort({ createdAt: 1 })
      .lean();
    const textOf = async (token: typeof owners) =>
      new URL(String(await app.container.oneTimeTokens.linkOf(String(token?._id)))).searchParams.get('token');
    const [ownersText, thiefsText] = [await textOf(owners), await textOf(thiefs)];

    const undone = await post('undo-change', { token: ownersText });
    const stolen = await post('undo-change', { token: thiefsText });

    expect([undone.status, stolen.status]).toEqual([200, 410]);
    expect(await UserModel.findById(user._id).lean()).toMatchObject({ email: 'owner@example.com' });
  });
});
