import { DevMessageModel } from '../../src/models/devMessage.model';
import { aTalk, type MadeTalk } from '../factories/conversation';
import { startRedis, type RedisServer } from '../helpers/redisServer';
import type { ServerProcess } from '../helpers/serverProcess';
import { until, type TestSocket } from '../helpers/socket';
import { placesAt, post, startTwoServers, untilDelivered, upTo } from '../support/twoServers';

let redis: RedisServer;
const world = startTwoServers(async () => {
  redis = await startRedis();
  return { REDIS_URL: redis.url };
});
const { app } = world;

afterAll(() => redis.stop());

const named = ({ heard }: TestSocket, name: string) => heard.filter(({ event }) => event === name);

/** Karim types until Mona hears it; each signal may be lost. */
async function typeUntilHeard(karim: TestSocket, mona: TestSocket, talk: MadeTalk): Promise<void> {
  const before = named(mona, 'typing').length;
  const timer = setInterval(() => karim.socket.emit('typing', { conversationId: talk.id }), 300);
  await until(() => named(mona, 'typing').length > before);
  clearInterval(timer);
}

const writeAt = async (server: ServerProcess, talk: MadeTalk, content: string): Promise<number> =>
  (await post(server, `${talk.path}/messages`, { who: talk.craftsman, body: { content } })).status;

const untilAlone = async ({ url }: ServerProcess): Promise<void> => {
  while (!(await (await fetch(`${url}/metrics`)).text()).includes('\nsockets_connected 0\n')) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

describe('two servers on one database and one Redis', () => {
  it('pass typing on, and push to nobody whose app is open at the other one', async () => {
    const talk = await aTalk(app);
    await talk.client.as.post('/api/users/me/devices').send({ token: 'mona-phone', platform: 'android' });
    const karim = await world.connect(world.one, talk.craftsman);
    const mona = await world.connect(world.two, talk.client);
    const pushes = () => DevMessageModel.countDocuments({ channel: 'push', to: 'mona-phone' });

    await typeUntilHeard(karim, mona, talk);
    const sent = [];
    for (const n of upTo(5)) {
      sent.push(await writeAt(world.one, talk, `Message ${n}`));
    }
    await untilDelivered();
    await until(() => named(mona, 'new_message').length === 5);
    const whileOpen = await pushes();
    mona.socket.close();
    await untilAlone(world.two);
    await writeAt(world.one, talk, 'Are you there?');
    await untilDelivered();

    expect(sent).toEqual(upTo(5).map(() => 201));
    expect([whileOpen, await pushes()]).toEqual([0, 1]);
    expect(named(mona, 'typing')[0]?.data).toEqual({ conversationId: talk.id, userId: talk.craftsman.id });
  });

  it('go on when Redis is killed, lose nothing, and use it again when it is back', async () => {
    const talk = await aTalk(app);
    const karim = await world.connect(world.one, talk.craftsman);
    const mona = await world.connect(world.two, talk.client);
    await typeUntilHeard(karim, mona, talk);

    await redis.stop();
    const sent = [];
    for (const n of upTo(6)) {
      sent.push(await writeAt(n % 2 === 0 ? world.one : world.two, talk, `Message ${n}`));
    }
    await untilDelivered();
    const away = await placesAt(world.one, talk.client);
    await until(() => mona.ids().filter((id) => id !== undefined).length >= away.length);
    redis = await startRedis(redis.port);
    await typeUntilHeard(karim, mona, talk);
    await writeAt(world.one, talk, 'Back');
    await until(() => named(mona, 'new_message').length === 7);
    await untilDelivered();
    const places = await placesAt(world.two, talk.client);
    await until(() => mona.ids().filter((id) => id !== undefined).length >= places.length);

    expect(sent).toEqual(upTo(6).map(() => 201));
    expect(mona.ids().filter((id) => id !== undefined)).toEqual(upTo(places.length));
    expect(named(mona, 'new_message').map(({ data }) => data['number'])).toEqual(upTo(7));
  });

  it('stop in order, with Redis and while it is away', async () => {
    const withRedis = await world.one.end('SIGTERM');
    await redis.stop();
    const without = await world.two.end('SIGTERM');

    expect([withRedis, without]).toEqual([0, 0]);
  });
});
