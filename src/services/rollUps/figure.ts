import type { Job } from '../../models/job.model';
import type { JobFigure } from '../../models/jobFigure.model';
import type { DayCounts } from '../../models/dailyFigure.model';
import { dayOf } from '../../utils/calendar';
import { minutes } from '../../utils/clock';
import { WAIT_CLASSES, type WaitClass } from '../../utils/waitClasses';

/** What statistics know of a job, from the job alone; pure. */
export function figureOf(job: Job): JobFigure {
  const firstQuote = job.history.find(({ event }) => event === 'firstQuote');
  return {
    _id: job._id,
    day: dayOf(job.createdAt),
    serviceId: job.serviceId,
    area: job.stateKey ?? '',
    ...(firstQuote && { firstQuoteMs: Math.max(firstQuote.at.getTime() - job.createdAt.getTime(), 0) }),
    isHired: job.firmAt !== undefined,
    isCompleted: job.completedAt !== undefined,
    isCancelled: job.status === 'Cancelled',
  };
}

export const CLASSES = Object.keys(WAIT_CLASSES) as WaitClass[];

/** Nothing counted yet. */
export const noCounts = (): DayCounts => ({
  posted: 0,
  quoted: 0,
  hired: 0,
  completed: 0,
  cancelled: 0,
  waitMs: 0,
  waits: Object.fromEntries(CLASSES.map((name) => [name, 0])) as Record<WaitClass, number>,
});

/** Counts one job more. */
export function count(counts: DayCounts, figure: JobFigure): void {
  counts.posted += 1;
  counts.hired += Number(figure.isHired);
  counts.completed += Number(figure.isCompleted);
  counts.cancelled += Number(figure.isCancelled);
  if (figure.firstQuoteMs !== undefined) {
    counts.quoted += 1;
    counts.waitMs += figure.firstQuoteMs;
    counts.waits[classOf(figure.firstQuoteMs)] += 1;
  }
}

const classOf = (waitMs: number): WaitClass =>
  CLASSES.find((name) => waitMs <= minutes(WAIT_CLASSES[name])) ?? 'more';
