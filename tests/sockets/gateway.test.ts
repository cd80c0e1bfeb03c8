import jwt from 'jsonwebtoken';
import { SessionModel } from '../../src/models/session.model';
import type { NewEvent } from '../../src/services/realtime/eventLog';
import { makeRealtime, type Realtime } from '../../src/services/realtime/realtime';
import { hours, minutes, seconds } from '../../src/utils/clock';
import { toObjectId } from '../../src/utils/ids';
import { aSession, aUser } from '../factories/user';
import { startTestApp } from '../helpers/app';
import { accessTokenOf } from '../helpers/as';
import {
  connectSocket,
  disconnected,
  startSocketProcess,
  until,
  type Handshake,
  type SocketProcess,
  type TestSocket,
} from '../helpers/socket';

const app = startTestApp();
const open: TestSocket[] = [];
let server: SocketProcess;

beforeAll(async () => {
  server = await startSocketProcess(app);
});
afterEach(async () => {
  open.splice(0).forEach(({ socket }) => socket.close());
  await until(() => server.container.gateway.connectedSockets() === 0);
});
afterAll(() => server.close());

async function connect(token: unknown, options: Handshake & { auth?: object } = {}): Promise<TestSocket> {
  const socket = await connectSocket(server.port, { ...options, auth: { token, ...options.auth } });
  open.push(socket);
  return socket;
}

const realtime = (): Realtime =>
  makeRealtime({ eventLog: server.container.eventLog, deliver: server.container.gateway.deliver });

const news = (userId: string, n: number): NewEvent => ({
  userId,
  name: 'job_update',
  payload: { n },
  dedupeKey: `cause ${n}`,
});

const tell = (userId: string, n = 1): Promise<unknown> => realtime().notify(news(userId, n));

