import { makeAdminController, type AdminControllerDeps } from '../controllers/admin.controller';
import { withRight } from '../utils/rights';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/admin.validator';

const one = answers.one(schema.accountAnswer);
const read = { surface: 'api', method: 'get', access: withRight('users.read'), limit: 'read' } as const;
const patch = { surface: 'api', method: 'patch', limit: 'write', answer: one } as const;

/** `/admin/users`: the accounts as staff runs them. */
export function makeAdminRoutes(
  container: AdminControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeAdminController(container);

  route(router, {
    ...read,
    path: '/admin/users',
    schema: schema.listUsers,
    summary: 'List and search the accounts; moderators see no staff',
    answer: answers.list(schema.accountAnswer),
    errors: [],
    handler: c.listUsers,
  });
  route(router, {
    ...read,
    path: '/admin/users/:id',
    schema: schema.oneUser,
    summary: 'Read an account',
    answer: one,
    errors: ['request.notFound', 'staff.notStaff'],
    handler: c.getUser,
  });
  route(router, {
    surface: 'api',
    method: 'post',
    path: '/admin/users/create-admin',
    access: withRight('staff.manage'),
    limit: 'write',
    schema: schema.createStaff,
    summary: 'Make an admin or a moderator, with a password or with an invitation by e-mail',
    answer: answers.created(schema.accountAnswer),
    errors: ['user.taken', 'auth.passwordTooCommon', 'auth.passwordIsPersonal'],
    handler: c.createStaff,
  });
  bans(router, container);
  changes(router, container);
  return router;
}

function bans(router: ResourceRouter, container: AdminControllerDeps): void {
  const c = makeAdminController(container);
  route(router, {
    ...patch,
    path: '/admin/users/:id/ban',
    access: withRight('users.ban'),
    schema: schema.ban,
    summary: 'Ban a user, or change his ban; his logins end within a second',
    errors: ['request.notFound', 'staff.notStaff', 'staff.notYourself', 'staff.lastAdmin'],
    handler: c.ban,
  });
  route(router, {
    ...patch,
    path: '/admin/users/:id/unban',
    access: withRight('users.ban'),
    schema: schema.oneUser,
    summary: 'Lift a ban',
    errors: ['request.notFound', 'staff.notStaff', 'staff.notYourself', 'staff.notBanned'],
    handler: c.unban,
  });
}

function changes(router: ResourceRouter, container: AdminControllerDeps): void {
  const c = makeAdminController(container);
  route(router, {
    ...patch,
    path: '/admin/users/:id/role',
    access: withRight('staff.manage'),
    schema: schema.changeRole,
    summary: 'Set, add or take away a role',
    errors: [
      'request.notFound',
      'staff.lastAdmin',
      'staff.needsEmail',
      'staff.lastRole',
      'staff.roleNotHeld',
    ],
    handler: c.changeRole,
  });
  route(router, {
    ...patch,
    path: '/admin/users/:id/verify',
    access: withRight('users.verify'),
    schema: schema.verify,
    summary: 'Mark the e-mail and the phone of an account as verified',
    errors: ['request.notFound', 'staff.nothingToVerify'],
    handler: c.verify,
  });
}
