import { connectDatabase, initModels } from '../../src/config/database';
import { CohortFigureModel } from '../../src/models/cohortFigure.model';
import { DailyFigureModel, type DailyFigure } from '../../src/models/dailyFigure.model';
import { DailyRevenueModel } from '../../src/models/dailyRevenue.model';
import { makeAnalyticsService, type AnalyticsService } from '../../src/services/analytics.service';
import { noCounts } from '../../src/services/rollUps/figure';
import { dayOf, monthOf, monthsBetween } from '../../src/utils/calendar';
import { after, days, systemClock } from '../../src/utils/clock';
import { newId } from '../../src/utils/ids';
import { withBenchDatabase } from './benchDatabase';

/**
 * The statistics over three years from the roll-ups that a million jobs leave: 1,000 jobs a day, forty services, thirty
 * areas. Run: tsx scripts/bench/analytics.ts [days]
 */
const DAYS = Number(process.argv[2] ?? 1_000);
const JOBS_A_DAY = 1_000;
const SERVICES = Array.from({ length: 40 }, () => newId().toHexString());
const AREAS = Array.from({ length: 30 }, (_, index) => `area ${index}`);
const ROUNDS = 9;
const BAR_MS = 500;
const AT_ONCE = 5_000;

const say = (line: string): void => console.log(line);

const main = (): Promise<void> =>
  withBenchDatabase(say, async (uri) => {
    await connectDatabase(uri, 4);
    await initModels();
    await fill();
    await measure();
  });

/** The roll-ups of one day or month, as the task leaves them. */
function figuresOf(day: string, jobs: number): DailyFigure[] {
  const one = (by: DailyFigure['by'], key: string, posted: number): DailyFigure => ({
    _id: `${day}|${by}|${key}`,
    span: day.length === 7 ? 'month' : 'day',
    day,
    by,
    key,
    ...noCounts(),
    posted,
    quoted: Math.floor(posted * 0.8),
    hired: Math.floor(posted * 0.5),
    completed: Math.floor(posted * 0.45),
    cancelled: Math.floor(posted * 0.2),
    waitMs: posted * 1_800_000,
    waits: { ...noCounts().waits, m30: Math.floor(posted * 0.4), h1: Math.floor(posted * 0.4) },
  });
  return [
    one('all', '', jobs),
    ...SERVICES.map((key) => one('service', key, Math.ceil(jobs / SERVICES.length))),
    ...AREAS.map((key) => one('area', key, Math.ceil(jobs / AREAS.length))),
  ];
}

async function fill(): Promise<void> {
  const now = new Date();
  let waiting: DailyFigure[] = [];
  for (let back = 0; back < DAYS; back += 1) {
    const day = dayOf(after(now, -days(back)));
    waiting.push(...figuresOf(day, JOBS_A_DAY));
    const revenue = { fees: 2_500_000, penalties: 10_000, promotions: -5_000, providerCosts: -60_000 };
    await DailyRevenueModel.collection.insertOne({
      _id: `${day}|EGP`,
      day,
      currency: 'EGP',
      ...revenue,
    } as never);
    if (waiting.length >= AT_ONCE || back === DAYS - 1) {
      await DailyFigureModel.collection.insertMany(waiting as never[]);
      waiting = [];
    }
  }
  const ofMonths = monthsBetween(monthOf(after(now, -days(DAYS))), monthOf(now));
  const monthly = ofMonths.flatMap((month) => figuresOf(month, JOBS_A_DAY * 30));
  await DailyFigureModel.collection.insertMany(monthly as never[]);
  const months = Array.from({ length: 24 }, (_, index) => monthOf(after(now, -days(30 * index))));
  const pairs = months.flatMap((cohort) =>
    months.filter((month) => month >= cohort).map((month) => ({ cohort, month })),
  );
  const cohorts = new Map(pairs.map((pair) => [`${pair.cohort}|${pair.month}`, { ...pair, active: 100 }]));
  await CohortFigureModel.collection.insertMany(
    [...cohorts].map(([_id, figure]) => ({ _id, ...figure })) as never[],
  );
  say(`${DAYS} days: the roll-ups of ${(DAYS * JOBS_A_DAY).toLocaleString('en')} jobs`);
}

type Question = readonly [name: string, ask: (analytics: AnalyticsService) => Promise<unknown>];

async function measure(): Promise<void> {
  const settings = { current: () => Promise.reject(new Error('not asked for')) };
  const analytics = makeAnalyticsService({ clock: systemClock, settings });
  const asked = { from: dayOf(after(new Date(), -days(DAYS - 1))) };
  const questions: readonly Question[] = [
    ['funnel', (of) => of.funnel(asked)],
    ['fill rate by service', (of) => of.funnelBy('service', asked)],
    ['fill rate by area', (of) => of.funnelBy('area', asked)],
    ['revenue', (of) => of.revenue(asked)],
    ['retention', (of) => of.retention(24)],
  ];
  for (const [name, ask] of questions) {
    const took: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const began = performance.now();
      await ask(analytics);
      took.push(performance.now() - began);
    }
    const sorted = took.sort((a, b) => a - b);
    const [median = 0, worst = 0] = [sorted[ROUNDS >> 1], sorted.at(-1)];
    say(`  ${name}: ${median.toFixed(0)} ms, the slowest ${worst.toFixed(0)} ms (at most ${BAR_MS})`);
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
