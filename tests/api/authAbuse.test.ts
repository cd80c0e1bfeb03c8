import { createHmac, createSecretKey, generateKeyPairSync } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { ActivityModel } from '../../src/models/activity.model';
import { OutboxRowModel } from '../../src/models/outboxRow.model';
import { SessionModel } from '../../src/models/session.model';
import { UserModel } from '../../src/models/user.model';
import { makeAuthService } from '../../src/services/auth.service';
import { hours, seconds } from '../../src/utils/clock';
import { accessTokenOf } from '../helpers/as';
import { startTestApp } from '../helpers/app';
import { isAlive, latestLink, registration } from '../helpers/auth';
import { PASSWORD, aUser, anAdmin } from '../factories/user';

const app = startTestApp({ env: { TRUST_PROXY: '1' } });
const WRONG = 'Wrong-Password-1';

const post = (path: string, body: object) => app.http.post(`/api/auth/${path}`).send(body);
const login = (loginIdentifier: string | undefined, password = PASSWORD, more: object = {}) =>
  post('login', { loginIdentifier, password, ...more });

describe('forged tokens', () => {
  const base64 = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  const claimsOf = (sub: string, sid: string, more: object = {}): object => {
    const iat = Math.floor(app.clock.now().getTime() / 1000);
    const whose = { sub, sid, typ: 'access', scope: 'full' };
    return { ...whose, iss: 'craftworks', aud: 'craftworks-api', iat, exp: iat + 3_600, ...more };
  };
  const signed = (claims: object, header: object = { alg: 'HS256', typ: 'JWT' }): string => {
    const body = `${base64(header)}.${base64(claims)}`;
    const mac = createHmac('sha256', app.container.keys.jwt).update(body).digest('base64url');
    return `${body}.${mac}`;
  };

  it('pass when they are none: the forger’s tools write what the server takes', async () => {
    const { id, sessionId } = await aUser(app);

    expect(await isAlive(app, signed(claimsOf(id, sessionId)))).toBe(true);
  });

  it.each<[string, (id: string, sid: string) => string]>([
    [
      'without a signature',
      (id, sid) => `${base64({ alg: 'none', typ: 'JWT' })}.${base64(claimsOf(id, sid))}.`,
    ],
    ['that say "none" and are signed', (id, sid) => signed(claimsOf(id, sid), { alg: 'none' })],
    ['that say "nOnE"', (id, sid) => `${base64({ alg: 'nOnE' })}.${base64(claimsOf(id, sid))}.`],
    [
      'signed as HS512 with the right key',
      (id, sid) => jwt.sign(claimsOf(id, sid), app.container.keys.jwt, { algorithm: 'HS512' }),
    ],
    [
      'signed with an RSA key',
      (id, sid) =>
        jwt.sign(claimsOf(id, sid), generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey, {
          algorithm: 'RS256',
        }),
    ],
    ['that say RS256 and are signed as HS256', (id, sid) => signed(claimsOf(id, sid), { alg: 'RS256' })],
    [
      'signed with another secret',
      (id, sid) => jwt.sign(claimsOf(id, sid), createSecretKey(Buffer.from('x'.repeat(48)))),
    ],
    ['for another audience', (id, sid) => signed(claimsOf(id, sid, { aud: 'other' }))],
    ['of another issuer', (id, sid) => signed(claimsOf(id, sid, { iss: 'other' }))],
    ['of another type', (id, sid) => signed(claimsOf(id, sid, { typ: 'refresh' }))],
    ['without a type', (id, sid) => signed(claimsOf(id, sid, { typ: undefined }))],
    ['for the session of another user', (_id, sid) => signed(claimsOf('665f1c2ab8a1f0d4c3e2b1a0', sid))],
    ['without an end', (id, sid) => signed(claimsOf(id, sid, { exp: undefined }))],
    ['for a session that is an operator', (id) => signed(claimsOf(id, '', { sid: { $ne: null } }))],
  ])('%s open nothing', async (_what, forge) => {
    const { id, sessionId } = await aUser(app);

    expect(await isAlive(app, forge(id, sessionId))).toBe(false);
  });

  it('end at their second, by the clock of the server', async () => {
    const { id, sessionId } = await aUser(app);
    const token = accessTokenOf(app, { userId: id, sessionId, ttlMs: hours(1) });

    app.clock.advance(hours(1) - 1);
    const before = await isAlive(app, token);
    app.clock.advance(1);
    const after = await app.http.get('/api/auth/sessions').set('Authorization', `Bearer ${token}`);

    expect([before, after.status, after.body.code]).toEqual([true, 401, 'auth.tokenExpired']);
  });

  it('are not refresh tokens, nor the other way round', async () => {
    const { user } = await aUser(app);
    const { token, refreshToken } = (await login(user.email)).body.data;

    expect(await isAlive(app, refreshToken)).toBe(false);
    expect((await post('refresh', { refreshToken: token })).status).toBe(401);
  });
});