describe('a handshake', () => {
  it('lets a signed-in user in, by the token of the handshake, with or without Bearer, or by the header', async () => {
    const { token, id } = await aUser(app);
    const plain = await connect(token);
    const bearer = await connect(`Bearer ${token}`);
    const header = await connect(undefined, { extraHeaders: { Authorization: `Bearer ${token}` } });
    const polling = await connect(token, { transports: ['polling'] });

    await tell(id);
    const all = [plain, bearer, header, polling];
    await until(() => all.every(({ heard }) => heard.length === 1));

    expect(all.map(({ heard }) => heard[0])).toEqual(
      all.map(() => ({ event: 'job_update', data: { id: 1, n: 1 } })),
    );
  });

  it('is refused without a token, and says why as HTTP does, in the reader’s language', async () => {
    const refused = connect(undefined, { extraHeaders: { 'Accept-Language': 'ar' } });

    await expect(refused).rejects.toMatchObject({
      message: 'auth.required',
      data: {
        success: false,
        code: 'auth.required',
        statusCode: 401,
        message: expect.stringMatching(/[\u0600-\u06ff]/),
      },
    });
  });

  const claimsOf = (id: string, sessionId: string): object => ({
    sub: id,
    sid: sessionId,
    typ: 'access',
    scope: 'full',
  });
  const ISSUED = { algorithm: 'HS256', issuer: 'craftworks', audience: 'craftworks-api' } as const;

  it.each([
    ['junk', () => 'junk', 'auth.tokenInvalid'],
    ['an object', () => ({ $gt: '' }), 'auth.tokenInvalid'],
    ['four kilobytes of junk', () => 'x'.repeat(4_096), 'auth.tokenInvalid'],
    [
      'a token without a signature',
      (claims: object) => jwt.sign(claims, '', { ...ISSUED, algorithm: 'none' }),
      'auth.tokenInvalid',
    ],
    [
      'a token of another key',
      (claims: object) => jwt.sign(claims, 'k'.repeat(40), ISSUED),
      'auth.tokenInvalid',
    ],
    [
      'another issuer',
      (claims: object) => jwt.sign(claims, key(), { ...ISSUED, issuer: 'else' }),
      'auth.tokenInvalid',
    ],
    [
      'another audience',
      (claims: object) => jwt.sign(claims, key(), { ...ISSUED, audience: 'else' }),
      'auth.tokenInvalid',
    ],
    [
      'a refresh token',
      (claims: object) => jwt.sign({ ...claims, typ: 'refresh' }, key(), ISSUED),
      'auth.tokenInvalid',
    ],
    ['a token without an end', (claims: object) => jwt.sign(claims, key(), ISSUED), 'auth.tokenExpired'],
  ])('is refused with %s', async (_what, forge, code) => {
    const { id, sessionId } = await aUser(app);
    const token = forge(claimsOf(id, sessionId));

    const refused = connect(token);

    await expect(refused).rejects.toMatchObject({ data: { code, statusCode: 401 } });
    expect(server.container.gateway.connectedSockets()).toBe(0);
  });

  const key = () => server.container.tokens.key;

  it('is refused a second after the token has expired, and with the token of an ended session', async () => {
    const one = await aUser(app);
    const two = await aUser(app);
    await SessionModel.updateOne({ _id: toObjectId(two.sessionId) }, { $set: { endedAt: app.clock.now() } });
    const short = accessTokenOf(app, { userId: one.id, sessionId: one.sessionId, ttlMs: seconds(60) });
    app.clock.advance(seconds(61));

    await expect(connect(short)).rejects.toMatchObject({ data: { code: 'auth.tokenExpired' } });
    await expect(connect(two.token)).rejects.toMatchObject({ data: { code: 'auth.sessionEnded' } });
  });

  it('is refused with the token of another user’s session, or before sign-up is complete', async () => {
    const [one, two] = [await aUser(app), await aUser(app)];
    const mixed = accessTokenOf(app, { userId: one.id, sessionId: two.sessionId });
    const half = await aSession(app, { userId: one.user._id, scope: 'onboarding' });
    const onboarding = accessTokenOf(app, {
      userId: one.id,
      sessionId: half._id.toHexString(),
      scope: 'onboarding',
    });

    await expect(connect(mixed)).rejects.toMatchObject({ data: { code: 'auth.sessionEnded' } });
    await expect(connect(onboarding)).rejects.toMatchObject({ data: { code: 'access.onboardingOnly' } });
  });

  it.each([
    ['a surface that is not served', { surface: 'v1' }, 'surface'],
    ['a surface that does not exist', { surface: 'moon' }, 'surface'],
    ['a negative place', { since: -1 }, 'since'],
    ['a place that is text', { since: 'yesterday' }, 'since'],
    ['a place that is an operator', { since: { $gt: 0 } }, 'since'],
  ])('is refused with %s', async (_what, auth, field) => {
    const { token } = await aUser(app);

    const refused = connect(token, { auth });

    await expect(refused).rejects.toMatchObject({ data: { code: 'request.invalid', errors: [{ field }] } });
  });

  it('is refused from the twenty-first connection of one user on, also when they come side by side', async () => {
    const { token } = await aUser(app);
    const apps = await Promise.allSettled(Array.from({ length: 30 }, () => connect(token)));
    await until(() => server.container.gateway.connectedSockets() <= 20);

    const refused = connect(token);

    await expect(refused).rejects.toMatchObject({ data: { code: 'request.tooMany' } });
    expect(apps.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect(server.container.gateway.connectedSockets()).toBe(20);
  });
});

describe('a connected app', () => {
  it('hears what its user is told, and nothing of others', async () => {
    const [one, two] = [await aUser(app), await aUser(app)];
    const [hers, his] = [await connect(one.token), await connect(two.token)];

    await tell(one.id);
    server.container.gateway.emitTo(two.id, 'typing', { conversationId: one.id, userId: one.id });
    await until(() => hers.heard.length > 0 && his.heard.length > 0);

    expect(hers.heard).toEqual([{ event: 'job_update', data: { n: 1, id: 1 } }]);
    expect(his.heard).toEqual([{ event: 'typing', data: { conversationId: one.id, userId: one.id } }]);
  });

  it('hears on all its user’s devices, a repeated cause once', async () => {
    const { id, token } = await aUser(app);
    const [phone, tablet] = [await connect(token), await connect(token)];

    await tell(id, 1);
    await tell(id, 1);
    await tell(id, 2);
    await until(() => phone.heard.length > 1 && tablet.heard.length > 1);

    expect([phone.ids(), tablet.ids()]).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  it('gets the place in the log as id, whatever the payload calls so', async () => {
    const { id, token } = await aUser(app);
    const phone = await connect(token);

    await realtime().notify({
      userId: id,
      name: 'notification',
      payload: { id: 'mine', _id: 'mine' },
      dedupeKey: 'a',
    });
    await until(() => phone.heard.length > 0);

    expect(phone.heard[0]).toEqual({ event: 'notification', data: { id: 1, _id: 'mine' } });
  });

  it('is counted in the metrics', async () => {
    const { token } = await aUser(app);
    await connect(token);

    const text = await server.container.metrics.text();

    expect(text).toMatch(/^sockets_connected 1$/m);
  });
});

describe('sockets close', () => {
  it('at the next look when their session ended in any process, and the other sessions’ stay', async () => {
    const { user, id, sessionId, token } = await aUser(app);
    const other = await aSession(app, { userId: user._id });
    const [phone, tablet] = [
      await connect(token),
      await connect(accessTokenOf(app, { userId: id, sessionId: other._id.toHexString() })),
    ];
    await SessionModel.updateOne({ _id: toObjectId(sessionId) }, { $set: { endedAt: app.clock.now() } });

    const closed = disconnected(phone);
    await server.container.gateway.sweep();

    expect(await closed).toBe('io server disconnect');
    expect(tablet.socket.connected).toBe(true);
  });

  it('when their user logs out, as soon as the outbox says so', async () => {
    const { token, as } = await aUser(app);
    const phone = await connect(token);
    const closed = disconnected(phone);

    const answer = await as.post('/api/auth/logout');
    await server.container.dispatcher.processAll();

    expect(answer.status).toBe(200);
    expect(await closed).toBe('io server disconnect');
    app.clock.advance(seconds(1));
    await expect(connect(token)).rejects.toMatchObject({ data: { code: 'auth.sessionEnded' } });
  });

  it('at once in the process that hears of it', async () => {
    const { sessionId, token } = await aUser(app);
    const phone = await connect(token);

    const closed = disconnected(phone);
    server.container.gateway.closeSessions([sessionId]);

    expect(await closed).toBe('io server disconnect');
  });

  it('when their token has expired, even if the session lives', async () => {
    const { id, sessionId } = await aUser(app);
    const phone = await connect(accessTokenOf(app, { userId: id, sessionId, ttlMs: minutes(15) }));
    const closed = disconnected(phone);
    app.clock.advance(minutes(15));

    await server.container.gateway.sweep();

    expect(await closed).toBe('io server disconnect');
  });

  it('when the session itself runs out', async () => {
    const { id, sessionId } = await aUser(app);
    const phone = await connect(accessTokenOf(app, { userId: id, sessionId, ttlMs: hours(24 * 60) }));
    const closed = disconnected(phone);
    app.clock.advance(hours(24 * 31));

    await server.container.gateway.sweep();

    expect(await closed).toBe('io server disconnect');
  });

  it('when the process stops, in a way that lets the app connect again', async () => {
    const { token } = await aUser(app);
    const leaving = await startSocketProcess(app);
    const phone = await connectSocket(leaving.port, { auth: { token } });
    const closed = disconnected(phone);

    await leaving.close();

    expect(['transport close', 'transport error']).toContain(await closed);
    expect(leaving.container.gateway.connectedSockets()).toBe(0);
  });
});
