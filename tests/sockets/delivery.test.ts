import { Types } from 'mongoose';
import { UserEventModel } from '../../src/models/userEvent.model';
import type { NewEvent } from '../../src/services/realtime/eventLog';
import { newId } from '../../src/utils/ids';
import { aUser, type MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';
import {
  connectSocket,
  disconnected,
  openSocket,
  startSocketProcess,
  until,
  type SocketProcess,
  type TestSocket,
} from '../helpers/socket';

const app = startTestApp();
const open: TestSocket[] = [];
let here: SocketProcess;
/** Another process: what it writes reaches the sockets of `here` through the log only. */
let there: SocketProcess;

beforeAll(async () => {
  here = await startSocketProcess(app);
  there = await startSocketProcess(app);
});
afterEach(() => open.splice(0).forEach(({ socket }) => socket.close()));
afterAll(async () => {
  await here.close();
  await there.close();
});

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

async function connect({ token }: MadeUser, auth: object = {}): Promise<TestSocket> {
  const socket = await connectSocket(here.port, { auth: { token, ...auth } });
  open.push(socket);
  return socket;
}

const news = (userId: string, n: number): NewEvent => ({
  userId,
  name: 'new_message',
  payload: { n },
  dedupeKey: `cause ${n}`,
});

/** Tells the user something in one process, which hands it to its own sockets. */
async function tellIn({ container }: SocketProcess, userId: string, n: number): Promise<void> {
  container.gateway.deliver(await container.eventLog.append(news(userId, n)));
}

/** Writes to the log without handing it to any socket, as a process does that dies right after. */
const writeOnly = (userId: string, n: number): Promise<unknown> =>
  there.container.eventLog.append(news(userId, n));

describe('an app that connects', () => {
  it('hears from now on when it names no place', async () => {
    const user = await aUser(app);
    await tellIn(here, user.id, 1);
    const phone = await connect(user);

    await tellIn(here, user.id, 2);
    await until(() => phone.heard.length > 0);

    expect(phone.ids()).toEqual([2]);
  });

  it('first hears everything since the place that it names, also far more than one batch, then what is new', async () => {
    const user = await aUser(app);
    for (const n of upTo(450)) {
      await here.container.eventLog.append(news(user.id, n));
    }

    const phone = await connect(user, { since: 20 });
    await tellIn(here, user.id, 451);
    await until(() => phone.heard.length >= 431);

    expect(phone.ids()).toEqual(upTo(451).slice(20));
  });

  it('may name the place as text, and a place beyond the end is the end', async () => {
    const user = await aUser(app);
    await tellIn(here, user.id, 1);
    const [phone, tablet] = [await connect(user, { since: '0' }), await connect(user, { since: 99 })];

    await tellIn(here, user.id, 2);
    await until(() => phone.heard.length > 1 && tablet.heard.length > 0);

    expect([phone.ids(), tablet.ids()]).toEqual([[1, 2], [2]]);
  });

  it('is refused when events since its place are no longer kept', async () => {
    const user = await aUser(app);
    for (const n of upTo(3)) {
      await tellIn(here, user.id, n);
    }
    await UserEventModel.deleteMany({ seq: { $lt: 3 } });

    const refused = connect(user, { since: 1 });

    await expect(refused).rejects.toMatchObject({
      data: { code: 'event.tooOld', statusCode: 410, oldestId: 3 },
    });
  });
});

describe('events written by another process', () => {
  it('reach the sockets of this one at its next look', async () => {
    const user = await aUser(app);
    const phone = await connect(user);

    await writeOnly(user.id, 1);
    await writeOnly(user.id, 2);
    await here.container.gateway.poll();
    await until(() => phone.heard.length > 1);

    expect(phone.ids()).toEqual([1, 2]);
  });

  it('reach them by themselves, without anybody asking', async () => {
    const user = await aUser(app);
    const phone = await connect(user);

    await writeOnly(user.id, 1);
    await until(() => phone.heard.length > 0);

    expect(phone.ids()).toEqual([1]);
  });

  it('come before a later one that was written here', async () => {
    const user = await aUser(app);
    const phone = await connect(user);

    await writeOnly(user.id, 1);
    await tellIn(here, user.id, 2);
    await until(() => phone.heard.length > 1);

    expect(phone.ids()).toEqual([1, 2]);
  });

  it('are found even when the other machine’s clock is an hour behind', async () => {
    const user = await aUser(app);
    const phone = await connect(user);
    await UserEventModel.collection.insertOne({
      ...news(user.id, 1),
      _id: anHourAgo(),
      userId: user.user._id,
      seq: 1,
      at: app.clock.now(),
    });

    await here.container.gateway.checkAll();
    await until(() => phone.heard.length > 0);

    expect(phone.ids()).toEqual([1]);
  });

  it('reach each user’s own sockets only, in one look for all', async () => {
    const users = await Promise.all(upTo(5).map(() => aUser(app)));
    const phones = await Promise.all(users.map((user) => connect(user)));
    for (const { id } of users) {
      await writeOnly(id, 1);
    }

    await here.container.gateway.poll();
    await until(() => phones.every(({ heard }) => heard.length > 0));

    expect(phones.map((phone) => phone.ids())).toEqual(users.map(() => [1]));
  });
});

const anHourAgo = () => {
  const id = newId();
  return Types.ObjectId.createFromTime(id.getTimestamp().getTime() / 1_000 - 3_600);
};

describe('1,000 events while the app loses its connection again and again', () => {
  it('arrive as 1 … 1000, in order, nothing missing and nothing twice', async () => {
    const user = await aUser(app);
    const all: unknown[] = [];
    const random = seededRandom(7);
    const writing = writeFromTwoProcesses(user.id, 1_000, random);

    let connections = 0;
    while (all.length < 1_000) {
      connections += 1;
      const phone = openSocket(here.port, { auth: { token: user.token, since: all.length } });
      phone.socket.onAny((_name: string, data: { id: number }) => all.push(data.id));
      const enough = Math.min(1_000, all.length + 1 + Math.floor(random() * 60));
      await until(() => all.length >= enough);
      dropConnection(phone, random);
      await disconnected(phone);
    }
    await writing;

    expect(all).toEqual(upTo(1_000));
    expect(connections).toBeGreaterThan(10);
  });
});

async function writeFromTwoProcesses(userId: string, count: number, random: () => number): Promise<void> {
  for (let n = 1; n <= count;) {
    const burst = upTo(1 + Math.floor(random() * 8))
      .map((k) => n + k - 1)
      .filter((k) => k <= count);
    await Promise.all(burst.map((k) => tellIn(random() < 0.5 ? here : there, userId, k)));
    n += burst.length;
  }
}

/** Sometimes politely, sometimes the wire is cut. */
function dropConnection({ socket }: TestSocket, random: () => number): void {
  if (random() < 0.5) {
    socket.disconnect();
  } else {
    socket.io.engine.close();
  }
}

function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
