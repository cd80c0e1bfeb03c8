import { JobModel, type Job } from '../models/job.model';
import { JobFigureModel } from '../models/jobFigure.model';
import { RollUpMarkModel, type RollUpMark } from '../models/rollUpMark.model';
import { dayOf, daysBetween, monthOf, monthsBetween } from '../utils/calendar';
import { after, minutes, type Clock } from '../utils/clock';
import { CURRENCIES } from '../utils/money';
import { countCohort, countSize, firstAccountAt, noteActive } from './rollUps/cohorts';
import { countDay, countMonth } from './rollUps/days';
import { figureOf } from './rollUps/figure';
import { firstRevenueAt, sumDay } from './rollUps/revenue';

export interface RollUpService {
  /** Counts what has changed since the last time; safe to die at any point and to begin again. */
  keep(signal?: AbortSignal): Promise<void>;
  /** Forgets how far it was and counts everything anew. */
  rebuild(): Promise<void>;
}

const MARK = 'rollUps';
const BATCH = 500;
/** Longer than a transaction may take: what is committed late bears an earlier instant. */
const OVERLAP_MS = minutes(15);
const NEVER = new Date(0);
/** What of a job is counted. */
const COUNTED = {
  createdAt: 1,
  updatedAt: 1,
  clientId: 1,
  craftsmanId: 1,
  serviceId: 1,
  stateKey: 1,
  status: 1,
  firmAt: 1,
  completedAt: 1,
  'history.event': 1,
  'history.at': 1,
} as const;

/** Makes the keeping of the roll-ups: what changed is found by an index, its days are counted anew from facts of each job. */
export function makeRollUpService({ clock }: { readonly clock: Clock }): RollUpService {
  const keep: RollUpService['keep'] = async (signal) => {
    const now = clock.now();
    const mark = await RollUpMarkModel.findById(MARK).lean<RollUpMark>();
    const isDone = await countChanged(mark ? after(mark.jobsUntil, -OVERLAP_MS) : NEVER, signal);
    await countSizes(mark?.jobsUntil, now);
    await sumDays(mark?.ledgerUntil, now);
    if (isDone) {
      const until = { _id: MARK, jobsUntil: now, ledgerUntil: now };
      await RollUpMarkModel.replaceOne({ _id: MARK }, until, { upsert: true });
    }
  };
  return {
    keep,
    async rebuild() {
      await RollUpMarkModel.deleteOne({ _id: MARK });
      await keep();
    },
  };
}

interface Touched {
  readonly days: Set<string>;
  readonly cohorts: Map<string, { readonly cohort: string; readonly month: string }>;
}

/** Every job that changed from then on, and the days, months and cohorts that this touches; false when it was told to stop. */
async function countChanged(from: Date, signal: AbortSignal | undefined): Promise<boolean> {
  const touched: Touched = { days: new Set(), cohorts: new Map() };
  let jobs = await changedJobs({ updatedAt: from });
  while (jobs.length > 0 && !signal?.aborted) {
    await take(jobs, touched);
    const last = jobs.at(-1);
    jobs = last && jobs.length === BATCH ? await changedJobs(last) : [];
  }
  await countTouched(touched);
  return !signal?.aborted;
}

async function take(jobs: readonly Job[], { days, cohorts }: Touched): Promise<void> {
  for (const day of await writeFigures(jobs)) {
    days.add(day);
  }
  for (const { cohort, month } of await noteActive(jobs)) {
    cohorts.set(`${cohort}|${month}`, { cohort, month });
  }
}

async function countTouched({ days, cohorts }: Touched): Promise<void> {
  for (const day of days) {
    await countDay(day);
  }
  for (const month of new Set([...days].map((day) => day.slice(0, 7)))) {
    await countMonth(month);
  }
  for (const cohort of cohorts.values()) {
    await countCohort(cohort);
  }
}

/** The accounts of the months since the last look; without one of all. */
async function countSizes(since: Date | undefined, now: Date): Promise<void> {
  const from = since ? after(since, -OVERLAP_MS) : await firstAccountAt();
  for (const cohort of from ? monthsBetween(monthOf(from), monthOf(now)) : []) {
    await countSize(cohort);
  }
}

/** A batch in the order of the index, beyond a job of the batch before. */
const changedJobs = ({
  updatedAt,
  _id,
}: Pick<Job, 'updatedAt'> & Partial<Pick<Job, '_id'>>): Promise<Job[]> =>
  JobModel.find(
    {
      updatedAt: { $gte: updatedAt },
      ...(_id && { $or: [{ updatedAt: { $gt: updatedAt } }, { updatedAt, _id: { $gt: _id } }] }),
    },
    COUNTED,
  )
    .sort({ updatedAt: 1, _id: 1 })
    .limit(BATCH)
    .lean<Job[]>()
    .exec();

async function writeFigures(jobs: readonly Job[]): Promise<string[]> {
  const figures = jobs.map(figureOf);
  await JobFigureModel.bulkWrite(
    figures.map((figure) => ({
      replaceOne: { filter: { _id: figure._id }, replacement: figure, upsert: true },
    })),
  );
  return figures.map(({ day }) => day);
}

/** From the day of the last look on, which may not have been over; without one from the first entry on. */
async function sumDays(since: Date | undefined, now: Date): Promise<void> {
  for (const currency of CURRENCIES) {
    const from = since ? after(since, -OVERLAP_MS) : await firstRevenueAt(currency);
    for (const day of from ? daysBetween(dayOf(from), dayOf(now)) : []) {
      await sumDay(day, currency);
    }
  }
}
