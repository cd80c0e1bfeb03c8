import type { User } from '../../models/user.model';
import { idOf } from '../../utils/ids';
import { hasRight, isStaff } from '../../utils/rights';
import type { Actor } from '../../utils/types/actor';
import { definePolicy, type Verdict } from './policy';

type Seen = Pick<User, '_id' | 'roles'>;

const isSelf = (actor: Actor, user: Seen): boolean => actor.id === idOf(user);

/** Accounts of staff are for those with the right over staff. */
function reach(actor: Actor, user: Seen, right: 'staff.read' | 'staff.ban'): Verdict {
  return !isStaff(user.roles) || hasRight(actor, right) || 'staff.notStaff';
}

function ban(actor: Actor, user: Seen): Verdict {
  if (!hasRight(actor, 'users.ban')) {
    return 'access.forbidden';
  }
  return isSelf(actor, user) ? 'staff.notYourself' : reach(actor, user, 'staff.ban');
}

/** What staff may do with an account now; feeds buttons and messages. The filter of the write is the lock. */
export const userPolicy = definePolicy<Seen>()({
  /** Moderators see clients and craftsmen, and themselves. */
  read: (actor, user) => {
    if (!hasRight(actor, 'users.read')) {
      return 'access.forbidden';
    }
    return isSelf(actor, user) || reach(actor, user, 'staff.read');
  },
  ban,
  unban: ban,
  /** Admins may give up their own place, unless it is the last one. */
  changeRole: (actor) => hasRight(actor, 'staff.manage') || 'access.forbidden',
  verify: (actor) => hasRight(actor, 'users.verify') || 'access.forbidden',
});
