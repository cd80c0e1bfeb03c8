import { QueuedPushModel, type QueuedPush } from '../../models/queuedPush.model';
import { newId, toObjectId, type Id } from '../../utils/ids';

/** What the line of pushes asks of the database; each claim is one conditional write. */

export type NewPush = Pick<
  QueuedPush,
  'dedupeKey' | 'at' | 'type' | 'title' | 'body' | 'data' | 'isQuiet'
> & {
  readonly userId: Id;
};

/** More than these wait for their turn behind them. */
const LINE_AT_ONCE = 200;
const OLDEST_FIRST = { at: 1, dedupeKey: 1 } as const;

/** Puts a push in its owner's line; joining again changes nothing. */
export async function join({ userId, ...push }: NewPush): Promise<void> {
  const { dedupeKey } = push;
  const row = { ...push, _id: newId(), userId: toObjectId(userId), isOpen: true };
  await QueuedPushModel.updateOne({ dedupeKey }, { $setOnInsert: row }, { upsert: true });
}

/** The line of a user, the earliest fact first; one push of it is there in any case, however far behind. */
export async function findLine(userId: Id, dedupeKey: string): Promise<QueuedPush[]> {
  const line = await QueuedPushModel.find({ userId: toObjectId(userId), isOpen: true })
    .sort(OLDEST_FIRST)
    .limit(LINE_AT_ONCE)
    .lean<QueuedPush[]>()
    .exec();
  if (line.length < LINE_AT_ONCE || line.some((push) => push.dedupeKey === dedupeKey)) {
    return line;
  }
  const last = await QueuedPushModel.findOne({ dedupeKey }).lean<QueuedPush>().exec();
  return last?.isOpen ? [...line, last] : line;
}

export interface Hand {
  readonly name: string;
  readonly until: Date;
}

/** Takes the first of the line in hand; false when somebody else has it. */
export async function take({ _id }: QueuedPush, { name, until }: Hand): Promise<boolean> {
  const { modifiedCount } = await QueuedPushModel.updateOne(
    { _id, isOpen: true, handedUntil: null },
    { $set: { hand: name, handedUntil: until } },
  );
  return modifiedCount === 1;
}

/** Takes all messages that came in quiet hours, besides the first one, which is in this hand already; says how many. */
export async function takeMessages(userId: Id, { name, until }: Hand): Promise<number> {
  const { modifiedCount } = await QueuedPushModel.updateMany(
    {
      userId: toObjectId(userId),
      isOpen: true,
      type: 'message',
      isQuiet: true,
      isRefused: null,
      handedUntil: null,
    },
    { $set: { hand: name, handedUntil: until } },
  );
  return modifiedCount;
}

/** The pushes of a hand are through. */
export async function close(userId: Id, hand: string, closedAt: Date): Promise<void> {
  await QueuedPushModel.updateMany(
    { userId: toObjectId(userId), isOpen: true, hand },
    { $set: { isOpen: false, closedAt }, $unset: { hand: 1, handedUntil: 1, notBefore: 1 } },
  );
}

export type PutBack = Partial<Pick<QueuedPush, 'notBefore' | 'isRefused' | 'servedKeys'>>;

/** Puts the pushes of a hand back into the line. */
export async function putBack(userId: Id, hand: string, found: PutBack): Promise<void> {
  const held = { userId: toObjectId(userId), isOpen: true, hand };
  const free = { $unset: { hand: 1, handedUntil: 1 } } as const;
  await QueuedPushModel.updateMany(held, Object.keys(found).length > 0 ? { ...free, $set: found } : free);
}

/** Deletes pushes that were through before `before`; says how many. */
export async function purgeClosedPushes(before: Date): Promise<number> {
  const { deletedCount } = await QueuedPushModel.deleteMany({ isOpen: false, closedAt: { $lt: before } });
  return deletedCount;
}
