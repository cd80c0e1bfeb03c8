import { LRUCache } from 'lru-cache';
import { SessionModel } from '../models/session.model';
import { UserModel, type User } from '../models/user.model';
import type { Clock } from '../utils/clock';
import { idOf, toObjectId } from '../utils/ids';
import type { UserActor } from '../utils/types/actor';

const CACHE_MS = 1_000;
const CACHED_SESSIONS = 20_000;

export interface SessionService {
  /** Who is behind a session, or undefined when it has ended; at most one second old. */
  findActor(sessionId: string): Promise<UserActor | undefined>;
  /** Makes this process look the session up again at its next use. */
  forget(sessionId: string): void;
}

/** Sessions as the login check sees them. */
export function makeSessionService({ clock }: { clock: Clock }): SessionService {
  const cache = new LRUCache<string, { actor: UserActor | undefined; readAt: number }>({ max: CACHED_SESSIONS });
  const findActor = async (sessionId: string): Promise<UserActor | undefined> => {
    const now = clock.now().getTime();
    const known = cache.get(sessionId);
    if (known && now - known.readAt >= 0 && now - known.readAt < CACHE_MS) {
      return known.actor;
    }
    const actor = await readActor(sessionId, clock.now());
    cache.set(sessionId, { actor, readAt: now });
    return actor;
  };
  return { findActor, forget: (sessionId) => void cache.delete(sessionId) };
}

async function readActor(sessionId: string, now: Date): Promise<UserActor | undefined> {
  const session = await SessionModel.findOne({ _id: toObjectId(sessionId), endedAt: null, expiresAt: { $gt: now } }).lean();
  const user = session && (await UserModel.findOne({ _id: session.userId }, { roles: 1, role: 1, locale: 1, ban: 1 }).lean());
  if (!session || !user || isShutOut(user, now)) {
    return undefined;
  }
  const { roles, role, locale } = user;
  return { kind: 'user', id: idOf(user), roles, locale, sessionId, scope: session.scope, ...(role && { role }) };
}

/** A restricted user may still look around; the higher levels end every login. */
const isShutOut = ({ ban }: Pick<User, 'ban'>, now: Date): boolean =>
  ban !== undefined && ban.level !== 'restricted' && (ban.until === undefined || ban.until > now);
