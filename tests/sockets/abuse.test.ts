import { connect as connectTcp } from 'node:net';
import { SessionModel } from '../../src/models/session.model';
import { minutes, seconds } from '../../src/utils/clock';
import { toObjectId } from '../../src/utils/ids';
import { aUser } from '../factories/user';
import { startTestApp } from '../helpers/app';
import {
  arrived,
  connectSocket,
  disconnected,
  startSocketProcess,
  until,
  type Handshake,
  type SocketProcess,
  type TestSocket,
} from '../helpers/socket';

/** One proxy in front names the address of whoever calls. */
const app = startTestApp({ env: { TRUST_PROXY: '1' } });
const open: TestSocket[] = [];
const PER_ADDRESS = 5;
let server: SocketProcess;

beforeAll(async () => {
  server = await startSocketProcess(app, { socketFigures: { perAddress: PER_ADDRESS } });
});
afterEach(async () => {
  open.splice(0).forEach(({ socket }) => socket.close());
  await until(() => server.container.gateway.connectedSockets() === 0);
});
afterAll(() => server.close());

let addresses = 0;
/** An address that nobody else has used. */
const freshAddress = (): string => `198.51.100.${(addresses += 1)}`;

async function connect(
  token: unknown,
  address = freshAddress(),
  options: Handshake = {},
): Promise<TestSocket> {
  const extraHeaders = { 'X-Forwarded-For': address };
  const socket = await connectSocket(server.port, { ...options, auth: { token }, extraHeaders });
  open.push(socket);
  return socket;
}

const tell = async (userId: string, n: number): Promise<void> => {
  const event = { userId, name: 'notification', payload: { n }, dedupeKey: `cause ${n}` } as const;
  server.container.gateway.deliver(await server.container.eventLog.append(event));
};

describe('whoever asks to join the room of another', () => {
  it('hears nothing of him in 10,000 attempts over many sockets, and each socket that insists is closed', async () => {
    const [victim, attacker] = [await aUser(app), await aUser(app)];
    const phone = await connect(victim.token);
    const heardByAttacker: unknown[] = [];
    let attempts = 0;
    let sockets = 0;

    while (attempts < 10_000) {
      sockets += 1;
      const { socket, heard } = await connect(attacker.token);
      const closed = new Promise((resolve) => socket.once('disconnect', resolve));
      for (let n = 0; n < 500; n += 1) {
        attempts += 1;
        socket.emit('join', joins(victim.id)[n % 5]);
      }
      await tell(victim.id, sockets);
      await closed;
      heardByAttacker.push(...heard);
    }
    await until(() => phone.heard.length === sockets);

    expect(sockets).toBe(20);
    expect(heardByAttacker).toEqual([]);
    expect(phone.socket.connected).toBe(true);
  });

  const joins = (userId: string): unknown[] => [
    { userId },
    userId,
    `user:${userId}`,
    { userId: { $gt: '' } },
    [`user_${userId}`, { room: `user:${userId}` }],
  ];

  it('keeps his own room when he asks a few times', async () => {
    const [victim, user] = [await aUser(app), await aUser(app)];
    const phone = await connect(user.token);
    joins(victim.id).forEach((join) => phone.socket.emit('join', join));
    phone.socket.emit('leave', { userId: user.id });

    await tell(victim.id, 1);
    await tell(user.id, 2);
    await until(() => phone.heard.length > 0);

    expect(phone.heard).toEqual([{ event: 'notification', data: { n: 2, id: 1 } }]);
  });

  it('cannot name the room, the user or the role in the handshake', async () => {
    const [victim, user] = [await aUser(app), await aUser(app)];
    const auth = {
      token: user.token,
      userId: victim.id,
      room: `user:${victim.id}`,
      actor: { id: victim.id },
    };
    const phone = await connectSocket(server.port, { auth, query: { userId: victim.id } });
    open.push(phone);

    await tell(victim.id, 1);
    await tell(user.id, 2);
    await until(() => phone.heard.length > 0);

    expect(phone.heard.map(({ data }) => data['n'])).toEqual([2]);
  });
});

