import type { Response } from 'express';
import type { AnalyticsService } from '../services/analytics.service';
import type { Req } from '../utils/input';
import { ok } from '../utils/respond';
import type * as schema from '../validators/analytics.validator';
import { presentDisputeFigures } from './presenters/analytics.presenter';

export interface AnalyticsControllerDeps {
  readonly analytics: AnalyticsService;
}

/** Statistics for staff. */
export const makeAnalyticsController = ({ analytics }: AnalyticsControllerDeps) => ({
  async disputes(req: Req<typeof schema.disputeFigures>, res: Response): Promise<void> {
    const { month } = req.input.query;
    ok(res, presentDisputeFigures(await analytics.ofDisputes({ month }), month));
  },
});
