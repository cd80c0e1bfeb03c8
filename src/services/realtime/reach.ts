import type { Id } from '../../utils/ids';
import type { EphemeralEventName, EphemeralEvents } from './clientEvents';
import type { Delivery } from './delivery';
import type { LogEntry } from './eventLog';
import type { Here, Peers } from './peers';

/** What is said to a user, wherever his apps are connected. */
export interface Reach {
  /** Sends an entry that this process has just written to the user's sockets here, and wakes the other processes for theirs. */
  deliver(entry: LogEntry): void;
  /** Says something to the user's sockets that is worth nothing later. */
  emitTo<E extends EphemeralEventName>(userId: Id, event: E, data: EphemeralEvents[E]): void;
  /** Closes the sockets of ended sessions at once. */
  closeSessions(sessionIds: readonly Id[]): void;
  /** Whether an app of this user is connected, to this process or to one that can be asked. */
  isConnected(userId: Id): Promise<boolean>;
}

export interface ReachDeps {
  readonly delivery: Pick<Delivery, 'deliver' | 'wake' | 'countOf'>;
  readonly emitHere: (
    userId: Id,
    event: EphemeralEventName,
    data: EphemeralEvents[EphemeralEventName],
  ) => void;
  readonly closeHere: (sessionIds: readonly Id[]) => void;
  readonly peers: Peers;
}

/** Makes the way to a user's sockets: those of this process at once, and word to the other processes. */
export function makeReach({
  delivery,
  emitHere,
  closeHere,
  peers,
}: ReachDeps): Reach & { readonly here: Here } {
  const isHere = (userId: Id): boolean => delivery.countOf(userId) > 0;
  return {
    deliver(entry) {
      delivery.deliver(entry);
      peers.tell({ kind: 'told', userId: entry.userId });
    },
    emitTo(userId, event, data) {
      emitHere(userId, event, data);
      peers.tell({ kind: 'passing', userId, event, data });
    },
    closeSessions(sessionIds) {
      closeHere(sessionIds);
      peers.tell({ kind: 'ended', sessionIds });
    },
    isConnected: async (userId) => isHere(userId) || peers.isConnected(userId),
    here: {
      isConnected: isHere,
      hear(news) {
        if (news.kind === 'told') {
          delivery.wake(news.userId);
        } else if (news.kind === 'passing') {
          emitHere(news.userId, news.event, news.data);
        } else {
          closeHere(news.sessionIds);
        }
      },
    },
  };
}
