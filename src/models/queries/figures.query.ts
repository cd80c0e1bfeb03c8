import { CohortFigureModel, type CohortFigure } from '../cohortFigure.model';
import { spansOf, type Span } from '../../utils/calendar';
import { WAIT_CLASSES, type WaitClass } from '../../utils/waitClasses';
import { DailyFigureModel, type DailyFigure, type DayCounts } from '../dailyFigure.model';
import { DailyRevenueModel, type DailyRevenue } from '../dailyRevenue.model';

/** Days as `2026-05-31`, both included. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

/** The counts of a time, of everything or of one service or area. */
export interface SummedFigure extends DayCounts {
  readonly key: string;
}

const COUNTS = ['posted', 'quoted', 'hired', 'completed', 'cancelled', 'waitMs'] as const;
const CLASSES = Object.keys(WAIT_CLASSES) as WaitClass[];

/** The roll-ups of a time added up, by key: of whole months those of the months, of the days around them those of the days. */
export async function sumFigures(by: DailyFigure['by'], { from, to }: DayRange): Promise<SummedFigure[]> {
  const sums = new Map<string, SummedFigure>();
  for (const span of spansOf(from, to)) {
    for (const row of await sumSpan(by, span)) {
      const known = sums.get(row.key);
      sums.set(row.key, known ? addUp(known, row) : row);
    }
  }
  return [...sums.values()];
}

/** The roll-ups of some days, or of some months, by key. */
export async function sumSpan(by: DailyFigure['by'], { span, from, to }: Span): Promise<SummedFigure[]> {
  const sums = Object.fromEntries(COUNTS.map((name) => [name, { $sum: `$${name}` }]));
  const waits = Object.fromEntries(CLASSES.map((name) => [`wait_${name}`, { $sum: `$waits.${name}` }]));
  const rows = await DailyFigureModel.aggregate<Record<string, number> & { _id: string }>([
    { $match: { span, by, day: { $gte: from, $lte: to } } },
    { $group: { _id: '$key', ...sums, ...waits } },
  ]).exec();
  return rows.map(({ _id: key, ...row }) =>
    figure(
      key,
      (name) => row[name] ?? 0,
      (name) => row[`wait_${name}`] ?? 0,
    ),
  );
}

const addUp = (a: SummedFigure, b: SummedFigure): SummedFigure =>
  figure(
    a.key,
    (name) => a[name] + b[name],
    (name) => a.waits[name] + b.waits[name],
  );

const figure = (
  key: string,
  countOf: (name: (typeof COUNTS)[number]) => number,
  waitOf: (name: WaitClass) => number,
): SummedFigure => ({
  key,
  ...(Object.fromEntries(COUNTS.map((name) => [name, countOf(name)])) as Omit<DayCounts, 'waits'>),
  waits: Object.fromEntries(CLASSES.map((name) => [name, waitOf(name)])) as DayCounts['waits'],
});

/** What the platform took, day by day, the first day first. */
export const findRevenues = ({ from, to }: DayRange): Promise<DailyRevenue[]> =>
  DailyRevenueModel.find({ day: { $gte: from, $lte: to } })
    .sort({ day: 1 })
    .lean<DailyRevenue[]>()
    .exec();

/** The cohorts of some months, each with the months since then. */
export const findCohorts = ({ from, to }: DayRange): Promise<CohortFigure[]> =>
  CohortFigureModel.find({ cohort: { $gte: from, $lte: to } })
    .sort({ cohort: 1, month: 1 })
    .lean<CohortFigure[]>()
    .exec();
