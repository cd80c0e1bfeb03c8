import { LRUCache } from 'lru-cache';
import { UserModel } from '../../models/user.model';
import type { Clock } from '../../utils/clock';
import type { Id } from '../../utils/ids';
import type { UserActor } from '../../utils/types/actor';
import { actorOf, cardOf, isRestricted, isShutOut } from './account';
import { findLiveSession, touchSession } from './sessionStore';

const CACHE_MS = 1_000;
const CACHED_SESSIONS = 20_000;

export interface ActorCache {
  /** Who is behind a session, or undefined when it has ended; at most one second old. */
  findActor(sessionId: Id): Promise<UserActor | undefined>;
  /** Makes this process look the session up again at its next use. */
  forget(sessionId: Id): void;
}

/** Makes the look-up behind each request: two reads, then nothing for a second. */
export function makeActorCache(clock: Clock): ActorCache {
  const cache = new LRUCache<string, { actor: UserActor | undefined; readAt: number }>({
    max: CACHED_SESSIONS,
  });
  /** Requests of one user come in swarms: they wait for one look. */
  const looks = new Map<string, Promise<UserActor | undefined>>();

  const look = (sessionId: Id): Promise<UserActor | undefined> => {
    const now = clock.now();
    const read: Promise<UserActor | undefined> = readActor(sessionId, now)
      .then((actor) => {
        if (looks.get(sessionId) === read) {
          cache.set(sessionId, { actor, readAt: now.getTime() });
        }
        return actor;
      })
      .finally(() => {
        if (looks.get(sessionId) === read) {
          looks.delete(sessionId);
        }
      });
    looks.set(sessionId, read);
    return read;
  };

  return {
    async findActor(sessionId) {
      const now = clock.now().getTime();
      const known = cache.get(sessionId);
      if (known && now - known.readAt >= 0 && now - known.readAt < CACHE_MS) {
        return known.actor;
      }
      return looks.get(sessionId) ?? look(sessionId);
    },
    /** What is being read was asked for before: nobody who comes later gets it. */
    forget(sessionId) {
      cache.delete(sessionId);
      looks.delete(sessionId);
    },
  };
}

const READ = {
  roles: 1,
  role: 1,
  locale: 1,
  ban: 1,
  erasure: 1,
  firstName: 1,
  lastName: 1,
  picture: 1,
  rating: 1,
  ratingCount: 1,
  openFees: 1,
} as const;

async function readActor(sessionId: Id, now: Date): Promise<UserActor | undefined> {
  const session = await findLiveSession(sessionId, now);
  const user = session && (await UserModel.findOne({ _id: session.userId }, READ).lean());
  if (!session || !user || user.erasure || isShutOut(user, now)) {
    return undefined;
  }
  await touchSession(session, now);
  return {
    ...actorOf(user, { sessionId, scope: session.scope }),
    ...(isRestricted(user, now) && { isRestricted: true }),
    ...(user.openFees && { owedFees: true }),
    card: cardOf(user),
  };
}
