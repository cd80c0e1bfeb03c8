import {
  makeContactMessageController,
  type ContactMessageControllerDeps,
} from '../controllers/contactMessage.controller';
import { anyone } from '../utils/access';
import { withRight } from '../utils/rights';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/contactMessage.validator';

const ofStaff = { surface: 'api', access: withRight('contacts.answer') } as const;
const change = {
  ...ofStaff,
  method: 'post',
  limit: 'write',
  schema: schema.oneMessage,
  answer: answers.one(schema.contactMessageAnswer),
} as const;

/** `/send-email`, the contact form, and `/admin/contact-messages` */
export function makeContactMessageRoutes(
  container: ContactMessageControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeContactMessageController(container);

  route(router, {
    surface: 'api',
    method: 'post',
    path: '/send-email',
    access: anyone,
    limit: 'contact',
    schema: schema.submit,
    summary: 'Write to the team by the contact form: kept first, then mailed at once',
    answer: answers.one(schema.submittedAnswer),
    errors: ['contactMessage.incomplete', 'contactMessage.notSent'],
    handler: c.submit,
  });
  staffRoutes(router, container);
  return router;
}

function staffRoutes(router: ResourceRouter, container: ContactMessageControllerDeps): void {
  const c = makeContactMessageController(container);
  route(router, {
    ...ofStaff,
    method: 'get',
    path: '/admin/contact-messages',
    limit: 'read',
    schema: schema.listMessages,
    summary: 'What came in by the contact form, the newest first',
    answer: answers.list(schema.contactMessageAnswer),
    errors: [],
    handler: c.list,
  });
  route(router, {
    ...change,
    path: '/admin/contact-messages/:id/resend',
    summary: 'Mail a message that has not reached the team once more',
    errors: ['request.notFound', 'workflow.wrongState', 'contactMessage.notSent'],
    handler: c.resend,
  });
  route(router, {
    ...change,
    path: '/admin/contact-messages/:id/close',
    summary: 'Note that a message has been dealt with',
    errors: ['request.notFound', 'workflow.wrongState'],
    handler: c.close,
  });
}
