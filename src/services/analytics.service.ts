import { findResolutionTimes, type ResolutionTimes } from '../models/queries/disputeTime.query';
import { hours } from '../utils/clock';
import type { SettingService } from './setting.service';

/** How fast disputes are decided, beside what was promised. */
export interface DisputeFigures extends ResolutionTimes {
  readonly goalMs: number;
}

export interface AnalyticsService {
  /** The time from opening to decision, of all disputes or of one month's. */
  ofDisputes(asked: { readonly month?: string | undefined }): Promise<DisputeFigures>;
}

export interface AnalyticsDeps {
  readonly settings: Pick<SettingService, 'current'>;
}

/** Makes the statistics that staff look at. */
export const makeAnalyticsService = ({ settings }: AnalyticsDeps): AnalyticsService => ({
  async ofDisputes({ month }) {
    const goalMs = hours((await settings.current()).get('dispute.decisionHours'));
    return { ...(await findResolutionTimes({ month, goalMs })), goalMs };
  },
});
