import { connectDatabase, initModels } from '../../src/config/database';
import { NotificationModel, type Notification } from '../../src/models/notification.model';
import { makeNotificationService } from '../../src/services/notification.service';
import { systemClock } from '../../src/utils/clock';
import { newId, toObjectId } from '../../src/utils/ids';
import type { UserActor } from '../../src/utils/types/actor';
import { withBenchDatabase } from './benchDatabase';

/**
 * The list of one's notifications, with its counts: of a user with many beside one with few, in turn.
 * Run: tsx scripts/bench/notifications.ts
 */
const SIZES = [100, 100_000] as const;
const REQUEST = { page: 1, limit: 20, unreadOnly: false };
const PAGES = 200;
const ROUNDS = 5;
const AT_ONCE = 5_000;
/** One in so many is unread. */
const UNREAD = 10;

const say = (line: string): void => console.log(line);

const main = (): Promise<void> =>
  withBenchDatabase(say, async (uri) => {
    await connectDatabase(uri, 4);
    await initModels();
    await compare();
  });

async function compare(): Promise<void> {
  const users = SIZES.map((size) => ({ size, actor: actorOf(newId().toHexString()), took: [] as number[] }));
  for (const { actor, size } of users) {
    await fill(actor.id, size);
  }
  // One service for all, as in a server: it remembers whose notifications are more than it counts.
  const { list } = makeNotificationService({ clock: systemClock, outbox: none, realtime: none });
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { actor, took } of users) {
      took.push(await timed(() => list(actor, REQUEST)));
    }
  }
  const [few = 0, many = 0] = users.map(({ took }) => median(took));
  say(`a page of ${REQUEST.limit} notifications of a user with ${SIZES[1]} beside one with ${SIZES[0]}`);
  say(`  ${few.toFixed(2)} ms, ${many.toFixed(2)} ms: ${(many / few).toFixed(2)} × (at most 1.2)`);
}

const actorOf = (id: string): UserActor => ({
  kind: 'user',
  id,
  roles: ['client'],
  locale: 'en',
  sessionId: '',
  scope: 'full',
});

async function fill(id: string, size: number): Promise<void> {
  const userId = toObjectId(id);
  const row = (i: number): Notification => ({
    _id: newId(),
    userId,
    type: 'status',
    name: 'jobStarted',
    title: 'The work has begun',
    message: `Work number ${i} has begun`,
    data: { jobId: id },
    read: i % UNREAD !== 0,
    at: new Date(Date.now() - i * 1_000),
    dedupeKey: `${id}:${i}`,
  });
  for (let from = 0; from < size; from += AT_ONCE) {
    const count = Math.min(AT_ONCE, size - from);
    await NotificationModel.collection.insertMany(Array.from({ length: count }, (_, i) => row(from + i)));
  }
}

/** Milliseconds a page. */
async function timed(list: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  for (let i = 0; i < PAGES; i += 1) {
    await list();
  }
  return (performance.now() - began) / PAGES;
}

/** A list writes and tells nothing. */
const none = {} as never;

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
