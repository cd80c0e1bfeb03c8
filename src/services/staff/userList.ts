import type { QueryFilter } from 'mongoose';
import { UserModel, type User } from '../../models/user.model';
import { findPeople, type Person } from '../person.service';
import { emailKey } from '../../utils/emails';
import { idOf } from '../../utils/ids';
import type { Page, PageRequest } from '../../utils/page';
import { findPage } from '../../utils/paging';
import { phoneNumberOf } from '../../utils/phones';
import { hasRight } from '../../utils/rights';
import { askedTerms } from '../../utils/searchTerms';
import { STAFF_ROLES, type Actor, type Role } from '../../utils/types/actor';

export const USER_STATUSES = ['active', 'restricted', 'suspended', 'banned'] as const;
export type UserStatus = (typeof USER_STATUSES)[number];

export const USER_SORTS = ['newest', 'oldest'] as const;

export interface UserFilter {
  /** A name or its beginning, an e-mail, a phone. */
  readonly search?: string | undefined;
  readonly role?: Role | undefined;
  readonly status?: UserStatus | undefined;
  /** With a verified e-mail or phone, or with neither. */
  readonly verified?: boolean | undefined;
  /** Opened from this instant on. */
  readonly from?: Date | undefined;
  /** Opened before this instant. */
  readonly to?: Date | undefined;
  readonly sortBy: (typeof USER_SORTS)[number];
}

/** An account as staff looks at it. */
export interface SeenAccount {
  readonly user: User;
  /** Who pronounced the ban. */
  readonly bannedBy?: Person | undefined;
}

/** What the list and the detail need; never a hash. */
export const SEEN_FIELDS = { passwordHash: 0, searchTerms: 0, preferences: 0 } as const;

/** One page of the accounts that the actor may see. */
export async function listUsers(
  actor: Actor,
  filter: UserFilter,
  { request, now }: { readonly request: PageRequest; readonly now: Date },
): Promise<Page<SeenAccount>> {
  const direction = filter.sortBy === 'newest' ? -1 : 1;
  const page = await findPage(UserModel, {
    filter: filterOf(actor, filter, now),
    sort: { createdAt: direction, _id: direction },
    request,
    select: SEEN_FIELDS,
  });
  return { ...page, items: await seen(page.items) };
}

/** Accounts with the people that they name. */
export async function seen(users: readonly User[]): Promise<SeenAccount[]> {
  const people = await findPeople(users.flatMap(({ ban }) => (ban ? [idOf(ban.by)] : [])));
  return users.map((user) => ({ user, bannedBy: user.ban && people.get(idOf(user.ban.by)) }));
}

function filterOf(actor: Actor, filter: UserFilter, now: Date): QueryFilter<User> {
  const { search, role, status, verified } = filter;
  const parts = [
    search === undefined ? undefined : found(search),
    role && { roles: role },
    status && ofStatus(status, now),
    verified === undefined ? undefined : isVerified(verified),
    between(filter),
    hasRight(actor, 'staff.read') ? undefined : { roles: { $nin: [...STAFF_ROLES] } },
  ].filter((part): part is QueryFilter<User> => part !== undefined);
  return parts.length > 1 ? { $and: parts } : (parts[0] ?? {});
}

const between = ({ from, to }: UserFilter): QueryFilter<User> | undefined =>
  from || to ? { createdAt: { ...(from && { $gte: from }), ...(to && { $lt: to }) } } : undefined;

/** A whole address or number is looked up as such; anything else is words, the longest first: it narrows most. */
function found(search: string): QueryFilter<User> {
  const email = search.includes('@') ? emailKey(search) : undefined;
  if (email !== undefined) {
    return { emailKey: email };
  }
  const phone = phoneNumberOf(search);
  if (phone !== undefined) {
    return { phone };
  }
  const terms = askedTerms(search).sort((a, b) => b.length - a.length);
  return { searchTerms: { $all: terms } };
}

function ofStatus(status: UserStatus, now: Date): QueryFilter<User> {
  return status === 'active'
    ? { $or: [{ 'ban.level': null }, { 'ban.until': { $lte: now } }] }
    : { 'ban.level': status, $or: [{ 'ban.until': null }, { 'ban.until': { $gt: now } }] };
}

const isVerified = (verified: boolean): QueryFilter<User> =>
  verified
    ? { $or: [{ emailVerifiedAt: { $ne: null } }, { phoneVerifiedAt: { $ne: null } }] }
    : { emailVerifiedAt: null, phoneVerifiedAt: null };
