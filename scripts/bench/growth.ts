import { loadavg } from 'node:os';
import type { mongo } from 'mongoose';
import { asking, cursorAfter, fillJobs, LIMIT, NEWEST, OPEN } from './jobWorld';
import { runRound, type Round } from './load';
import type { ServerProcess } from './serverProcess';
import type { World } from './types';

/** How the same requests grow with the number of jobs: one at a time, so that nothing waits in a queue. */

const SIZES = [1_000, 10_000, 100_000] as const;
const ASKED = 256;
const CAIRO = 'latitude=30.0444&longitude=31.2357';
const RADIUS_KM = 10;
const TRADE = 'plumbing';

interface Bar {
  readonly says: string;
  isHeld(first: Round, last: Round): boolean;
}

interface Row {
  readonly name: string;
  readonly bar?: Bar;
  paths(db: mongo.Db, jobs: number): Promise<readonly string[]>;
}

const atMost = (times: number): Bar => ({
  says: `≤ ${times.toFixed(1)} ×`,
  isHeld: (first, last) => last.p50Ms <= first.p50Ms * times,
});
const atMostMore = (ms: number): Bar => ({
  says: `≤ ${ms} ms more`,
  isHeld: (first, last) => last.p50Ms <= first.p50Ms + ms,
});
const always =
  (...paths: string[]): Row['paths'] =>
  () =>
    Promise.resolve(paths);

const rows: readonly Row[] = [
  { name: 'job detail', bar: atMost(1.3), paths: detailPaths },
  { name: 'browse, page 1', paths: always('/api/jobs') },
  { name: 'browse, last page by cursor', paths: lastPage },
  { name: 'browse a trade, with total', bar: atMostMore(30), paths: always(`/api/jobs?service=${TRADE}`) },
  {
    name: 'nearby at the same density',
    bar: atMost(1.5),
    paths: (_db, jobs) =>
      Promise.resolve([
        `/api/jobs/nearby?${CAIRO}&radius=${(RADIUS_KM * Math.sqrt(SIZES[0] / jobs)).toFixed(2)}`,
      ]),
  },
  { name: 'nearby within 10 km', paths: always(`/api/jobs/nearby?${CAIRO}&radius=${RADIUS_KM}`) },
  {
    name: 'search, with total',
    bar: atMostMore(30),
    paths: always(...['kitchen sink', 'سباك'].map((q) => `/api/jobs/search?q=${encodeURIComponent(q)}`)),
  },
];

async function detailPaths(db: mongo.Db): Promise<string[]> {
  const jobs = await db.collection('jobs').find().project({ _id: 1 }).limit(ASKED).toArray();
  return jobs.map(({ _id }) => `/api/jobs/${String(_id)}`);
}

/** The cursor that the page before the last one gives. */
async function lastPage(db: mongo.Db, jobs: number): Promise<string[]> {
  const found = db.collection('jobs').find(OPEN).sort(NEWEST);
  const [before] = await found
    .skip(jobs - LIMIT - 1)
    .limit(1)
    .toArray();
  if (!before) {
    throw new Error(`there are no ${jobs} open jobs`);
  }
  return [`/api/jobs?cursor=${cursorAfter({ _id: before._id, createdAt: before['createdAt'] as Date })}`];
}

export interface Growing {
  readonly ours: ServerProcess;
  readonly world: World;
  readonly seconds: number;
  readonly warmUpSeconds: number;
  readonly say: (line: string) => void;
}

/** Fills the world step by step, asks the same at each step and says what became of the times. */
export async function measureGrowth(growing: Growing): Promise<void> {
  const { ours, world, say } = growing;
  const measured: Round[][] = [];
  for (const jobs of SIZES) {
    await fillJobs(world, jobs);
    const rounds: Round[] = [];
    for (const row of rows) {
      rounds.push(await ask(growing, await row.paths(world.db, jobs)));
    }
    measured.push(rounds);
    say(`${jobs} jobs measured on ${ours.name} (load of the machine ${loadavg()[0]?.toFixed(1)})`);
  }
  tableOf(measured).forEach(say);
}

async function ask(
  { ours, world, seconds, warmUpSeconds }: Growing,
  paths: readonly string[],
): Promise<Round> {
  const load = { requests: asking(world, paths), connections: 1 };
  await runRound(ours, { ...load, seconds: warmUpSeconds });
  const round = await runRound(ours, { ...load, seconds });
  if (round.failed > 0) {
    throw new Error(`${round.failed} requests failed: ${paths[0]}`);
  }
  return round;
}

function tableOf(measured: readonly (readonly Round[])[]): string[] {
  const head = SIZES.map((jobs) => `${jobs.toLocaleString('en')} jobs`.padStart(22)).join('');
  const lines = rows.map(({ name, bar }, i) => {
    const rounds = measured.flatMap((all) => all[i] ?? []);
    const [first, last] = [rounds[0], rounds.at(-1)];
    const cells = rounds.map(({ p50Ms, p95Ms, cpuMicros }) =>
      `${p50Ms.toFixed(1)} / ${p95Ms.toFixed(1)} / ${(cpuMicros / 1_000).toFixed(1)}`.padStart(22),
    );
    const ratio = first && last ? `${(last.p50Ms / first.p50Ms).toFixed(2)} ×` : '';
    const held = bar && first && last ? `${bar.says} ${bar.isHeld(first, last) ? 'held' : 'MISSED'}` : '';
    return `${name.padEnd(28)}${cells.join('')}${ratio.padStart(10)}  ${held}`;
  });
  const pages = ['browse, page 1', 'browse, last page by cursor'].map(
    (name) => measured.at(-1)?.[rows.findIndex((row) => row.name === name)],
  );
  const [one, deep] = pages;
  return [
    `${'p50 / p95 / CPU, ms'.padEnd(28)}${head}     ratio  bar`,
    ...lines,
    ...(one && deep
      ? [
          `last page by cursor: ${(deep.p50Ms / one.p50Ms).toFixed(2)} × page 1 of ${SIZES[2].toLocaleString('en')} (≤ 1.2 ${deep.p50Ms <= 1.2 * one.p50Ms ? 'held' : 'MISSED'})`,
        ]
      : []),
  ];
}
