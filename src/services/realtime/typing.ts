import { LRUCache } from 'lru-cache';
import { seconds, type Clock } from '../../utils/clock';
import type { Id } from '../../utils/ids';
import type { Logger } from '../../utils/types/logger';
import type { EphemeralEvents } from './clientEvents';
import { makeWindow } from './connectionLimits';

export interface TypingDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  /** The other side of a user's own conversation; undefined when there is nobody whom he may disturb. */
  readonly findListener: (userId: Id, conversationId: Id) => Promise<Id | undefined>;
  readonly say: (to: Id, typing: EphemeralEvents['typing']) => void;
}

/** Passes on that somebody types; whatever else was sent, or is sent too often, has no effect. */
export type TypingRelay = (userId: Id, given: unknown) => Promise<void>;

/** In so many conversations nobody types at once: what is more is not looked up. */
const MOST_SIGNALS = 10;
const WINDOW_MS = seconds(10);
/** Of one conversation. */
const APART_MS = seconds(1);
const REMEMBERED = 20_000;
const IS_ID = /^[0-9a-f]{24}$/;

/** Makes the one thing that apps may say over a socket. The room is that of the other side, by our own records. */
export function makeTypingRelay({ clock, logger, findListener, say }: TypingDeps): TypingRelay {
  const windows = (most: number, ms: number): LRUCache<string, () => boolean> =>
    new LRUCache({ max: REMEMBERED, memoMethod: () => makeWindow(clock, most, ms) });
  const ofUsers = windows(MOST_SIGNALS, WINDOW_MS);
  const ofTalks = windows(1, APART_MS);
  return async (userId, given) => {
    const conversationId = idIn(given);
    if (
      conversationId === undefined ||
      !ofTalks.memo(`${userId}:${conversationId}`)() ||
      !ofUsers.memo(userId)()
    ) {
      return;
    }
    try {
      const listener = await findListener(userId, conversationId);
      if (listener !== undefined) {
        say(listener, { conversationId, userId });
      }
    } catch (error) {
      logger.warn('typing not passed on', { error });
    }
  };
}

function idIn(given: unknown): Id | undefined {
  const id =
    typeof given === 'object' && given !== null
      ? (given as Record<string, unknown>)['conversationId']
      : undefined;
  return typeof id === 'string' && IS_ID.test(id) ? id : undefined;
}