describe('a stolen refresh token', () => {
  it('ends the whole family when it is used again, for thief and owner, and is noted', async () => {
    const { user, id } = await aUser(app);
    const stolen = (await login(user.email)).body.data;
    const owners = (await post('refresh', { refreshToken: stolen.refreshToken })).body.data;

    const thief = await post('refresh', { refreshToken: stolen.refreshToken });

    app.clock.advance(seconds(1));
    expect([thief.status, thief.body.code]).toEqual([401, 'auth.refreshInvalid']);
    expect((await post('refresh', { refreshToken: owners.refreshToken })).status).toBe(401);
    expect(await isAlive(app, owners.token)).toBe(false);
    await app.drainOutbox();
    expect(await ActivityModel.countDocuments({ action: 'refresh.reused', 'target.id': id })).toBe(1);
    expect(await SessionModel.countDocuments({ endedReason: 'refreshReuse' })).toBe(1);
  });

  it('leaves the other devices signed in', async () => {
    const { user, token } = await aUser(app);
    const { refreshToken } = (await login(user.email)).body.data;
    await post('refresh', { refreshToken });
    await post('refresh', { refreshToken });

    app.clock.advance(seconds(1));
    expect(await isAlive(app, token)).toBe(true);
  });
});

describe('guessing', () => {
  it('is stopped after a few tries of 200, from many addresses and in many spellings', async () => {
    const { user } = await aUser(app, { email: 'victim@example.com' });
    const verify = jest.spyOn(app.container.passwords, 'verify');
    const spellings = [
      'victim@example.com',
      'VICTIM@example.com',
      ' Victim@Example.COM',
      'v\u0456ctim@example.com',
      '\uff56ictim@example.com',
    ];

    const statuses = [];
    for (let n = 0; n < 200; n += 1) {
      const answer = await login(spellings[n % 5], `${WRONG}${n}`).set('X-Forwarded-For', `203.0.113.${n}`);
      statuses.push(answer.status);
    }

    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(8);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(192);
    expect(verify.mock.calls.length).toBeLessThanOrEqual(8);
    const right = await login(user.email).set('X-Forwarded-For', '198.51.100.1');
    expect(right.status).toBe(429);
    expect(Number(right.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('a phone number in all its spellings is one account, too', async () => {
    await aUser(app, { phone: '+201001234567' });
    const spellings = ['+201001234567', '01001234567', '00201001234567', '0100 123 4567', '٠١٠٠١٢٣٤٥٦٧'];

    const statuses = [];
    for (let n = 0; n < 30; n += 1) {
      statuses.push((await login(spellings[n % 5], WRONG).set('X-Forwarded-For', `203.0.113.${n}`)).status);
    }

    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(8);
  });

  it('from one address is stopped whatever accounts it tries', async () => {
    const statuses = [];
    for (let n = 0; n < 32; n += 1) {
      statuses.push(
        (await login(`nobody${n}@example.com`, WRONG).set('X-Forwarded-For', '203.0.113.9')).status,
      );
    }

    expect(statuses.slice(-2)).toEqual([429, 429]);
  });

  it('the present password of a session that was left open is stopped, too', async () => {
    const { as } = await aUser(app);

    const statuses = [];
    for (let n = 0; n < 20; n += 1) {
      const body = { currentPassword: `${WRONG}${n}`, newPassword: 'Copper-Meadow-17' };
      statuses.push((await as.post('/api/auth/change-password').send(body)).status);
    }

    expect(statuses.filter((status) => status === 400).length).toBeLessThanOrEqual(8);
  });

  it('hurts the owner no longer once he has set another password with the mailed link', async () => {
    const { user } = await aUser(app);
    for (let n = 0; n < 10; n += 1) {
      await login(user.email, WRONG);
    }
    await post('forgot-password', { email: user.email });
    await app.drainOutbox();
    await post('reset-password', {
      token: await latestLink(app, 'resetPassword'),
      newPassword: 'Copper-Meadow-17',
    });

    expect((await login(user.email, 'Copper-Meadow-17')).status).toBe(200);
  });
});

describe('whether an account exists', () => {
  it('is not told by the words of a login, nor by its work', async () => {
    const { user } = await aUser(app);
    const { user: phoneOnly } = await aUser(app, {
      email: undefined,
      emailKey: undefined,
      passwordHash: undefined,
    });
    const { user: admin } = await anAdmin(app);
    const verify = jest.spyOn(app.container.passwords, 'verify');
    const find = jest.spyOn(UserModel, 'findOne');

    const answers = [
      await login(user.email, WRONG),
      await login('nobody@example.com', WRONG),
      await login(phoneOnly.phone, WRONG),
      await login('not even an address', WRONG),
      await login(admin.phone, PASSWORD, { type: 'admins' }),
    ];

    const bodies = answers.map(({ body: { requestId: _requestId, ...body } }) => body);
    expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
    expect(answers[0]?.status).toBe(401);
    expect([verify.mock.calls.length, find.mock.calls.length]).toEqual([5, 5]);
  });

  it('is not told by a forgotten password: same words, same writes, and only the outbox knows', async () => {
    const { user } = await aUser(app);
    const rows = async (): Promise<number> => OutboxRowModel.countDocuments({ event: 'password.forgotten' });
    const find = jest.spyOn(UserModel, 'findOne');

    const known = await post('forgot-password', { email: user.email });
    const afterKnown = await rows();
    const unknown = await post('forgot-password', { email: 'nobody@example.com' });
    const afterUnknown = await rows();

    expect(known.status).toBe(200);
    expect(unknown.body).toEqual(known.body);
    expect([afterKnown, afterUnknown - afterKnown]).toEqual([1, 1]);
    expect(find).not.toHaveBeenCalled();
    await app.drainOutbox();
    expect(await OutboxRowModel.countDocuments({ event: 'password.resetRequested' })).toBeLessThanOrEqual(2);
  });
});

describe('what is sent beside the fields', () => {
  it('never makes staff, money or a verified address', async () => {
    const extras = {
      roles: ['admin'],
      wallet: { balance: 1e9 },
      rating: 5,
      emailVerifiedAt: '2026-01-01',
      isVerified: true,
    };

    const answer = await post('register', registration({ ...extras, ban: null, passwordHash: 'x' }));

    const stored = await UserModel.findOne({}).lean();
    expect(answer.status).toBe(201);
    expect(stored).toMatchObject({ roles: ['client'], role: 'client' });
    expect(stored?.emailVerifiedAt).toBeUndefined();
    expect(answer.body.data.user.rating).toBe(0);
  });

  it.each([
    ['an operator for the name', { loginIdentifier: { $gt: '' }, password: PASSWORD }],
    ['an operator for the password', { loginIdentifier: 'a@example.com', password: { $ne: null } }],
    ['a list for the name', { loginIdentifier: ['a@example.com'], password: PASSWORD }],
    ['a pattern for the name', { loginIdentifier: { $regex: '.*' }, password: PASSWORD }],
    ['an operator as a key', { $where: '1', loginIdentifier: 'a@example.com', password: PASSWORD }],
  ])('is refused before a query when it is %s', async (_what, body) => {
    await aUser(app);
    const find = jest.spyOn(UserModel, 'findOne');

    const answer = await post('login', body);

    expect(answer.status).toBe(400);
    expect(find).not.toHaveBeenCalled();
  });

  it('a password of more than 72 bytes is not the one that it begins with', async () => {
    const long = `${'ab-'.repeat(20)}zzzz`;
    const { email } = (await post('register', registration({ password: long }))).body.data.user;

    const answers = [await login(email, long), await login(email, `${long}${'z'.repeat(9)}`)];

    expect(answers.map(({ status }) => status)).toEqual([200, 401]);
  });
});

describe('rights', () => {
  it('follow the stored role within a second while a token lives', async () => {
    const { id, sessionId } = await aUser(app);
    const roleNow = async () => (await app.container.sessions.findActor(sessionId))?.role;
    await roleNow();
    await UserModel.updateOne({ _id: id }, { $set: { role: 'craftsman', roles: ['craftsman'] } });

    const atOnce = await roleNow();
    app.clock.advance(seconds(1));
    const aSecondLater = await roleNow();

    expect([atOnce, aSecondLater]).toEqual(['client', 'craftsman']);
  });

  it('of staff without a second factor end at setting it up, where one is asked for', async () => {
    const { user } = await anAdmin(app);
    const { container } = app;
    const secondFactor = { check: () => Promise.resolve('absent' as const) };
    const auth = makeAuthService({ ...container, secondFactor, staffNeedsSecondFactor: true });

    const device = { userAgent: undefined, ip: undefined };
    const { token } = await auth.login({
      identifier: user.email ?? '',
      password: PASSWORD,
      type: 'admins',
      device,
    });

    const bearer = { Authorization: `Bearer ${token}` };
    const answer = await app.http.get('/api/auth/sessions').set(bearer);
    expect([answer.status, answer.body.code]).toEqual([403, 'access.onboardingOnly']);
    expect((await app.http.post('/api/auth/logout').set(bearer)).status).toBe(200);
  });
});

describe('secrets', () => {
  it('stand in no event, activity or log line', async () => {
    const { email } = (await post('register', registration())).body.data.user;
    const { refreshToken, token } = (await login(email)).body.data;
    await post('forgot-password', { email });
    await app.drainOutbox();
    const link = await latestLink(app, 'resetPassword');

    const rows = JSON.stringify(await OutboxRowModel.find({}).lean());
    const texts =
      rows + JSON.stringify(await ActivityModel.find({}).lean()) + JSON.stringify(app.logger.lines);

    for (const secret of [PASSWORD, refreshToken.split('.')[1], token, link?.split('.')[1], '$2b$']) {
      expect(texts).not.toContain(secret);
    }
  });
});
