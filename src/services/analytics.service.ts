import type { DailyRevenue } from '../models/dailyRevenue.model';
import { findResolutionTimes, type ResolutionTimes } from '../models/queries/disputeTime.query';
import { findRevenues, sumFigures, type DayRange, type SummedFigure } from '../models/queries/figures.query';
import { dayOf } from '../utils/calendar';
import { after, days, hours, type Clock } from '../utils/clock';
import { BadRequest } from '../utils/errors';
import { findRetention, type Cohort } from './rollUps/retention';
import { noCounts } from './rollUps/figure';
import type { SettingService } from './setting.service';

/** How fast disputes are decided, beside what was promised. */
export interface DisputeFigures extends ResolutionTimes {
  readonly goalMs: number;
}

/** Days as `2026-05-31` (UTC), both included; absent: the last 90. */
export interface AskedRange {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface OfTime<T> {
  readonly range: DayRange;
  readonly figures: T;
}

export interface AnalyticsService {
  /** The time from opening to decision, of all disputes or of one month's. */
  ofDisputes(asked: { readonly month?: string | undefined }): Promise<DisputeFigures>;
  /** What became of the jobs that were posted in a time. */
  funnel(asked: AskedRange): Promise<OfTime<SummedFigure>>;
  /** The same for each service or area, the one with the most jobs first. */
  funnelBy(by: 'service' | 'area', asked: AskedRange): Promise<OfTime<SummedFigure[]>>;
  /** What the platform took, day by day. */
  revenue(asked: AskedRange): Promise<OfTime<DailyRevenue[]>>;
  /** Of those who opened an account in one month, how many did business in each month since; the last so many months. */
  retention(months: number): Promise<Cohort[]>;
}

export interface AnalyticsDeps {
  readonly clock: Clock;
  readonly settings: Pick<SettingService, 'current'>;
}

const DEFAULT_DAYS = 90;
/** Three years: beyond it the roll-ups would be months. */
const MOST_DAYS = 1_096;

/** Makes the statistics that staff look at: all but those of disputes are read from the roll-ups. */
export const makeAnalyticsService = ({ clock, settings }: AnalyticsDeps): AnalyticsService => ({
  async ofDisputes({ month }) {
    const goalMs = hours((await settings.current()).get('dispute.decisionHours'));
    return { ...(await findResolutionTimes({ month, goalMs })), goalMs };
  },
  async funnel(asked) {
    const range = rangeOf(asked, clock.now());
    const [figures = { key: '', ...noCounts() }] = await sumFigures('all', range);
    return { range, figures };
  },
  async funnelBy(by, asked) {
    const range = rangeOf(asked, clock.now());
    const figures = await sumFigures(by, range);
    return { range, figures: figures.sort((a, b) => b.posted - a.posted || (a.key < b.key ? -1 : 1)) };
  },
  async revenue(asked) {
    const range = rangeOf(asked, clock.now());
    return { range, figures: await findRevenues(range) };
  },
  retention: (months) => findRetention(clock.now(), months),
});

function rangeOf({ from, to }: AskedRange, now: Date): DayRange {
  const last = to ?? dayOf(now);
  const first = from ?? dayOf(after(new Date(last), -days(DEFAULT_DAYS - 1)));
  const length = (Date.parse(last) - Date.parse(first)) / days(1) + 1;
  if (length < 1 || length > MOST_DAYS) {
    const message = `from and to must name between one day and ${MOST_DAYS} days`;
    throw new BadRequest('request.invalid', { pub: { errors: [{ field: 'from', message }] } });
  }
  return { from: first, to: last };
}
