import {
  makeDataExportController,
  type DataExportControllerDeps,
} from '../controllers/dataExport.controller';
import { withRight } from '../utils/rights';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/dataExport.validator';

const SUMMARIES = {
  users: 'Accounts, without anything secret',
  jobs: 'Jobs with their price, fee and ends',
  quotes: 'Quotes',
  transactions: 'The lines of the ledger',
  disputes: 'Disputes with their decisions',
  reviews: 'Reviews that were revealed',
  activity: 'The activity log',
} as const;

/** `/admin/export` */
export function makeDataExportRoutes(
  container: DataExportControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeDataExportController(container);

  for (const [dataset, what] of Object.entries(SUMMARIES)) {
    route(router, {
      surface: 'api',
      method: 'get',
      path: `/admin/export/${dataset}.csv`,
      access: withRight('data.export'),
      limit: 'export',
      schema: schema.exportRange,
      summary: `${what}, as CSV`,
      answer: answers.raw('text/csv'),
      errors: [],
      handler: c.ofDataset(dataset as keyof typeof SUMMARIES),
    });
  }
  return router;
}
