import { isOnThisMachine, readOptions } from '../../seeds/options';
import { seedServices } from '../../seeds/seedServices';
import { drawnCities } from '../../seeds/world/cities';
import { fillWorld, type Step } from '../../seeds/world/fillWorld';
import { makeProgress } from '../../seeds/world/progress';
import { JobModel, type Job } from '../../src/models/job.model';
import { QuoteModel, type Quote } from '../../src/models/quote.model';
import { UserModel, type User } from '../../src/models/user.model';
import { after, days } from '../../src/utils/clock';
import { newId } from '../../src/utils/ids';
import { startTestApp } from '../helpers/app';

const app = startTestApp();
const size = { craftsmen: 200, jobs: 200, quotes: 1 };
const fill = (plan = size): Promise<number> => fillWorld({ ...plan, now: app.clock.now() });

interface Stored {
  readonly users: User[];
  readonly jobs: Job[];
  readonly quotes: Quote[];
}

const stored = async (): Promise<Stored> => ({
  users: await UserModel.find().sort({ _id: 1 }).lean<User[]>(),
  jobs: await JobModel.find().sort({ _id: 1 }).lean<Job[]>(),
  quotes: await QuoteModel.find().sort({ _id: 1 }).lean<Quote[]>(),
});

async function empty(): Promise<void> {
  await UserModel.deleteMany();
  await JobModel.deleteMany();
  await QuoteModel.deleteMany();
}

describe('the large world', () => {
  it('is the same one, id by id and word by word, each time it is made', async () => {
    await fill();
    const first = await stored();
    await empty();

    await fill();

    expect(await stored()).toEqual(first);
    expect(first.users).toHaveLength(210);
    expect(first.jobs).toHaveLength(200);
  });

  it('made twice is there once', async () => {
    const added = await fill();
    const before = await stored();

    const again = await fill();

    expect(again).toBe(0);
    expect(added).toBe(before.users.length + before.jobs.length + before.quotes.length);
    expect(await stored()).toEqual(before);
  });

  it('grows: the larger one begins with the smaller one', async () => {
    await fill({ craftsmen: 50, jobs: 40, quotes: 0 });
    const small = await stored();

    await fill({ craftsmen: 60, jobs: 80, quotes: 0 });

    const ids = new Set((await stored()).jobs.map(({ _id }) => _id.toHexString()));
    expect(small.jobs.every(({ _id }) => ids.has(_id.toHexString()))).toBe(true);
    expect(ids.size).toBe(80);
  });

  it('gives its jobs to whom it is told, and has no clients of its own then', async () => {
    const owners = [newId(), newId()] as const;

    await fillWorld({ ...size, now: app.clock.now(), ownerOf: (index) => owners[index % 2 === 0 ? 0 : 1] });

    const { jobs, quotes, users } = await stored();
    const owns = jobs.map(({ clientId }) => clientId.toHexString());
    expect(new Set(owns)).toEqual(new Set(owners.map((id) => id.toHexString())));
    expect(quotes.every(({ clientId }) => owners.some((id) => id.equals(clientId)))).toBe(true);
    expect(users).toHaveLength(size.craftsmen);
  });

  it('has jobs whose status and counts are those of their quotes, and nothing that is about to expire', async () => {
    await fill();

    const { jobs, quotes } = await stored();
    const soon = after(app.clock.now(), days(5));
    for (const job of jobs) {
      const own = quotes.filter(({ jobId }) => jobId.equals(job._id)).length;
      expect([job.quoteCount, job.status]).toEqual([own, own > 0 ? 'Quoted' : 'Posted']);
      expect(job.expiresAt > soon).toBe(true);
    }
    expect(quotes.length).toBeGreaterThan(100);
  });

  it('speaks both languages and stands in Egypt, around the cities of all 27 governorates', async () => {
    await fill();

    const { jobs, users } = await stored();
    const arabic = jobs.filter(({ title }) => /\p{Script=Arabic}/u.test(title)).length;
    const outside = [...jobs, ...users].filter(({ location }) => {
      const [longitude, latitude] = location?.coordinates ?? [0, 0];
      return longitude < 24.7 || longitude > 36.9 || latitude < 22 || latitude > 31.7;
    });
    expect(new Set(drawnCities.map(({ states }) => states.en)).size).toBe(27);
    expect(arabic).toBeGreaterThan(50);
    expect(jobs.length - arabic).toBeGreaterThan(50);
    expect(outside).toEqual([]);
  });

  it('uses the trades of the catalogue', async () => {
    await fill();

    const trades = new Set(seedServices.map(({ _id }) => _id.toHexString()));
    const { jobs } = await stored();
    expect(jobs.every(({ serviceId }) => trades.has(serviceId.toHexString()))).toBe(true);
  });

  it('tells how far it is, to the end', async () => {
    const steps: Step[] = [];

    await fillWorld({ ...size, now: app.clock.now() }, (step) => steps.push(step));

    const ends = steps.filter(({ done, of }) => done === of).map(({ what, of }) => [what, of]);
    expect(ends).toEqual([
      ['craftsmen', 200],
      ['clients', 10],
      ['jobs', 200],
    ]);
  });
});

