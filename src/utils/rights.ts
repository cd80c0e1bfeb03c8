import { permissions, type Right } from '../config/permissions';
import { role } from './access';
import { ROLES, STAFF_ROLES, type Actor, type Role } from './types/actor';

/** Whether the actor's active role carries this right; the system has every right. */
export const hasRight = (actor: Actor, right: Right): boolean =>
  actor.kind === 'system' || (actor.role !== undefined && carries(actor.role, right));

/** The access of a route: the roles that carry the right. */
export function withRight(right: Right): ReturnType<typeof role> {
  const [first, ...others] = ROLES.filter((one) => carries(one, right));
  if (first === undefined) {
    throw new Error(`no role carries the right ${right}`);
  }
  return role(first, ...others);
}

/** Whether one of these roles is staff's, the active one or not. */
export const isStaff = (roles: readonly Role[]): boolean =>
  roles.some((one) => (STAFF_ROLES as readonly Role[]).includes(one));

function carries(one: Role, right: Right): boolean {
  const rights: readonly Right[] = permissions[one];
  return rights.includes(right);
}
