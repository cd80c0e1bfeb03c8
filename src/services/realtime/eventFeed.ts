import { Types } from 'mongoose';
import { UserEventModel, type UserEvent } from '../../models/userEvent.model';
import { newId, toObjectId, type Id } from '../../utils/ids';
import { toEntry, type LogEntry } from './eventLog';

/** A place that was taken, without what it tells. */
export type Place = Pick<UserEvent, '_id' | 'userId' | 'seq'>;

/** Clocks of processes differ and writes take time: each look goes back this far. What is older still is found by `findBehind`. */
const OVERLAP_S = 5;
const PAGE = 2_000;
const FETCH = 500;
const PLACE = { userId: 1, seq: 1 } as const;

/**
 * What any process has written in the last seconds: one query over the primary key, whose cost follows what is written and
 * not how many apps are connected.
 */
export async function readRecent(): Promise<Place[]> {
  const now = newId().getTimestamp().getTime() / 1_000;
  let from = Types.ObjectId.createFromTime(now - OVERLAP_S);
  const found: Place[] = [];
  for (;;) {
    const page = await UserEventModel.find({ _id: { $gt: from } }, PLACE)
      .sort({ _id: 1 })
      .limit(PAGE)
      .lean<Place[]>()
      .exec();
    found.push(...page);
    const last = page.at(-1);
    if (!last || page.length < PAGE) {
      return found;
    }
    from = last._id;
  }
}

/** The entries at these places, lower places first. */
export async function readPlaces(places: readonly Place[]): Promise<LogEntry[]> {
  const entries: LogEntry[] = [];
  for (let start = 0; start < places.length; start += FETCH) {
    const ids = places.slice(start, start + FETCH).map(({ _id }) => _id);
    const rows = await UserEventModel.find({ _id: { $in: ids } })
      .lean<UserEvent[]>()
      .exec();
    entries.push(...rows.map(toEntry));
  }
  return entries.sort((a, b) => a.seq - b.seq);
}

/** Which of these users have been told more than `seq`. */
export async function findBehind(
  users: readonly { readonly userId: Id; readonly seq: number }[],
): Promise<Id[]> {
  const newer = users.map(({ userId, seq }) => ({ userId: toObjectId(userId), seq: { $gt: seq } }));
  const rows = await UserEventModel.find({ $or: newer }, PLACE).limit(PAGE).lean<Place[]>().exec();
  return [...new Set(rows.map(({ userId }) => userId.toHexString()))];
}
