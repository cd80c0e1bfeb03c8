import { UserModel, type User } from '../../models/user.model';
import type { Clock } from '../../utils/clock';
import { Conflict } from '../../utils/errors';
import type { Id } from '../../utils/ids';
import { inTransaction } from '../../utils/transaction';
import { STAFF_ROLES, type Role, type UserActor } from '../../utils/types/actor';
import { isStaff } from '../../utils/rights';
import { ensureProfile } from '../craftsman/profile';
import { UNLISTED } from '../craftsmen/listing';
import type { Outbox } from '../outbox/outbox.service';
import type { SessionService } from '../session.service';
import { getAllowed } from './reach';
import { assertAnotherAdmin, ensureRoster } from './roster';

export const ROLE_MODES = ['set', 'add', 'remove'] as const;

export interface RoleChange {
  readonly role: Role;
  /** `set`: the only role; `add`: one more; `remove`: one less. */
  readonly mode: (typeof ROLE_MODES)[number];
}

export type ChangeRole = (actor: UserActor, userId: Id, change: RoleChange) => Promise<void>;

export interface RoleDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly sessions: Pick<SessionService, 'end'>;
}

/** Changes what somebody is. When a place in the staff comes or goes, every login of his ends: none outlives its rights. */
export const makeChangeRole =
  ({ clock, outbox, sessions }: RoleDeps): ChangeRole =>
  async (actor, userId, change) => {
    await ensureRoster();
    await inTransaction(async (tx) => {
      const now = clock.now();
      const before = await getAllowed(actor, userId, { verb: 'changeRole', tx });
      const { roles, role } = rolesAfter(before, change);
      assertCanBe(before, roles);
      if (before.roles.includes('admin') && !roles.includes('admin')) {
        await assertAnotherAdmin(tx, userId, now);
      }
      if (isSameSet(before.roles, roles) && before.role === role) {
        return;
      }
      await UserModel.updateOne(
        { _id: before._id },
        { $set: { roles, role, updatedAt: now }, ...(!roles.includes('craftsman') && { $unset: UNLISTED }) },
        { session: tx },
      );
      await ensureProfile(tx, userId);
      if (!isSameSet(staffPart(before.roles), staffPart(roles))) {
        await sessions.end({ tx, userId, reason: 'roleChanged', by: actor });
      }
      await outbox.record(tx, 'user.roleChanged', { userId, from: before.roles, to: roles, role }, { actor });
    });
  };

function rolesAfter(
  { roles, role }: User,
  { role: given, mode }: RoleChange,
): { readonly roles: Role[]; readonly role: Role } {
  if (mode === 'set') {
    return { roles: [given], role: given };
  }
  if (mode === 'add') {
    return { roles: roles.includes(given) ? roles : [...roles, given], role: role ?? given };
  }
  if (!roles.includes(given)) {
    throw new Conflict('staff.roleNotHeld');
  }
  const left = roles.filter((one) => one !== given);
  const [first] = left;
  if (first === undefined) {
    throw new Conflict('staff.lastRole');
  }
  return { roles: left, role: role === undefined || role === given ? first : role };
}

/** Staff signs in by e-mail. */
function assertCanBe({ email }: User, roles: readonly Role[]): void {
  if (isStaff(roles) && email === undefined) {
    throw new Conflict('staff.needsEmail');
  }
}

const staffPart = (roles: readonly Role[]): Role[] => STAFF_ROLES.filter((role) => roles.includes(role));

const isSameSet = (a: readonly Role[], b: readonly Role[]): boolean =>
  a.length === b.length && a.every((role) => b.includes(role));
