import type { Id } from '../../utils/ids';
import type { Logger } from '../../utils/types/logger';
import { findBehind, readPlaces, readRecent, type Place } from './eventFeed';
import { readAfter, type LogEntry } from './eventLog';
import { lowestOf, offer, type Receiver, type Room } from './rooms';

export interface Delivery {
  /** From now on the receiver gets everything after `receiver.sent`, in order. */
  add(receiver: Receiver): void;
  remove(receiver: Receiver): void;
  countOf(userId: Id): number;
  /** Sends an entry that this process has just written. */
  deliver(entry: LogEntry): void;
  /** Another process has written to the log of this user. */
  wake(userId: Id): void;
  /** Finds what other processes have written lately, and tries again what did not go out. */
  poll(): Promise<void>;
  /** Finds whatever `poll` may have missed, e.g. when the clocks of two machines differ. */
  checkAll(): Promise<void>;
}

const BATCH = 200;
const PULLS_AT_ONCE = 8;
const CHECKED_AT_ONCE = 100;

interface PulledRoom extends Room {
  pulling: Promise<void> | undefined;
}

/** Makes the way from the log to the connected apps of this process: complete, in order, nothing twice. */
export function makeDelivery({ logger }: { readonly logger: Logger }): Delivery {
  const rooms = new Map<Id, PulledRoom>();

  const pull = (room: PulledRoom): Promise<void> => {
    room.isBehind = true;
    room.pulling ??= pullRoom(room)
      .catch((error: unknown) => {
        room.isBehind = true;
        logger.warn('a user could not be brought up to date; tried again soon', { error });
      })
      .finally(() => (room.pulling = undefined));
    return room.pulling;
  };
  const pullBehind = async (): Promise<void> => {
    const behind = [...rooms.values()].filter(({ isBehind }) => isBehind);
    for (let start = 0; start < behind.length; start += PULLS_AT_ONCE) {
      await Promise.all(behind.slice(start, start + PULLS_AT_ONCE).map(pull));
    }
  };
  const isNews = ({ userId, seq }: Place): boolean => {
    const room = rooms.get(userId.toHexString());
    return room !== undefined && lowestOf(room) < seq;
  };
  const take = (entry: LogEntry): void => {
    const room = rooms.get(entry.userId);
    if (room) {
      offer(room, entry);
    }
  };
  return {
    ...membership(rooms, pull),
    deliver(entry) {
      take(entry);
      const room = rooms.get(entry.userId);
      if (room?.isBehind) {
        void pull(room);
      }
    },
    async poll() {
      if (rooms.size > 0) {
        (await readPlaces((await readRecent()).filter(isNews))).forEach(take);
        await pullBehind();
      }
    },
    async checkAll() {
      const settled = [...rooms.values()].filter(({ isBehind }) => !isBehind);
      for (let start = 0; start < settled.length; start += CHECKED_AT_ONCE) {
        const chunk = settled
          .slice(start, start + CHECKED_AT_ONCE)
          .filter(({ receivers }) => receivers.size > 0);
        for (const userId of await findBehind(
          chunk.map((room) => ({ userId: room.userId, seq: lowestOf(room) })),
        )) {
          markBehind(rooms.get(userId));
        }
      }
      await pullBehind();
    },
  };
}

function membership(
  rooms: Map<Id, PulledRoom>,
  pull: (room: PulledRoom) => Promise<void>,
): Pick<Delivery, 'add' | 'remove' | 'countOf' | 'wake'> {
  return {
    add(receiver) {
      const { userId } = receiver;
      const room = rooms.get(userId) ?? { userId, receivers: new Set(), isBehind: false, pulling: undefined };
      rooms.set(userId, room);
      room.receivers.add(receiver);
      void pull(room);
    },
    remove(receiver) {
      const room = rooms.get(receiver.userId);
      room?.receivers.delete(receiver);
      if (room?.receivers.size === 0) {
        rooms.delete(receiver.userId);
      }
    },
    countOf: (userId) => rooms.get(userId)?.receivers.size ?? 0,
    wake(userId) {
      const room = rooms.get(userId);
      if (room) {
        void pull(room);
      }
    },
  };
}

function markBehind(room: Room | undefined): void {
  if (room) {
    room.isBehind = true;
  }
}

/** Sends what the log holds until all have it, or those who have not are busy: the poll goes on with them. */
async function pullRoom(room: Room): Promise<void> {
  for (;;) {
    const ready = [...room.receivers].filter((receiver) => !receiver.isBusy());
    if (ready.length === 0) {
      return;
    }
    const from = lowestOf({ receivers: new Set(ready) });
    room.isBehind = false;
    const entries = await readAfter(room.userId, from, BATCH);
    const [first] = entries;
    if (first && first.seq !== from + 1) {
      loseThose(room, first.seq);
    }
    entries.forEach((entry) => offer(room, entry));
    const isAnyBusy = [...room.receivers].some((receiver) => receiver.isBusy());
    if (entries.length < BATCH && (isAnyBusy || !room.isBehind)) {
      room.isBehind ||= isAnyBusy;
      return;
    }
  }
}

/** A receiver whose next entry was purged cannot be brought up to date: it gets nothing more, and is told so. */
function loseThose({ receivers }: Room, oldest: number): void {
  for (const receiver of [...receivers].filter(({ sent }) => sent < oldest - 1)) {
    receivers.delete(receiver);
    receiver.lost();
  }
}
