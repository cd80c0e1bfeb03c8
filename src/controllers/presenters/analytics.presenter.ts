import type { DisputeFigures } from '../../services/analytics.service';
import type { DailyRevenue } from '../../models/dailyRevenue.model';
import type { SummedFigure } from '../../models/queries/figures.query';
import type { Cohort } from '../../services/rollUps/retention';
import { hours, minutes } from '../../utils/clock';
import { WAIT_CLASSES, type WaitClass } from '../../utils/waitClasses';

/** How fast disputes are decided; hours with one decimal. */
export const presentDisputeFigures = (
  { resolved, withinGoal, medianMs, goalMs }: DisputeFigures,
  month: string | undefined,
): Record<string, unknown> => ({
  month: month ?? null,
  resolved,
  median: medianMs === undefined ? null : inHours(medianMs),
  medianMs: medianMs ?? null,
  goalHours: goalMs / hours(1),
  withinGoal,
});

const inHours = (ms: number): number => Math.round((ms / hours(1)) * 10) / 10;

type Figure = Omit<SummedFigure, 'key'>;

/** A share with three decimals; null of nothing. */
const share = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 1_000) / 1_000;

/** From posting to completion. */
export const presentFunnel = (figure: Figure): Record<string, unknown> => ({
  posted: figure.posted,
  quoted: figure.quoted,
  hired: figure.hired,
  completed: figure.completed,
  cancelled: figure.cancelled,
  quoteRate: share(figure.quoted, figure.posted),
  hireRate: share(figure.hired, figure.quoted),
  fillRate: share(figure.hired, figure.posted),
  completionRate: share(figure.completed, figure.hired),
  timeToFirstQuote: presentWaits(figure),
});

/** The mean is exact, the median is read off the classes: within its class it is taken to be even. */
function presentWaits({ quoted, waitMs, waits }: Figure): Record<string, unknown> {
  return {
    count: quoted,
    meanMinutes: quoted === 0 ? null : Math.round(waitMs / quoted / minutes(1)),
    medianMinutes: medianOf(quoted, waits),
    classes: Object.entries(WAIT_CLASSES).map(([name, upTo]) => ({
      upToMinutes: Number.isFinite(upTo) ? upTo : null,
      count: waits[name as WaitClass],
    })),
  };
}

function medianOf(quoted: number, waits: Figure['waits']): number | null {
  let [before, from] = [0, 0];
  for (const [name, upTo] of Object.entries(WAIT_CLASSES)) {
    const inClass = waits[name as WaitClass];
    if (inClass > 0 && before + inClass >= quoted / 2) {
      const part = (quoted / 2 - before) / inClass;
      return Number.isFinite(upTo) ? Math.round(from + part * (upTo - from)) : from;
    }
    [before, from] = [before + inClass, upTo];
  }
  return null;
}

/** The funnel of one service or area; services by the name in the reader's language. */
export const presentFunnelRow = (figure: SummedFigure, name: string): Record<string, unknown> => ({
  key: figure.key,
  name,
  ...presentFunnel(figure),
});

/** What the platform took in each currency, in minor units, and on which days. */
export function presentRevenue(rows: readonly DailyRevenue[]): Record<string, unknown>[] {
  const currencies = [...new Set(rows.map(({ currency }) => currency))].sort();
  return currencies.map((currency) => {
    const own = rows.filter((row) => row.currency === currency);
    return { currency, ...sumOf(own), days: own.map((row) => ({ day: row.day, ...sumOf([row]) })) };
  });
}

const sumOf = (rows: readonly DailyRevenue[]): Record<string, number> => {
  const sum = (read: (row: DailyRevenue) => number): number =>
    rows.reduce((total, row) => total + read(row), 0);
  const [fees, penalties] = [sum((row) => row.fees), sum((row) => row.penalties)];
  const [promotions, providerCosts] = [sum((row) => row.promotions), sum((row) => row.providerCosts)];
  return { fees, penalties, promotions, providerCosts, net: fees + penalties + promotions + providerCosts };
};

/** A cohort with its months. */
export const presentCohort = ({ cohort, size, active }: Cohort): Record<string, unknown> => ({
  cohort,
  size,
  months: active.map(({ month, count }) => ({ month, active: count, rate: share(count, size) })),
});
