import { makeAssistantController, type AssistantControllerDeps } from '../controllers/assistant.controller';
import { anyone } from '../utils/access';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/assistant.validator';

/** `/assistant` */
export function makeAssistantRoutes(
  container: AssistantControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeAssistantController(container);

  route(router, {
    surface: 'api',
    method: 'post',
    path: '/assistant/faq',
    access: anyone,
    limit: 'assistant',
    schema: schema.ask,
    summary:
      'Answer a question from our articles, in its language, with the source; says so when nothing fits',
    answer: answers.one(schema.faqAnswer),
    errors: [],
    idempotency: 'none',
    handler: c.ask,
  });
  return router;
}
