import type { Response } from 'express';
import type { AnalyticsService } from '../services/analytics.service';
import type { ServiceCatalogue } from '../services/catalogue/serviceCatalogue';
import type { Req } from '../utils/input';
import { ok } from '../utils/respond';
import type * as schema from '../validators/analytics.validator';
import {
  presentCohort,
  presentDisputeFigures,
  presentFunnel,
  presentFunnelRow,
  presentRevenue,
} from './presenters/analytics.presenter';

export interface AnalyticsControllerDeps {
  readonly analytics: AnalyticsService;
  readonly serviceCatalogue: Pick<ServiceCatalogue, 'current'>;
}

/** Statistics for staff. */
export const makeAnalyticsController = ({ analytics, serviceCatalogue }: AnalyticsControllerDeps) => ({
  async disputes(req: Req<typeof schema.disputeFigures>, res: Response): Promise<void> {
    const { month } = req.input.query;
    ok(res, presentDisputeFigures(await analytics.ofDisputes({ month }), month));
  },

  async funnel(req: Req<typeof schema.ofTime>, res: Response): Promise<void> {
    const { range, figures } = await analytics.funnel(req.input.query);
    ok(res, { ...range, ...presentFunnel(figures) });
  },

  async fillRate(req: Req<typeof schema.fillRate>, res: Response): Promise<void> {
    const { by, ...asked } = req.input.query;
    const { range, figures } = await analytics.funnelBy(by, asked);
    const catalogue = await serviceCatalogue.current();
    const nameOf = ({ key }: { readonly key: string }): string =>
      by === 'area' ? key : (catalogue.get(key)?.names[req.locale] ?? '');
    ok(res, { ...range, by, rows: figures.map((figure) => presentFunnelRow(figure, nameOf(figure))) });
  },

  async revenue(req: Req<typeof schema.ofTime>, res: Response): Promise<void> {
    const { range, figures } = await analytics.revenue(req.input.query);
    ok(res, { ...range, currencies: presentRevenue(figures) });
  },

  async retention(req: Req<typeof schema.retention>, res: Response): Promise<void> {
    const cohorts = await analytics.retention(req.input.query.months);
    ok(res, { cohorts: cohorts.map(presentCohort) });
  },
});
