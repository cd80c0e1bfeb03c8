import type { Ban, User } from '../../models/user.model';
import type { SeenAccount } from '../../services/staff/userList';
import { abilities } from '../../services/policies/policy';
import { userPolicy } from '../../services/policies/user.policy';
import { idOf } from '../../utils/ids';
import { joinName } from '../../utils/names';
import type { Actor } from '../../utils/types/actor';
import { presentDoer } from './person.presenter';

/** Who looks, and when: a ban may be over. */
export interface Look {
  readonly viewer: Actor;
  readonly now: Date;
}

/** An account as staff sees it: contacts and state, never a secret. */
export function presentAccount(
  { user, bannedBy }: SeenAccount,
  { viewer, now }: Look,
): Record<string, unknown> {
  const ban = user.ban && isRunning(user.ban, now) ? user.ban : undefined;
  return {
    ...whoItIs(user),
    role: user.role ?? null,
    roles: user.roles,
    status: ban?.level ?? 'active',
    isBanned: ban !== undefined,
    ban: ban ? presentBan(ban, bannedBy) : null,
    locale: user.locale,
    lastLoginAt: user.lastLoginAt ?? null,
    createdAt: user.createdAt,
    updatedAt: user.updatedAt,
    can: abilities(userPolicy, viewer, user),
  };
}

const whoItIs = (user: User) => ({
  id: idOf(user),
  _id: idOf(user),
  email: user.email ?? null,
  isEmailVerified: user.emailVerifiedAt !== undefined,
  phone: user.phone ?? null,
  isPhoneVerified: user.phoneVerifiedAt !== undefined,
  firstName: user.firstName ?? '',
  lastName: user.lastName ?? '',
  fullName: joinName(user),
  profilePicture: user.picture?.url ?? null,
});

const isRunning = ({ until }: Ban, now: Date): boolean => until === undefined || until > now;

const presentBan = ({ level, reason, by, at, until }: Ban, person: SeenAccount['bannedBy']) => ({
  level,
  reason,
  at,
  until: until ?? null,
  by: presentDoer(idOf(by), new Map(person ? [[idOf(by), person]] : [])),
});