describe('how far the filling is', () => {
  const step = { what: 'jobs', done: 50, of: 100, added: 60 } as const;

  function shown(isTTY: boolean): string {
    const said: string[] = [];
    let ms = 0;
    const progress = makeProgress({ isTTY, write: (text) => said.push(text) }, () => (ms += 1_000));
    progress.show(step);
    progress.show({ ...step, done: 51 });
    progress.finish(120);
    return said.join('');
  }

  it('is a bar with the speed on a terminal', () => {
    const said = shown(true);

    expect(said).toContain('\rjobs      ███████████████░░░░░░░░░░░░░░░ 50%  50/100  60 documents/s');
    expect(said).toContain('120 documents added in 3.0 s: 40 documents/s\n');
  });

  it('is a line each tenth elsewhere', () => {
    const lines = shown(false).trimEnd().split('\n');

    expect(lines).toEqual(['jobs: 50 of 100 (50%)', '120 documents added in 1.0 s: 120 documents/s']);
  });
});

describe('the arguments of npm run seed', () => {
  it('name a large world, the demo alone, or the trades alone', () => {
    expect(readOptions([])).toEqual({ catalogueOnly: false, reset: false, force: false });
    expect(readOptions(['--catalogue'])).toEqual({ catalogueOnly: true, reset: false, force: false });
    expect(readOptions(['--craftsmen', '300', '--jobs', '400', '--force'])).toEqual({
      catalogueOnly: false,
      reset: false,
      force: true,
      world: { craftsmen: 300, jobs: 400, quotes: 0 },
    });
  });

  it.each([
    ['a number that is none', ['--jobs', 'many']],
    ['less than nothing', ['--jobs=-1']],
    ['a part of a job', ['--jobs', '1.5']],
    ['quotes of nobody', ['--jobs', '5', '--quotes', '1']],
    ['the trades alone and a world', ['--catalogue', '--jobs', '5']],
    ['the trades alone and a demo made afresh', ['--catalogue', '--reset']],
    ['a word of no meaning', ['--villages', '5']],
  ])('are refused with %s', (_what, args) => {
    expect(() => readOptions(args)).toThrow();
  });

  it.each([
    ['mongodb://127.0.0.1:27017/craftworks?replicaSet=rs0', true],
    ['mongodb://mona:secret@localhost/craftworks', true],
    ['mongodb://127.0.0.1:27017,db.example.com:27017/craftworks', false],
    ['mongodb+srv://cluster.example.com/craftworks', false],
    ['mongodb://db.example.com/localhost', false],
  ])('tell whether %s is on this machine', (uri, isHere) => {
    expect(isOnThisMachine(uri)).toBe(isHere);
  });
});
