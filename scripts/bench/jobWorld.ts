import { setTimeout as wait } from 'node:timers/promises';
import { mongo } from 'mongoose';
import { fillWorld } from '../../seeds/world/fillWorld';
import { seedReading } from '../../seeds/jobs/reading';
import { seedCatalogue } from '../../seeds/seedServices';
import type { JobRow } from '../../src/models/queries/jobItem.query';
import type { User } from '../../src/models/user.model';
import { itemOf } from '../../src/services/jobs/jobList';
import { presentJobItem } from '../../src/controllers/presenters/job.presenter';
import type { UserActor } from '../../src/utils/types/actor';
import type { BenchRequest, World } from './types';

const JOBS = Number(process.env['BENCH_JOBS'] ?? 100_000);
export const OPEN = { isOpen: true, isHidden: false };
export const NEWEST = { createdAt: -1, _id: -1 } as const;
export const LIMIT = 20;

const WAIT_MS = 1_000;
const MOST_WAITS = 120;

/** So many open jobs of clients with twenty each, in the catalogue's trades and the country's towns, and the statistics of them. */
export async function fillJobs({ db }: Pick<World, 'db'>, jobs = JOBS): Promise<void> {
  await seedCatalogue(() => undefined);
  await fillWorld({ craftsmen: 0, jobs, quotes: 0, now: new Date() });
  for (let i = 0; i < MOST_WAITS && !(await hasStatistics(db)); i += 1) {
    await wait(WAIT_MS);
  }
}

/** DocumentDB takes the order from an index once it knows how much there is. */
async function hasStatistics(db: mongo.Db): Promise<boolean> {
  const find = { find: 'jobs', filter: OPEN, sort: NEWEST, limit: LIMIT };
  const plan: unknown = await db.command({ explain: find, verbosity: 'queryPlanner' });
  return !/"stage":"(SORT|COLLSCAN)"/.test(JSON.stringify(plan));
}

/** One request of each caller for each of the paths. */
export const asking = ({ callers }: World, paths: readonly string[]): BenchRequest[] =>
  paths.flatMap((path, i) => {
    const caller = callers[i % callers.length];
    return caller
      ? [{ method: 'GET' as const, path, headers: { authorization: `Bearer ${caller.token}` } }]
      : [];
  });

/** The actor that a session of the benchmark is. */
export const actorOf = (userId: string): UserActor => ({
  kind: 'user',
  id: userId,
  role: 'client',
  roles: ['client'],
  locale: 'en',
  sessionId: userId,
  scope: 'full',
});

/** The items of a list as ours sends them. */
export function itemsOf(rows: readonly JobRow[], userId: string): object[] {
  const { catalogue, locale } = seedReading;
  const viewing = { actor: actorOf(userId), locale, catalogue, now: new Date() };
  return rows.slice(0, LIMIT).map((row) => {
    const { view, distance } = itemOf(row, viewing);
    return { ...presentJobItem(view), ...(distance !== undefined && { distance }) };
  });
}

/** The cursor of what follows this job, newest first. */
export const cursorAfter = ({ createdAt, _id }: Pick<JobRow, 'createdAt' | '_id'>): string =>
  Buffer.from(JSON.stringify([JSON.stringify(NEWEST), createdAt.getTime(), _id])).toString('base64url');

interface Shown {
  readonly rows: readonly JobRow[];
  readonly userId: string;
  readonly counted: number;
  readonly cap: number;
  /** The order that a cursor speaks of; absent: the list gives none. */
  readonly order?: typeof NEWEST;
}

/** The first page of a list as ours sends it. */
export function bodyOf({ rows, userId, counted, cap, order }: Shown): string {
  const last = rows[LIMIT - 1];
  const hasNextPage = rows.length > LIMIT;
  const nextCursor = last && order && hasNextPage ? cursorAfter(last) : null;
  return firstPage(itemsOf(rows, userId), { counted, cap, hasNextPage, nextCursor });
}

interface PageFacts {
  readonly counted: number;
  readonly cap: number;
  readonly hasNextPage: boolean;
  /** Absent: a list without cursors. */
  readonly nextCursor?: string | null;
}

/** The first page of any list as ours sends it. */
export function firstPage(
  data: readonly unknown[],
  { counted, cap, hasNextPage, nextCursor = null }: PageFacts,
): string {
  const totalItems = Math.min(counted, cap);
  const pagination = {
    page: 1,
    limit: LIMIT,
    totalPages: Math.ceil(totalItems / LIMIT),
    totalItems,
    totalIsCapped: counted > cap,
    hasNextPage,
    hasPrevPage: false,
    nextCursor,
  };
  return JSON.stringify({ success: true, data, pagination });
}

type Card = Pick<User, '_id' | 'firstName' | 'lastName' | 'picture' | 'rating' | 'ratingCount'>;

/** Reads what is shown of a person beside his own jobs, once. */
export function makeCards(db: mongo.Db): (userId: string) => Promise<Card | undefined> {
  const known = new Map<string, Card>();
  const projection = { firstName: 1, lastName: 1, picture: 1, rating: 1, ratingCount: 1 };
  return async (userId) => {
    const card =
      known.get(userId) ??
      (await db.collection<User>('users').findOne({ _id: new mongo.ObjectId(userId) }, { projection }));
    if (card) {
      known.set(userId, card);
    }
    return card ?? undefined;
  };
}
