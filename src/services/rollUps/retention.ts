import { findCohorts } from '../../models/queries/figures.query';
import { monthOf, monthsBetween, monthsLater } from '../../utils/calendar';

export interface Cohort {
  /** The month in which they opened their accounts, as `2026-05`. */
  readonly cohort: string;
  readonly size: number;
  /** Of each month from then on: how many did business. */
  readonly active: readonly { readonly month: string; readonly count: number }[];
}

/** The last `months` cohorts, the earliest first, each with every month up to now. */
export async function findRetention(now: Date, months: number): Promise<Cohort[]> {
  const last = monthOf(now);
  const all = monthsBetween(monthsLater(last, 1 - months), last);
  const figures = await findCohorts({ from: all[0] ?? last, to: last });
  const counts = new Map(figures.map(({ cohort, month, active }) => [`${cohort}|${month}`, active]));
  const countOf = (cohort: string, month: string): number => counts.get(`${cohort}|${month}`) ?? 0;
  return all.map((cohort) => ({
    cohort,
    size: countOf(cohort, ''),
    active: monthsBetween(cohort, last).map((month) => ({ month, count: countOf(cohort, month) })),
  }));
}