describe('a connection that sends', () => {
  it('more than 16 kB in one message is closed, and the server goes on', async () => {
    const { id, token } = await aUser(app);
    const [large, small] = [await connect(token), await connect(token)];
    const closed = disconnected(large);

    large.socket.emit('note', 'x'.repeat(17_000));

    await closed;
    await tell(id, 1);
    await until(() => small.heard.length > 0);
    expect(small.ids()).toEqual([1]);
  });

  it('up to a hundred messages in ten seconds stays, and may go on in the next ten', async () => {
    const { id, token } = await aUser(app);
    const phone = await connect(token);
    // The handshake is a message, too.
    for (const pause of [0, seconds(10)]) {
      app.clock.advance(pause);
      for (let n = 0; n < 99; n += 1) {
        phone.socket.emit('hello', n);
      }
      await arrived(phone);
      await tell(id, pause);
    }
    await until(() => phone.heard.length > 1);

    expect(phone.socket.connected).toBe(true);
  });

  it('what is no packet at all is closed', async () => {
    const { token } = await aUser(app);
    const phone = await connect(token);
    const closed = disconnected(phone);

    phone.socket.io.engine.write('9{{{not a packet');

    await closed;
    expect(server.container.gateway.connectedSockets()).toBe(0);
  });

  it('a request for another namespace gets nothing', async () => {
    const { token } = await aUser(app);

    const refused = connectSocket(server.port, { auth: { token } }, '/admin');

    await expect(refused).rejects.toMatchObject({ message: 'Invalid namespace' });
  });
});

/** A place is free once the connection below the socket is gone too, which may take the server another moment; the test's own time limit is the only other end. */
async function untilLetIn(attempt: () => Promise<TestSocket>): Promise<TestSocket> {
  for (;;) {
    const [asked] = await Promise.allSettled([attempt()]);
    if (asked.status === 'fulfilled') {
      return asked.value;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe('a flood', () => {
  it('of connections from one address ends at its limit, and others still come in', async () => {
    const address = freshAddress();
    const { token } = await aUser(app);
    const apps = await Promise.all(Array.from({ length: PER_ADDRESS }, () => connect(token, address)));

    const refused = connect(token, address);

    await expect(refused).rejects.toThrow('websocket error');
    const elsewhere = await connect(token);
    expect([...apps, elsewhere].every(({ socket }) => socket.connected)).toBe(true);
  });

  it('of connections frees its places when they close', async () => {
    const address = freshAddress();
    const { token } = await aUser(app);
    const apps = await Promise.all(Array.from({ length: PER_ADDRESS }, () => connect(token, address)));
    apps.forEach(({ socket }) => socket.close());
    await until(() => server.container.gateway.connectedSockets() === 0);

    const again = await untilLetIn(() => connect(token, address));

    expect(again.socket.connected).toBe(true);
  });

  it('of junk tokens from one address is cut off before the tokens are looked at, for a minute', async () => {
    const address = freshAddress();
    const { token } = await aUser(app);
    const refusals: string[] = [];
    for (let n = 0; n < PER_ADDRESS * 3 + 5; n += 1) {
      await connect(`junk ${n}`, address).catch((error: Error) => refusals.push(error.message));
    }

    const cutOff = connect(token, address);

    await expect(cutOff).rejects.toThrow('websocket error');
    expect(refusals.filter((reason) => reason === 'auth.tokenInvalid')).toHaveLength(PER_ADDRESS * 3);
    app.clock.advance(minutes(1));
    expect((await connect(token, address)).socket.connected).toBe(true);
  });

  it('of addresses in one IPv6 network counts as one', async () => {
    const { token } = await aUser(app);
    await Promise.all(
      Array.from({ length: PER_ADDRESS }, (_, n) => connect(token, `2001:db8:1:2::${n.toString(16)}`)),
    );

    const refused = connect(token, '2001:db8:1:2:aaaa::1');

    await expect(refused).rejects.toThrow('websocket error');
  });

  it('of polling requests counts as the same', async () => {
    const address = freshAddress();
    const { token } = await aUser(app);
    await Promise.all(
      Array.from({ length: PER_ADDRESS }, () => connect(token, address, { transports: ['polling'] })),
    );

    const refused = connect(token, address, { transports: ['polling'] });

    await expect(refused).rejects.toThrow('xhr poll error');
  });
});

describe('a login that ends', () => {
  it('while the handshake is on its way is put out at the next look', async () => {
    const { token, sessionId } = await aUser(app);
    const connecting = connect(token);
    await SessionModel.updateOne({ _id: toObjectId(sessionId) }, { $set: { endedAt: app.clock.now() } });

    await connecting.catch((error: Error) => expect(error.message).toBe('auth.sessionEnded'));
    await server.container.gateway.sweep();

    await until(() => server.container.gateway.connectedSockets() === 0);
    expect(server.container.gateway.connectedSockets()).toBe(0);
  });
});

describe('a connection that says nothing', () => {
  it('holds no room: an upgrade that never finishes its handshake is not among the connected', async () => {
    const wire = connectTcp(server.port, '127.0.0.1');
    await new Promise<void>((resolve) => wire.once('connect', () => resolve()));
    wire.write('GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: localhost\r\n\r\n');
    const answer = await new Promise<string>((resolve) => wire.once('data', (data) => resolve(String(data))));

    expect(answer).toContain('"sid"');
    expect(server.container.gateway.connectedSockets()).toBe(0);
    wire.destroy();
  });
});
