import {
  makeServiceCategoryController,
  type ServiceCategoryControllerDeps,
} from '../controllers/serviceCategory.controller';
import { anyone } from '../utils/access';
import { withRight } from '../utils/rights';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/serviceCategory.validator';

const write = { surface: 'api', access: withRight('services.manage'), limit: 'write' } as const;
const one = answers.one(schema.serviceAnswer);

/** `/services`: the catalogue of trades. */
export function makeServiceCategoryRoutes(
  container: ServiceCategoryControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeServiceCategoryController(container);

  route(router, {
    surface: 'api',
    method: 'get',
    path: '/services',
    access: anyone,
    limit: 'read',
    schema: schema.listServices,
    summary: 'The catalogue of trades, whole and in its order',
    answer: answers.one(schema.servicesAnswer),
    errors: [],
    handler: c.listServices,
  });
  managing(router, c);
  return router;
}

function managing(router: ResourceRouter, c: ReturnType<typeof makeServiceCategoryController>): void {
  route(router, {
    ...write,
    method: 'post',
    path: '/services',
    schema: schema.createService,
    summary: 'Add a service',
    answer: answers.created(schema.serviceAnswer),
    errors: ['service.slugTaken', 'service.nameTaken'],
    handler: c.createService,
  });
  route(router, {
    ...write,
    method: ['put', 'patch'],
    path: '/services/:id',
    schema: schema.updateService,
    summary: 'Change or retire a service: absent stays, null goes',
    answer: one,
    errors: ['request.notFound', 'service.slugTaken', 'service.nameTaken'],
    handler: c.updateService,
  });
  route(router, {
    ...write,
    method: 'delete',
    path: '/services/:id',
    schema: schema.deleteService,
    summary: 'Delete a service that nothing refers to',
    answer: answers.one(schema.deletedAnswer),
    errors: ['request.notFound', 'service.inUse'],
    handler: c.deleteService,
  });
}
