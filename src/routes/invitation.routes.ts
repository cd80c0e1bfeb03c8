import {
  makeInvitationController,
  type InvitationControllerDeps,
} from '../controllers/invitation.controller';
import { role } from '../utils/access';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/invitation.validator';

const one = answers.one(schema.invitationAnswer);
const many = answers.list(schema.invitationAnswer);
const api = { surface: 'api' } as const;
const gone = ['request.notFound', 'workflow.wrongState'] as const;

/** `/jobs/:jobId/invitations` and one's own invitations. */
export function makeInvitationRoutes(
  container: InvitationControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeInvitationController(container);
  route(router, {
    ...api,
    method: 'post',
    path: '/jobs/:jobId/invite',
    access: role('client'),
    limit: 'write',
    schema: schema.invite,
    summary: 'Invite a craftsman to quote; once ever for a job',
    answer: answers.created(schema.invitationAnswer),
    errors: [
      ...gone,
      'invitation.yourself',
      'invitation.craftsmanUnavailable',
      'invitation.alreadyInvited',
      'invitation.alreadyQuoted',
      'invitation.limitReached',
    ],
    handler: c.send,
  });
  answerRoutes(router, container);
  listRoutes(router, container);
  return router;
}

function answerRoutes(router: ResourceRouter, container: InvitationControllerDeps): void {
  const c = makeInvitationController(container);
  route(router, {
    ...api,
    method: 'delete',
    path: '/jobs/:jobId/invitations/:invitationId',
    access: role('client'),
    limit: 'write',
    schema: schema.oneInvitation,
    summary: 'Withdraw an invitation that is not answered',
    answer: one,
    errors: gone,
    handler: c.withdraw,
  });
  route(router, {
    ...api,
    method: 'post',
    path: '/jobs/:jobId/invitations/respond',
    access: role('craftsman'),
    limit: 'write',
    schema: schema.respond,
    summary: 'Accept or reject one’s invitation to a job',
    answer: one,
    errors: [...gone, 'invitation.expired'],
    handler: c.respond,
  });
}

function listRoutes(router: ResourceRouter, container: InvitationControllerDeps): void {
  const c = makeInvitationController(container);
  route(router, {
    ...api,
    method: 'get',
    path: '/jobs/:jobId/invitations',
    access: role('client'),
    limit: 'read',
    schema: schema.listInvitations,
    summary: 'The invitations to one’s own job',
    answer: many,
    errors: ['request.notFound'],
    handler: c.listOfJob,
  });
  route(router, {
    ...api,
    method: 'get',
    path: '/users/me/invitations',
    access: role('craftsman'),
    limit: 'read',
    schema: schema.listOwnInvitations,
    summary: 'One’s own invitations with their jobs',
    answer: many,
    errors: [],
    handler: c.listOwn,
  });
}
