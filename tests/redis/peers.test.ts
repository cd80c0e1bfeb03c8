import { connectRedis, type RedisConnection } from '../../src/config/redis';
import { makePeers, type News, type Peers } from '../../src/services/realtime/peers';
import { newId, newUuid } from '../../src/utils/ids';
import { memoryLogger } from '../helpers/logger';
import { freePort, startRedis, type RedisServer } from '../helpers/redisServer';
import { until } from '../helpers/socket';

const logger = memoryLogger();
const connections: RedisConnection[] = [];
const userId = newId().toHexString();
let redis: RedisServer;

beforeAll(async () => {
  redis = await startRedis();
});
afterEach(() => connections.splice(0).forEach((connection) => connection.close()));
afterAll(() => redis.stop());

/** A process with its own connection; what it heard, and whose apps are connected to it. */
async function aProcess(users: readonly string[] = [], url = redis.url) {
  const connection = await connectRedis(url, logger);
  connections.push(connection);
  const peers: Peers = makePeers({ bus: connection.bus, logger, instanceId: newUuid() });
  const heard: News[] = [];
  peers.join({ hear: (news) => heard.push(news), isConnected: (id) => users.includes(id) });
  return { peers, heard, connection };
}

const told: News = { kind: 'told', userId };

/** Says it again and again until it was heard: what is said before the line is up is lost, and may be. */
async function tellUntilHeard(from: Peers, heard: readonly News[]): Promise<void> {
  const timer = setInterval(() => from.tell(told), 20);
  await until(() => heard.length > 0);
  clearInterval(timer);
}

it('a process wakes the others at once and not itself, with ids only', async () => {
  const [one, two, three] = [await aProcess(), await aProcess(), await aProcess()];
  await tellUntilHeard(one.peers, two.heard);
  await tellUntilHeard(one.peers, three.heard);

  one.peers.tell({ kind: 'ended', sessionIds: ['a', 'b'] });
  await until(() => [two, three].every(({ heard }) => heard.at(-1)?.kind === 'ended'));

  expect(two.heard.at(-1)).toEqual({ kind: 'ended', sessionIds: ['a', 'b'] });
  expect(two.heard[0]).toEqual(told);
  expect(one.heard).toEqual([]);
});

it('a user is connected when one of the others says so, and not when all say no', async () => {
  const [one, two, three] = [await aProcess(), await aProcess([userId]), await aProcess()];
  await tellUntilHeard(two.peers, one.heard);
  await tellUntilHeard(one.peers, two.heard);
  await tellUntilHeard(one.peers, three.heard);

  const asked = [await one.peers.isConnected(userId), await one.peers.isConnected(newId().toHexString())];
  two.connection.close();
  const afterwards = await one.peers.isConnected(userId);

  expect(asked).toEqual([true, false]);
  expect(afterwards).toBe(false);
});

it('what is not understood changes nothing', async () => {
  const [one, two] = [await aProcess(), await aProcess()];
  await tellUntilHeard(one.peers, two.heard);

  await one.connection.bus.publish('{');
  await one.connection.bus.publish('null');
  const before = two.heard.length;
  one.peers.tell(told);
  await until(() => two.heard.length > before);

  expect(two.heard.at(-1)).toEqual(told);
});

it('a server that starts while Redis is away does without, and takes it up when it comes', async () => {
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const [one, two] = await Promise.all([aProcess([], url), aProcess([userId], url)]);

  one.peers.tell(told);
  const alone = await one.peers.isConnected(userId);
  const late = await startRedis(port);
  await tellUntilHeard(two.peers, one.heard);
  await tellUntilHeard(one.peers, two.heard);
  const together = await one.peers.isConnected(userId);
  await late.stop();

  expect([alone, together]).toEqual([false, true]);
});
