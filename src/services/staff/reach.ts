import type { QueryFilter } from 'mongoose';
import { UserModel, type User } from '../../models/user.model';
import { Forbidden, NotFound } from '../../utils/errors';
import { toObjectId, type Id } from '../../utils/ids';
import { hasRight } from '../../utils/rights';
import type { Tx } from '../../utils/transaction';
import { STAFF_ROLES, type Actor } from '../../utils/types/actor';
import { may } from '../policies/policy';
import { userPolicy } from '../policies/user.policy';

export type UserVerb = keyof typeof userPolicy;

/** The accounts that the actor's acts reach: the lock, whatever was read before. */
export const reachOf = (actor: Actor): QueryFilter<User> =>
  hasRight(actor, 'staff.ban') ? {} : { roles: { $nin: [...STAFF_ROLES] } };

/** The account, if the actor may do this to it; 404 when it is not there, 403 with the reason. */
export async function getAllowed(
  actor: Actor,
  userId: Id,
  { verb, tx }: { readonly verb: UserVerb; readonly tx?: Tx },
): Promise<User> {
  const user = await UserModel.findById(toObjectId(userId), null, { session: tx ?? null }).lean<User>();
  if (!user) {
    throw new NotFound('request.notFound');
  }
  const verdict = may(userPolicy, verb, actor, user);
  if (verdict !== true) {
    throw new Forbidden(verdict as 'access.forbidden');
  }
  return user;
}
