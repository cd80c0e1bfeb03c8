import type { Types } from 'mongoose';
import { findMoneyTotals, type MoneyTotals } from '../models/queries/moneyTotals.query';
import type { HistoryKind } from '../utils/historyWords';
import { toObjectId, type Id } from '../utils/ids';
import { COUNT_CAP, type Page, type PageRequest } from '../utils/page';
import { wrongCursor } from '../utils/paging';
import type { UserActor } from '../utils/types/actor';
import { getAllowed } from './staff/reach';
import { historySources } from './userHistory/sources';
import type { HistoryLine, HistorySource, Place } from './userHistory/source';

export interface UserHistory {
  /** The latest first. */
  readonly page: Page<HistoryLine>;
  /** How many lines of each kind there are, whatever was asked for; exact up to 10,000 each. */
  readonly counts: Readonly<Partial<Record<HistoryKind, number>>>;
  readonly money: readonly MoneyTotals[];
}

export interface HistoryAsked extends PageRequest {
  /** Absent: all kinds. */
  readonly kinds?: readonly HistoryKind[] | undefined;
}

export interface UserHistoryService {
  /** What became of a user, merged from all that is kept of him; 404 for nobody. */
  of(actor: UserActor, userId: Id, asked: HistoryAsked): Promise<UserHistory>;
}

type Numbered = HistorySource & { readonly index: number };

const SOURCES: readonly Numbered[] = historySources.map((source, index) => ({ ...source, index }));

/** Makes the history of users: each collection is asked along its own index, the pages are merged here. */
export const makeUserHistoryService = (): UserHistoryService => ({
  async of(actor, userId, { kinds, ...request }) {
    const me = (await getAllowed(actor, userId, { verb: 'read' }))._id;
    const isAsked = ({ kind }: HistorySource): boolean => kinds === undefined || kinds.includes(kind);
    const counts = await countEach(me);
    const asked = SOURCES.filter(isAsked);
    const total = asked.reduce((sum, { index }) => sum + (counts[index] ?? 0), 0);
    const page = await readPage(me, asked, { request, total });
    return { page, counts: byKind(counts), money: await findMoneyTotals(me) };
  },
});

const countEach = (userId: Types.ObjectId): Promise<number[]> =>
  Promise.all(SOURCES.map((source) => source.count(userId)));

function byKind(counts: readonly number[]): UserHistory['counts'] {
  const sums: Partial<Record<HistoryKind, number>> = {};
  for (const { kind, index } of SOURCES) {
    sums[kind] = Math.min((sums[kind] ?? 0) + (counts[index] ?? 0), COUNT_CAP);
  }
  return sums;
}

type Placed = HistoryLine & { readonly source: number };

async function readPage(
  userId: Types.ObjectId,
  sources: readonly Numbered[],
  { request, total }: { readonly request: PageRequest; readonly total: number },
): Promise<Page<HistoryLine>> {
  const { page, limit, cursor } = request;
  const after = cursor === undefined ? undefined : readCursor(cursor);
  const skip = after ? 0 : (page - 1) * limit;
  const wanted = skip + limit + 1;
  const found = await Promise.all(
    sources.map(async (source) => {
      const lines = await source.list(userId, { limit: wanted, after, index: source.index });
      return lines.map((line): Placed => ({ ...line, source: source.index }));
    }),
  );
  const lines = found.flat().sort(latestFirst).slice(skip, wanted);
  const items = lines.slice(0, limit);
  const last = items.at(-1);
  const hasNextPage = lines.length > limit;
  return {
    items,
    page,
    limit,
    totalItems: Math.min(total, COUNT_CAP),
    totalIsCapped: total > COUNT_CAP,
    hasNextPage,
    ...(hasNextPage && last ? { nextCursor: cursorOf(last) } : {}),
  };
}

const latestFirst = (a: Placed, b: Placed): number =>
  b.at.getTime() - a.at.getTime() || a.source - b.source || (a.id < b.id ? 1 : -1);

const cursorOf = ({ at, source, id }: Placed): string =>
  Buffer.from(`${at.getTime()}.${source}.${id}`).toString('base64url');

function readCursor(cursor: string): Place {
  const text = Buffer.from(cursor, 'base64url').toString();
  const [, ms, source, id] = /^(\d{1,15})\.(\d{1,2})\.([0-9a-f]{24})$/.exec(text) ?? [];
  if (ms === undefined || source === undefined || id === undefined) {
    throw wrongCursor();
  }
  return { at: new Date(Number(ms)), source: Number(source), id: toObjectId(id) };
}
