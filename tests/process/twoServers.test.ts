import { OutboxRowModel } from '../../src/models/outboxRow.model';
import { DevMessageModel } from '../../src/models/devMessage.model';
import { TaskRunModel } from '../../src/models/taskRun.model';
import { UserEventModel } from '../../src/models/userEvent.model';
import { minutes } from '../../src/utils/clock';
import { idOf, toObjectId } from '../../src/utils/ids';
import { aTalk } from '../factories/conversation';
import { aJob } from '../factories/job';
import { aUser, type MadeUser } from '../factories/user';
import { msOf, shortest } from '../helpers/shortest';
import { disconnected, until } from '../helpers/socket';
import { openSince, placesAt, post, startTwoServers, untilDelivered, upTo } from '../support/twoServers';

const world = startTwoServers(() => Promise.resolve({}));
const { app } = world;

describe('two servers on one database, without Redis', () => {
  it('tell the apps at either of them everything in order and once, whichever was written to', async () => {
    const talk = await aTalk(app);
    const { client: mona, craftsman: karim } = talk;
    const [phone, tablet, his] = [
      await world.connect(world.one, mona),
      await world.connect(world.two, mona),
      await world.connect(world.two, karim),
    ];

    const answers = [];
    for (const n of upTo(12)) {
      const server = n % 3 === 0 ? world.one : world.two;
      const who = n % 2 === 0 ? mona : karim;
      answers.push(await post(server, `${talk.path}/messages`, { who, body: { content: `Message ${n}` } }));
    }
    await untilDelivered();
    const places = await placesAt(world.one, mona);
    await until(() => [phone, tablet].every(({ heard }) => heard.length >= places.length));
    await until(() => his.heard.filter(({ event }) => event === 'new_message').length >= 12);

    expect(answers.map(({ status }) => status)).toEqual(upTo(12).map(() => 201));
    expect(places).toEqual(upTo(places.length));
    expect([phone.ids(), tablet.ids()]).toEqual([places, places]);
    expect(await placesAt(world.two, mona)).toEqual(places);
    for (const { heard } of [phone, tablet, his]) {
      const messages = heard.filter(({ event }) => event === 'new_message');
      expect(messages.map(({ data }) => data['number'])).toEqual(upTo(12));
    }
  });

  it('bring an app that missed 1,000 events and loses its connection again and again up to date, once and in order', async () => {
    const user = await aUser(app);
    const tell = (n: number) =>
      app.container.eventLog.append({
        userId: user.id,
        name: 'job_update',
        payload: { n },
        dedupeKey: `cause ${n}`,
      });
    const random = seededRandom(11);
    await Promise.all(upTo(1_000).map(tell));

    const all: unknown[] = [];
    const telling = Promise.all(upTo(300).map((n) => tell(1_000 + n)));
    let connections = 0;
    while (all.length < 1_300) {
      connections += 1;
      const phone = openSince(random() < 0.5 ? world.one : world.two, user, all.length);
      phone.socket.onAny((_name: string, { id }: { id: number }) => all.push(id));
      const enough = Math.min(1_300, all.length + 1 + Math.floor(random() * 90));
      await until(() => all.length >= enough);
      phone.socket.io.engine.close();
      await disconnected(phone);
    }
    await telling;

    expect(all).toEqual(upTo(1_300));
    expect(connections).toBeGreaterThan(3);
    expect(await placesAt(world.two, user)).toEqual(upTo(1_300));
  });

  it('close the sockets of a session within five seconds when it ends at the other one', async () => {
    const reasons: string[] = [];
    const logOut = async (): Promise<number> => {
      const user = await aUser(app);
      const phones = [await world.connect(world.one, user), await world.connect(world.two, user)];
      const closed = Promise.all(phones.map(disconnected));
      return msOf(async () => {
        await post(world.one, '/api/auth/logout', { who: user });
        reasons.push(...(await closed));
      });
    };

    const tookMs = await shortest(5_000, logOut);

    expect(new Set(reasons)).toEqual(new Set(['io server disconnect']));
    expect(tookMs).toBeLessThan(5_000);
  });

  it('count the tries of an address together', async () => {
    const answers = await Promise.all(
      upTo(40).map((n) => post(n % 2 === 0 ? world.one : world.two, '/api/auth/login')),
    );

    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 400)).toHaveLength(30);
    expect(statuses.filter((status) => status === 429)).toHaveLength(10);
  });

  it('run each tick of a task in one of them, and never two runs of it at once', async () => {
    const name = 'run-sandbox'; // every five seconds
    while ((await TaskRunModel.countDocuments({ task: name, state: 'done' })) < 2) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }

    const runs = await TaskRunModel.find({ task: name, state: 'done' }).sort({ startedAt: 1 }).lean();
    const ticks = runs.map(({ tick }) => tick.getTime());
    expect(new Set(ticks).size).toBe(ticks.length);
    for (const [index, run] of runs.slice(1).entries()) {
      expect(run.startedAt.getTime()).toBeGreaterThanOrEqual(runs[index]?.finishedAt?.getTime() ?? Infinity);
    }
  });
});

describe('kill -9 of a server while a broadcast is half out', () => {
  it('leaves each receiver told exactly once, with one mail and at most one push', async () => {
    const made = await aJob(app).quoted(15);
    const [winner, ...others] = made.bidders;
    for (const [index, { as }] of others.entries()) {
      await as.post('/api/users/me/devices').send({ token: `device-${index}`, platform: 'android' });
    }
    const quoteId = idOf(made.quotes[0] ?? made.job);

    const hired = await post(world.one, `/api/jobs/${made.jobId}/quotes/${quoteId}/accept`, {
      who: made.client,
    });
    while ((await toldCount(others)) < 3) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    await world.one.end('SIGKILL');
    const left = await OutboxRowModel.countDocuments({ state: 'pending' });
    app.clock.set(new Date(Date.now() + minutes(2))); // the leases of the dead have ended
    await app.drainOutbox();
    await untilDelivered();

    expect([hired.status, winner !== undefined]).toEqual([200, true]);
    expect(left).toBeGreaterThan(0);
    for (const [index, { id }] of others.entries()) {
      const events = await UserEventModel.find({ userId: toObjectId(id) })
        .sort({ seq: 1 })
        .lean();
      expect(events.map(({ seq }) => seq)).toEqual(upTo(events.length));
      expect(events.map(({ name }) => name).sort()).toEqual(['application_update', 'notification']);
      // The one that was in hand when the server died is not sent again.
      expect(
        await DevMessageModel.countDocuments({ channel: 'push', to: `device-${index}` }),
      ).toBeLessThanOrEqual(1);
      expect(await DevMessageModel.countDocuments({ channel: 'email', to: emailOf(others[index]) })).toBe(1);
    }
  });
});

const toldCount = async (users: readonly MadeUser[]): Promise<number> =>
  UserEventModel.countDocuments({ userId: { $in: users.map(({ id }) => toObjectId(id)) } });

const emailOf = (user: MadeUser | undefined): string => user?.user.email ?? '';

function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
