import { UserEventModel } from '../../src/models/userEvent.model';
import { makeDelivery } from '../../src/services/realtime/delivery';
import { makePeers } from '../../src/services/realtime/peers';
import { makeReach } from '../../src/services/realtime/reach';
import { makeEventLog, type LogEntry, type NewEvent } from '../../src/services/realtime/eventLog';
import type { Receiver } from '../../src/services/realtime/rooms';
import { newId, newUuid } from '../../src/utils/ids';
import type { Bus } from '../../src/utils/types/bus';
import { testClock } from '../helpers/clock';
import { connectTestDatabase, leaveTestDatabase, emptyDatabase } from '../helpers/database';
import { memoryLogger } from '../helpers/logger';
import { until } from '../helpers/socket';

beforeAll(connectTestDatabase);
afterEach(emptyDatabase);
afterAll(leaveTestDatabase);

const log = makeEventLog({ clock: testClock() });
const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

const news = (userId: string, n: number): NewEvent => ({
  userId,
  name: 'wallet_update',
  payload: { n },
  dedupeKey: `cause ${n}`,
});

async function write(userId: string, ...numbers: number[]): Promise<LogEntry[]> {
  const entries: LogEntry[] = [];
  for (const n of numbers) {
    entries.push(await log.append(news(userId, n)));
  }
  return entries;
}

interface TestReceiver extends Receiver {
  readonly got: number[];
  busy: boolean;
  isLost: boolean;
}

/** An app of the user; it stops reading after `patience` entries until it is told to go on. */
function aReceiver(userId: string, sent = 0, patience = Number.POSITIVE_INFINITY): TestReceiver {
  const receiver: TestReceiver = {
    userId,
    sent,
    got: [],
    busy: false,
    isLost: false,
    send({ seq }) {
      receiver.got.push(seq);
      receiver.busy = receiver.got.length === patience;
    },
    isBusy: () => receiver.busy,
    lost: () => {
      receiver.isLost = true;
    },
  };
  return receiver;
}

/** A line between the processes of a test. */
function aBus(): Bus {
  const ears: ((text: string) => void)[] = [];
  return {
    publish: (text) => {
      ears.forEach((ear) => ear(text));
      return Promise.resolve(ears.length);
    },
    listen: (ear) => void ears.push(ear),
  };
}

/** A process without a poll, on this line. */
function aProcess(bus: Bus) {
  const logger = memoryLogger();
  const delivery = makeDelivery({ logger });
  const peers = makePeers({ bus, logger, instanceId: newUuid() });
  const passed: unknown[] = [];
  const closed: string[] = [];
  const { here, ...reach } = makeReach({
    delivery,
    emitHere: (...given) => passed.push(given),
    closeHere: (sessionIds) => closed.push(...sessionIds),
    peers,
  });
  peers.join(here);
  return { delivery, reach, passed, closed };
}

describe('delivery', () => {
  it('waits for an app that reads slowly, and holds up nobody else of that user', async () => {
    const userId = newId().toHexString();
    await write(userId, ...upTo(30));
    const delivery = makeDelivery({ logger: memoryLogger() });
    const [slow, quick] = [aReceiver(userId, 0, 10), aReceiver(userId)];

    delivery.add(slow);
    delivery.add(quick);
    await until(() => quick.got.length === 30);
    const heldBack = [...slow.got];
    slow.busy = false;
    await delivery.poll();

    expect(heldBack).toEqual(upTo(10));
    expect([slow.got, quick.got]).toEqual([upTo(30), upTo(30)]);
  });

  it('sends entries that are handed over out of order, twice or with a gap in order and once', async () => {
    const userId = newId().toHexString();
    const delivery = makeDelivery({ logger: memoryLogger() });
    const phone = aReceiver(userId);
    delivery.add(phone);
    const entries = await write(userId, ...upTo(6));

    [5, 1, 1, 3, 0, 5].forEach((index) => delivery.deliver(entries[index] as LogEntry));
    await until(() => phone.got.length >= 6);

    expect(phone.got).toEqual(upTo(6));
  });

  it('gives up an app whose next entry was purged meanwhile, and never skips', async () => {
    const userId = newId().toHexString();
    await write(userId, ...upTo(5));
    await UserEventModel.deleteMany({ seq: { $lt: 4 } });
    const delivery = makeDelivery({ logger: memoryLogger() });
    const [phone, tablet] = [aReceiver(userId, 1), aReceiver(userId, 3)];

    delivery.add(phone);
    delivery.add(tablet);
    await until(() => phone.isLost && tablet.got.length > 1);

    expect([phone.got, tablet.got]).toEqual([[], [4, 5]]);
    expect(tablet.isLost).toBe(false);
  });

  it('forgets the apps that left', async () => {
    const userId = newId().toHexString();
    const delivery = makeDelivery({ logger: memoryLogger() });
    const [phone, tablet] = [aReceiver(userId), aReceiver(userId)];
    delivery.add(phone);
    delivery.add(tablet);
    delivery.remove(phone);

    const [entry] = await write(userId, 1);
    delivery.deliver(entry as LogEntry);
    await until(() => tablet.got.length === 1);

    expect(phone.got).toEqual([]);
    expect(delivery.countOf(userId)).toBe(1);
  });
});

describe('word from another process', () => {
  it('brings what it wrote without a poll, in order and once, however often it comes', async () => {
    const userId = newId().toHexString();
    const bus = aBus();
    const [here, there] = [aProcess(bus), aProcess(bus)];
    const phone = aReceiver(userId);
    here.delivery.add(phone);

    const entries = await write(userId, 1, 2, 3);
    [2, 0, 1, 2].forEach((index) => there.reach.deliver(entries[index] as LogEntry));
    await until(() => phone.got.length >= 3);

    expect(phone.got).toEqual([1, 2, 3]);
  });

  it('passes on what is worth nothing later, closes sessions, and says who is connected', async () => {
    const [user, other] = [newId().toHexString(), newId().toHexString()];
    const bus = aBus();
    const [here, there] = [aProcess(bus), aProcess(bus)];
    here.delivery.add(aReceiver(user));
    const typing = { conversationId: newId().toHexString(), userId: other };

    there.reach.emitTo(user, 'typing', typing);
    there.reach.closeSessions(['one', 'two']);
    const connected = [user, other].map((id) => there.reach.isConnected(id));

    expect([here.passed, there.passed]).toEqual([[[user, 'typing', typing]], [[user, 'typing', typing]]]);
    expect([here.closed, there.closed]).toEqual([
      ['one', 'two'],
      ['one', 'two'],
    ]);
    expect(await Promise.all(connected)).toEqual([true, false]);
    expect(await here.reach.isConnected(user)).toBe(true);
  });
});
