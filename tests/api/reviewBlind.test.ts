import { JobModel } from '../../src/models/job.model';
import { UserModel } from '../../src/models/user.model';
import { startTestApp } from '../helpers/app';
import { startSocketProcess, type SocketProcess } from '../helpers/socket';
import { asBytes, filesOfZip } from '../helpers/zip';
import { probesOf, readsOf, type Call } from '../support/blindCalls';
import {
  aBlindWorld,
  heardBy,
  isAuthor,
  leave,
  normalised,
  STORIES,
  type BlindWorld,
  type Name,
  type Story,
} from '../support/blindWorld';

const app = startTestApp();
jest.setTimeout(400_000);
let here: SocketProcess;

beforeAll(async () => {
  here = await startSocketProcess(app);
});
afterAll(() => here.close());

/** What was seen, by who looked and where: one entry for each look, the same ones in every world. */
type Seen = ReadonlyMap<string, string>;

const AT_ONCE = 6;

async function eachAtOnce<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const one = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) {
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

/** Everything of one’s own in one archive. */
const ARCHIVE = /\/me\/export$/;
/** Staff’s log as a table; a line ends with the id of its request, where it came by one. */
const LOG_TABLE = /export\/activity\.csv$/;
const REQUEST_ID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
/** What was delivered at one instant lies in the developer inbox and in the log in any order. */
const ANY_ORDER = /^\/dev\/inbox|activity-logs/;
const unordered = (world: BlindWorld, rows: readonly unknown[]): string =>
  rows
    .map((row) => normalised(world, row))
    .sort()
    .join('\n');

async function look(world: BlindWorld, name: Name | 'nobody', call: Call): Promise<string> {
  const client = name === 'nobody' ? app.http : world.people[name].as;
  const sent = client[call.method](call.path).set('Accept', 'application/json');
  if (ARCHIVE.test(call.path)) {
    const { status, body } = await sent.buffer(true).parse(asBytes);
    const files = [...filesOfZip(body as Buffer)].map(([name, content]) => `${name} ${content.toString()}`);
    return `${status} ${normalised(world, files.join('\n'))}`;
  }
  const { status, text, body } = await (call.body ? sent.send(call.body) : sent);
  if (LOG_TABLE.test(call.path)) {
    return `${status} ${unordered(world, text.replace(REQUEST_ID, '').split('\r\n'))}`;
  }
  const rows = (body as { data?: unknown }).data;
  if (ANY_ORDER.test(call.path) && Array.isArray(rows)) {
    return `${status} ${unordered(world, rows)}`;
  }
  return `${status} ${normalised(world, Object.keys(body as object).length > 0 ? body : text)}`;
}

/** Everything that anybody can see. */
async function seeAll(world: BlindWorld): Promise<Seen> {
  const seen = new Map<string, string>();
  const names = Object.keys(world.people) as Name[];
  const reads = readsOf(app, world);
  const signedIn = reads.filter(({ isOpen }) => !isOpen);
  for (const name of names) {
    seen.set(`${name}: socket`, normalised(world, await heardBy(world, name)));
    const probes = isAuthor(name) ? [] : probesOf(world);
    const role = world.people[name].user.role ?? '';
    const open = signedIn.filter(({ roles }) => roles?.includes(role) !== false);
    await eachAtOnce([...open, ...probes], async (call) => {
      seen.set(`${name}: ${call.name}`, await look(world, name, call));
    });
  }
  await eachAtOnce(
    reads.filter(({ isOpen }) => isOpen),
    async (call) => {
      seen.set(`nobody: ${call.name}`, await look(world, 'nobody', call));
    },
  );
  seen.set('stored: people', normalised(world, await UserModel.find({}).sort({ email: 1 }).lean()));
  const hidden = { reviews: 0, views: 0 };
  seen.set('stored: jobs', normalised(world, await JobModel.find({}, hidden).sort({ title: 1 }).lean()));
  return seen;
}

/** Where two worlds differ. */
const differences = (a: Seen, b: Seen): string[] =>
  [...new Set([...a.keys(), ...b.keys()])].filter((where) => a.get(where) !== b.get(where)).sort();

const seen = {} as Record<Story, Seen>;

beforeAll(async () => {
  for (const story of STORIES) {
    const world = await aBlindWorld(app, here, story);
    seen[story] = await seeAll(world);
    leave(world);
  }
});

/** Where an author sees his own review, and that he cannot write another one. */
const OWN =
  /^writing\w+: GET (\/api\/users\/me\/(reviews|export)|\/api\/reviews\/job\/|\/api\/jobs\/\{jobId\}\/actions )/;
/** Where the one who is told reads the permitted notice; the developer inbox holds everybody’s. */
const NOTICE =
  /^(other\w+: (socket|GET \/api\/(notifications|events|users\/me\/export))|nobody: GET \/dev\/inbox)/;
/** Staff’s log says who has written, and nothing of what. */
const LOG = /^admin: GET \/api\/((admin\/)?activity-logs|admin\/export\/activity\.csv)/;

const elsewhere = (where: readonly string[], ...places: readonly RegExp[]): string[] =>
  where.filter((one) => !places.some((place) => place.test(one)));

describe('a sealed review', () => {
  it('is looked for at every route by everybody', () => {
    const counts = STORIES.map((story) => seen[story].size);
    const failed = [...seen.five].filter(
      ([where, said]) => said.startsWith('5') && !where.includes('/health'),
    );

    expect(new Set(counts).size).toBe(1);
    expect(counts[0]).toBeGreaterThan(250);
    expect(failed).toEqual([]);
  });

  it('of five stars is the same as one of one star, also one that was changed and written anew, but for its author and the log', () => {
    const where = differences(seen.five, seen.one);

    expect(elsewhere(where, OWN, LOG)).toEqual([]);
    expect(where.some((one) => LOG.test(one))).toBe(true);
    expect(where.every((one) => !one.includes('/actions'))).toBe(true);
    expect(where.length).toBeGreaterThan(1);
  });

  it('is the same as none, byte for byte, once the permitted notice has gone out without it', () => {
    const where = differences(seen.five, seen['notice only']);

    expect(elsewhere(where, OWN)).toEqual([]);
    expect(where.some((one) => one.includes('/actions'))).toBe(true);
  });

  it('differs from none only in that notice, in staff’s log, and for its author', () => {
    const where = differences(seen.five, seen.nothing);

    expect(elsewhere(where, OWN, NOTICE, LOG)).toEqual([]);
    expect(where.filter((one) => NOTICE.test(one)).length).toBeGreaterThan(4);
  });

  it('shows neither its stars nor its words to anybody but its author', () => {
    for (const [where, said] of [...seen.five, ...seen.one]) {
      const isOwn = OWN.test(where);
      expect([where, !isOwn && /Wonderful|Dreadful/.test(said)]).toEqual([where, false]);
    }
  });

  it('is told in words of no more than that it is there', () => {
    const [told] = [...seen.one].filter(
      ([where]) => where === 'otherCraftsman: GET /api/notifications?limit=100',
    );

    expect(told?.[1]).toContain('The other side has reviewed');
    expect(told?.[1]).not.toMatch(/star|rating|review 0/i);
  });

  it('leaves nothing in the counters of the process that names a person, a job or stars', async () => {
    const { text } = await app.http.get('/metrics');

    expect(text).not.toMatch(/\b[0-9a-f]{24}\b|rating|stars/);
  });
});

describe('the looks', () => {
  it('include staff’s lists and every list of people, jobs and reviews', () => {
    const routes = [...seen.five.keys()].map((key) =>
      key.replace(/^\w+: (GET )?/, '').replace(/[ ?].*$/, ''),
    );

    expect(routes).toEqual(
      expect.arrayContaining([
        'socket',
        '/api/admin/users',
        '/api/admin/inbox',
        '/api/activity-logs',
        '/api/reviews/user/{userId}',
        '/api/reviews/job/{jobId}',
        '/api/users/{userId}',
        '/api/users/me',
        '/api/jobs/{jobId}',
        '/api/events',
        '/dev/inbox',
      ]),
    );
  });
});
