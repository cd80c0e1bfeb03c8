import { seconds } from '../../src/utils/clock';
import { findListener } from '../../src/services/conversations/listener';
import { makeTypingRelay } from '../../src/services/realtime/typing';
import { newId } from '../../src/utils/ids';
import { aTalk, write } from '../factories/conversation';
import { aVerifiedCraftsman } from '../factories/craftsman';
import type { MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';
import {
  connectSocket,
  disconnected,
  startSocketProcess,
  until,
  type SocketProcess,
  type TestSocket,
} from '../helpers/socket';

const app = startTestApp();
const open: TestSocket[] = [];
let server: SocketProcess;

beforeAll(async () => {
  server = await startSocketProcess(app);
});
afterEach(() => open.splice(0).forEach(({ socket }) => socket.close()));
afterAll(() => server.close());

async function connect({ token }: MadeUser): Promise<TestSocket> {
  const socket = await connectSocket(server.port, { auth: { token } });
  open.push(socket);
  return socket;
}

const type = ({ socket }: TestSocket, given: unknown): void => void socket.emit('typing', given);
const named = ({ heard }: TestSocket, name: string) => heard.filter(({ event }) => event === name);

/** What was passed on, and to whom; each signal is done when the call is. */
function aRelay() {
  const { clock, logger } = app;
  const said: { to: string; conversationId: string; userId: string }[] = [];
  const relay = makeTypingRelay({
    clock,
    logger,
    findListener,
    say: (to, typing) => void said.push({ to, ...typing }),
  });
  return { said, relay };
}

describe('typing', () => {
  it('is heard by the other side alone, without id and without a place in the log', async () => {
    const talk = await aTalk(app);
    const rival = await aTalk(app, 'quoted', { client: talk.client });
    const [mona, karim, other] = [
      await connect(talk.client),
      await connect(talk.craftsman),
      await connect(rival.craftsman),
    ];

    type(karim, {
      conversationId: talk.id,
      userId: rival.craftsman.id,
      to: rival.craftsman.id,
      room: `user:${rival.craftsman.id}`,
    });
    await until(() => named(mona, 'typing').length > 0);
    type(mona, { conversationId: talk.id });
    await until(() => named(karim, 'typing').length > 0);

    expect(named(mona, 'typing')).toEqual([
      { event: 'typing', data: { conversationId: talk.id, userId: talk.craftsman.id } },
    ]);
    expect(named(karim, 'typing')).toEqual([
      { event: 'typing', data: { conversationId: talk.id, userId: talk.client.id } },
    ]);
    expect(other.heard).toEqual([]);
    const { body } = await talk.client.as.get('/api/events');
    expect(body.data).toEqual([]);
  });

  it('in a conversation of others, in none, or in any shape, has no effect', async () => {
    const talk = await aTalk(app);
    const stranger = await aVerifiedCraftsman(app);
    const { said, relay } = aRelay();

    await relay(stranger.id, { conversationId: talk.id });
    for (const given of [null, undefined, 7, 'x', [], {}, [talk.id], { conversationId: { $ne: null } }]) {
      await relay(talk.client.id, given);
    }
    await relay(talk.client.id, { conversationId: newId().toHexString() });
    await relay(talk.client.id, { conversationId: talk.id, to: stranger.id });

    expect(said).toEqual([{ to: talk.craftsman.id, conversationId: talk.id, userId: talk.client.id }]);
    expect(app.logger.lines.filter(({ level }) => level === 'warn')).toEqual([]);
  });

  it('is passed on once a second in a conversation, ten times in ten seconds in all, never between a blocked pair', async () => {
    const talk = await aTalk(app);
    const { said, relay } = aRelay();
    const times = async (count: number, everyMs: number): Promise<number> => {
      const before = said.length;
      for (let n = 0; n < count; n += 1) {
        await relay(talk.client.id, { conversationId: talk.id });
        app.clock.advance(everyMs);
      }
      return said.length - before;
    };

    const atOnce = await times(5, 0);
    app.clock.advance(seconds(20));
    const eachSecond = await times(4, 1_000);
    app.clock.advance(seconds(20));
    const far = await times(30, 300);
    app.clock.advance(seconds(20));
    await talk.client.as.post(`/api/users/${talk.craftsman.id}/block`);
    const blocked = await times(2, 1_000);
    app.clock.advance(seconds(20));
    await talk.client.as.delete(`/api/users/${talk.craftsman.id}/block`);
    const free = await times(1, 0);

    expect({ atOnce, eachSecond, blocked, free }).toEqual({ atOnce: 1, eachSecond: 4, blocked: 0, free: 1 });
    expect(far).toBeLessThan(10);
  });

  it('from an app that says it again and again ends with its connection', async () => {
    const talk = await aTalk(app);
    const mona = await connect(talk.client);

    for (let n = 0; n < 200; n += 1) {
      type(mona, { conversationId: talk.id });
    }

    expect(await disconnected(mona)).toBe('transport close');
  });
});

describe('messages', () => {
  it('reach the open apps of both sides with their places in the log, and no push; the closed app gets one', async () => {
    const talk = await aTalk(app);
    const { client, craftsman } = talk;
    await client.as.post('/api/users/me/devices').send({ token: 'mona-phone', platform: 'android' });
    await craftsman.as.post('/api/users/me/devices').send({ token: 'karim-phone', platform: 'ios' });
    const mona = await connect(client);
    const drain = (): Promise<unknown> => server.container.dispatcher.processAll();

    await write(craftsman, talk, 'Call 01012345678');
    await drain();
    await until(() => named(mona, 'new_message').length > 0);
    await write(client, talk, 'Later');
    await drain();
    await until(() => named(mona, 'new_message').length > 1);
    await client.as.patch(`${talk.path}/read`).send({});
    await drain();
    await until(() => named(mona, 'message_read').length > 0);

    const messages = named(mona, 'new_message').map(({ data }) => data);
    expect(messages).toMatchObject([
      { conversationId: talk.id, number: 1, content: 'Call •••', sender: { id: craftsman.id } },
      { conversationId: talk.id, number: 2, content: 'Later', sender: { id: client.id } },
    ]);
    expect(named(mona, 'message_read').map(({ data }) => data)).toMatchObject([
      { readerId: client.id, upTo: 2 },
    ]);
    expect(named(mona, 'notification').map(({ data }) => data)).toMatchObject([
      { type: 'message', message: 'Message: Call •••', data: { conversationId: talk.id } },
    ]);
    const ids = mona.ids();
    expect(ids).toEqual(ids.map((_, i) => i + 1));
    const { body } = await client.as.get('/api/events');
    expect(body.data.map(({ id }: { id: number }) => id)).toEqual(ids);
    const pushed = await app.http.get('/dev/inbox').set('Accept', 'application/json');
    const to = (pushed.body.data as { channel: string; to: string }[]).filter(
      ({ channel }) => channel === 'push',
    );
    expect(to.map((message) => message.to)).toEqual(['karim-phone']);
  });
});
