import type { User } from '../../models/user.model';
import { Forbidden } from '../../utils/errors';
import { idOf } from '../../utils/ids';
import {
  STAFF_ROLES,
  type ActorCard,
  type Role,
  type SessionScope,
  type UserActor,
} from '../../utils/types/actor';

interface Login {
  readonly sessionId: string;
  readonly scope: SessionScope;
}

/** The user as one who asks; without a login only what an event notes of him. */
export const actorOf = (
  user: Pick<User, '_id' | 'roles' | 'role' | 'locale'>,
  { sessionId, scope }: Login = { sessionId: '', scope: 'full' },
): UserActor => ({
  kind: 'user',
  id: idOf(user),
  roles: user.roles,
  locale: user.locale,
  sessionId,
  scope,
  ...(user.role && { role: user.role }),
});

/** What answers show of the one who asks. */
export const cardOf = ({
  firstName,
  lastName,
  picture,
  rating,
  ratingCount,
}: Pick<User, 'firstName' | 'lastName' | 'picture' | 'rating' | 'ratingCount'>): ActorCard => ({
  ...(firstName && { firstName }),
  ...(lastName && { lastName }),
  ...(picture && { picture: { url: picture.url } }),
  ...(rating !== undefined && { rating }),
  ...(ratingCount !== undefined && { ratingCount }),
});

const holds = ({ until }: NonNullable<User['ban']>, now: Date): boolean => until === undefined || until > now;

/** Whether the user may look around and no more. */
export const isRestricted = ({ ban }: Pick<User, 'ban'>, now: Date): boolean =>
  ban?.level === 'restricted' && holds(ban, now);

/** A restricted user may still look around; the higher levels end every login. */
export const isShutOut = ({ ban }: Pick<User, 'ban'>, now: Date): boolean =>
  ban !== undefined && ban.level !== 'restricted' && holds(ban, now);

/** Throws Forbidden, with the reason and the time, when a ban keeps the user out. */
export function assertNotBlocked(user: Pick<User, 'ban'>, now: Date): void {
  if (user.ban && isShutOut(user, now)) {
    const { reason, at, until } = user.ban;
    const pub = { blockedReason: reason, blockedAt: at, ...(until && { blockedUntil: until }) };
    throw new Forbidden('auth.blocked', { pub });
  }
}

/** Whether one of the user's roles is a staff role. */
export const isStaffAccount = ({ roles }: Pick<User, 'roles'>): boolean =>
  roles.some((role) => (STAFF_ROLES as readonly Role[]).includes(role));

/** Whoever has not chosen a role or said his name may do no more than that. */
export const scopeOf = ({ role, firstName }: Pick<User, 'role' | 'firstName'>): SessionScope =>
  role !== undefined && firstName !== undefined ? 'full' : 'onboarding';
