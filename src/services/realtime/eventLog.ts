import { LRUCache } from 'lru-cache';
import { mongo } from 'mongoose';
import { UserEventModel, type UserEvent } from '../../models/userEvent.model';
import type { Clock } from '../../utils/clock';
import { Gone } from '../../utils/errors';
import { newId, toObjectId, type Id } from '../../utils/ids';
import type { LoggedEventName, Payload, WireEvent } from './clientEvents';
import { makeTurns } from '../../utils/turns';

/** Something to tell a user. */
export interface NewEvent {
  readonly userId: Id;
  readonly name: LoggedEventName;
  readonly payload: Payload;
  /** The same for the same cause: appending it again changes nothing. */
  readonly dedupeKey: string;
}

/** An event at its place in the log of its user. */
export interface LogEntry {
  readonly userId: Id;
  readonly seq: number;
  readonly name: LoggedEventName;
  readonly payload: Payload;
  readonly at: Date;
}

export interface LogPage {
  readonly entries: readonly LogEntry[];
  /** The place from which the page goes on. */
  readonly since: number;
  /** The last place that is taken. */
  readonly newest: number;
}

export interface EventLog {
  /** Gives the event the next place of its user and stores it; the entry of an earlier append when the cause is the same. */
  append(event: NewEvent): Promise<LogEntry>;
  /** The entries after `since`, in order, or from the oldest that is kept; throws 410 when some of them are no longer kept. */
  list(userId: Id, range: { readonly since?: number | undefined; readonly limit: number }): Promise<LogPage>;
  /** The last place that is taken; 0 when none is. */
  newest(userId: Id): Promise<number>;
}

const REMEMBERED_USERS = 20_000;
/** Each try that fails means that another process got the place, so this many processes may write to one user at once. */
const MOST_TRIES = 200;
const DUPLICATE_KEY = 11_000;

/** Makes the log of what each user was told: places 1, 2, 3 … without gaps, taken in the write that stores the event. */
export function makeEventLog({ clock }: { readonly clock: Clock }): EventLog {
  const inTurn = makeTurns();
  const places = new LRUCache<Id, number>({ max: REMEMBERED_USERS });

  const store = async (event: NewEvent): Promise<LogEntry> => {
    let last = places.get(event.userId) ?? (await newestOf(event.userId));
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const entry = entryOf(event, last + 1, clock.now());
      const clash = await insert(entry, event.dedupeKey);
      if (clash === 'cause') {
        return entryWithCause(event);
      }
      last = clash === 'place' ? await newestOf(event.userId) : entry.seq;
      places.set(event.userId, last);
      if (!clash) {
        return entry;
      }
    }
    throw new Error(`no place in the event log after ${MOST_TRIES} tries`);
  };
  return {
    append: (event) => inTurn(event.userId, () => store(event)),
    list: listEntries,
    newest: newestOf,
  };
}

/** The entry as an app gets it. */
export const wireEventOf = ({ payload, seq }: LogEntry): WireEvent => ({ ...payload, id: seq });

/** The entries of a user after a place, in order. */
export async function readAfter(userId: Id, seq: number, limit: number): Promise<LogEntry[]> {
  const rows = await UserEventModel.find({ userId: toObjectId(userId), seq: { $gt: seq } })
    .sort({ seq: 1 })
    .limit(limit)
    .lean<UserEvent[]>()
    .exec();
  return rows.map(toEntry);
}

/** A stored event as an entry. */
export const toEntry = ({ userId, seq, name, payload, at }: UserEvent): LogEntry => ({
  userId: userId.toHexString(),
  seq,
  name: name as LoggedEventName,
  payload,
  at,
});

const listEntries: EventLog['list'] = async (userId, { since, limit }) => {
  const entries = await readAfter(userId, since ?? 0, limit);
  const [first] = entries;
  if (!first) {
    const newest = await newestOf(userId);
    return { entries, since: since ?? newest, newest };
  }
  if (since !== undefined && first.seq !== since + 1) {
    throw new Gone('event.tooOld', { pub: { oldestId: first.seq } });
  }
  return { entries, since: first.seq - 1, newest: await newestOf(userId) };
};

async function newestOf(userId: Id): Promise<number> {
  const row = await UserEventModel.findOne({ userId: toObjectId(userId) }, { seq: 1 })
    .sort({ seq: -1 })
    .lean<Pick<UserEvent, 'seq'>>()
    .exec();
  return row?.seq ?? 0;
}

/** What is told must be the same from memory and from the database: plain JSON. */
const entryOf = ({ userId, name, payload }: NewEvent, seq: number, at: Date): LogEntry => ({
  userId,
  seq,
  name,
  payload: JSON.parse(JSON.stringify(payload)) as Payload,
  at,
});

/** Stores the entry unless its place or its cause is taken, and says which. */
async function insert(entry: LogEntry, dedupeKey: string): Promise<'place' | 'cause' | undefined> {
  const row = { ...entry, _id: newId(), userId: toObjectId(entry.userId), dedupeKey };
  try {
    await UserEventModel.collection.insertOne(row);
    return undefined;
  } catch (error) {
    if (error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY) {
      const key = error['keyPattern'] as Readonly<Record<string, unknown>>;
      return 'dedupeKey' in key ? 'cause' : 'place';
    }
    throw error;
  }
}

async function entryWithCause({ userId, dedupeKey }: NewEvent): Promise<LogEntry> {
  const row = await UserEventModel.findOne({ userId: toObjectId(userId), dedupeKey })
    .lean<UserEvent>()
    .exec();
  if (!row) {
    throw new Error('an event was purged while it was appended again');
  }
  return toEntry(row);
}
