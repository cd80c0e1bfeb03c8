import fc from 'fast-check';
import { DailyFigureModel, type DailyFigure } from '../../src/models/dailyFigure.model';
import { CohortFigureModel } from '../../src/models/cohortFigure.model';
import { JobModel, type Job } from '../../src/models/job.model';
import { UserModel } from '../../src/models/user.model';
import { after, days, hours, minutes } from '../../src/utils/clock';
import { idOf, newId } from '../../src/utils/ids';
import { jobFields } from '../factories/jobStory';
import { aClient, aCraftsman } from '../factories/user';
import { startTestApp } from '../helpers/app';
import { emptyDatabase } from '../helpers/database';

const app = startTestApp();

const SERVICES = [newId(), newId()];
const AREAS = ['cairo governorate', 'giza governorate', undefined];

type Step =
  | { readonly do: 'post'; readonly service: number; readonly area: number }
  | { readonly do: 'quote' | 'hire' | 'complete' | 'cancel' | 'move'; readonly job: number }
  | { readonly do: 'wait'; readonly hours: number }
  | { readonly do: 'keep' };

const index = fc.nat(11);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('post' as const), service: fc.nat(1), area: fc.nat(2) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'quote' as const,
        'hire' as const,
        'complete' as const,
        'cancel' as const,
        'move' as const,
      ),
      job: index,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 40 }) }),
  },
  { weight: 2, arbitrary: fc.constant({ do: 'keep' as const }) },
);

/** What an act leaves on a job, as far as it is counted. */
async function change(job: Job, what: string, craftsmanId: Job['_id']): Promise<void> {
  const now = app.clock.now();
  const quoted = { event: 'firstQuote', from: 'Posted', to: 'Quoted', by: { id: 'x' }, at: now };
  const sets: Readonly<Record<string, object>> = {
    quote: { $push: { history: quoted }, $set: { status: 'Quoted', updatedAt: now } },
    hire: { $set: { status: 'Hired', firmAt: now, craftsmanId, updatedAt: now } },
    complete: { $set: { status: 'Completed', completedAt: now, updatedAt: now } },
    cancel: { $set: { status: 'Cancelled', updatedAt: now } },
    move: { $set: { serviceId: SERVICES[0], stateKey: 'luxor governorate', updatedAt: now } },
  };
  await JobModel.collection.updateOne({ _id: job._id }, sets[what] ?? {});
}

const COUNTS = ['posted', 'quoted', 'hired', 'completed', 'cancelled', 'waitMs', 'shortWaits'] as const;
type Counted = Readonly<Record<(typeof COUNTS)[number], number>>;

/** What one job counts for. */
function factsOf(job: Job): Counted {
  const quote = job.history.find(({ event }) => event === 'firstQuote');
  const wait = quote ? quote.at.getTime() - job.createdAt.getTime() : undefined;
  return {
    posted: 1,
    quoted: Number(wait !== undefined),
    hired: Number(job.firmAt !== undefined),
    completed: Number(job.completedAt !== undefined),
    cancelled: Number(job.status === 'Cancelled'),
    waitMs: wait ?? 0,
    shortWaits: Number(wait !== undefined && wait <= hours(4)),
  };
}

/** Counted from the jobs themselves, another way than the roll-ups are: for each day and for each month. */
async function direct(): Promise<Record<string, Counted>> {
  const counted: Record<string, Counted> = {};
  for (const job of await JobModel.find({}).lean<Job[]>()) {
    const facts = factsOf(job);
    const day = job.createdAt.toISOString().slice(0, 10);
    const keys = [`all|`, `service|${idOf(job.serviceId)}`, `area|${job.stateKey ?? ''}`];
    for (const key of keys.flatMap((one) => [`${day}|${one}`, `${day.slice(0, 7)}|${one}`])) {
      const sums = COUNTS.map((name) => [name, (counted[key]?.[name] ?? 0) + facts[name]]);
      counted[key] = Object.fromEntries(sums) as Counted;
    }
  }
  return counted;
}

async function rolledUp(): Promise<Record<string, Counted>> {
  const rows = await DailyFigureModel.find({}).lean<DailyFigure[]>();
  return Object.fromEntries(
    rows.map(({ _id, posted, quoted, hired, completed, cancelled, waitMs, waits }) => {
      const shortWaits = waits.m5 + waits.m15 + waits.m30 + waits.h1 + waits.h2 + waits.h4;
      return [_id, { posted, quoted, hired, completed, cancelled, waitMs, shortWaits }];
    }),
  );
}

/** Who did business in which month, counted from the jobs. */
async function directCohorts(): Promise<Record<string, number>> {
  const active = new Map<string, Set<string>>();
  const month = (at: Date): string => at.toISOString().slice(0, 7);
  for (const job of await JobModel.find({}).lean<Job[]>()) {
    const deeds = [[job.clientId, job.createdAt] as const, [job.craftsmanId, job.firmAt] as const];
    for (const [userId, at] of deeds) {
      const user = userId && at ? await UserModel.findById(userId).lean() : null;
      if (user && userId && at) {
        const key = `${month(user.createdAt)}|${month(at)}`;
        active.set(key, (active.get(key) ?? new Set()).add(idOf(userId)));
      }
    }
  }
  return Object.fromEntries([...active].map(([key, users]) => [key, users.size]));
}

it('the roll-ups are what a direct count gives, however late and in whatever order things happen', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
      await emptyDatabase();
      const [client, craftsman] = [await aClient(app), await aCraftsman(app)];
      const jobs: Job[] = [];
      for (const one of steps) {
        if (one.do === 'post') {
          const ids = {
            _id: newId(),
            clientId: client.user._id,
            serviceId: SERVICES[one.service] ?? newId(),
          };
          const { stateKey: _none, ...fields } = jobFields(app.clock.now(), ids);
          const area = AREAS[one.area];
          const job: Job = { ...fields, ...(area !== undefined && { stateKey: area }) };
          await JobModel.create(job);
          jobs.push(job);
        } else if (one.do === 'wait') {
          app.clock.advance(hours(one.hours) + minutes(7));
        } else if (one.do === 'keep') {
          await app.container.rollUps.keep();
        } else {
          const job = jobs[one.job % Math.max(jobs.length, 1)];
          await (job ? change(job, one.do, craftsman.user._id) : Promise.resolve());
        }
      }
      await app.container.rollUps.keep();

      const [figures, cohorts] = [
        await rolledUp(),
        await CohortFigureModel.find({ month: { $ne: '' } }).lean(),
      ];
      expect(figures).toEqual(await direct());
      expect(Object.fromEntries(cohorts.map(({ _id, active }) => [_id, active]))).toEqual(
        await directCohorts(),
      );
      await app.container.rollUps.rebuild();
      expect(await rolledUp()).toEqual(figures);
    }),
    { numRuns: 6, seed: 25 },
  );
}, 60_000);

it('a change that was committed late, with an earlier instant, is counted at the next look', async () => {
  const client = await aClient(app);
  const ids = { _id: newId(), clientId: client.user._id, serviceId: newId() };
  const began = app.clock.now();
  app.clock.advance(minutes(1));
  await app.container.rollUps.keep();
  await JobModel.create(jobFields(began, ids));

  await app.container.rollUps.keep();
  await app.container.rollUps.keep();

  expect(Object.values(await rolledUp()).map(({ posted }) => posted)).toEqual([1, 1, 1, 1, 1, 1]);
  expect(after(began, days(1)) > began).toBe(true);
});
