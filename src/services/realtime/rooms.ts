import type { Id } from '../../utils/ids';
import type { LogEntry } from './eventLog';

/** One connected app. */
export interface Receiver {
  readonly userId: Id;
  /** The last place that was sent to it. */
  sent: number;
  send(entry: LogEntry): void;
  /** It does not read as fast as we write: it gets more when it has caught up. */
  isBusy(): boolean;
  /** What comes after its last place is no longer kept. */
  lost(): void;
}

/** The connected apps of one user in this process. */
export interface Room {
  readonly userId: Id;
  readonly receivers: Set<Receiver>;
  /** The log may hold more than was sent. */
  isBehind: boolean;
}

/** The least place that all receivers of the room have got. */
export const lowestOf = ({ receivers }: Pick<Room, 'receivers'>): number =>
  Math.min(...[...receivers].map(({ sent }) => sent));

/**
 * Sends the entry to those for whom it is the very next one: order, and nothing twice, hold whatever way it came.
 * The others get it from the log.
 */
export function offer(room: Room, entry: LogEntry): void {
  for (const receiver of room.receivers) {
    if (entry.seq === receiver.sent + 1 && !receiver.isBusy()) {
      receiver.sent = entry.seq;
      receiver.send(entry);
    }
  }
  room.isBehind ||= lowestOf(room) < entry.seq;
}
