import type { CrashHarness, CrashRequest, CrashRun } from './crash';

/** What is asked for in a world of its own, and what must be so once it was asked for again. */
export interface CrashStory {
  readonly request: CrashRequest;
  /** After the answer; `run` says how it came. */
  check(run: CrashRun): Promise<void>;
}

export interface CrashAct {
  /** Points that differ in what is lost: those of the test suite. */
  readonly chosen: readonly string[];
  /** Absent: many in one batch; 1 where each would meet the others. */
  readonly atOnce?: number;
  make(point: string): Promise<CrashStory>;
}

/** `CRASH_POINTS=all` walks through every point of every act: before and after each command. */
export const WALKS_ALL = process.env['CRASH_POINTS'] === 'all';

const AT_ONCE = 12;
/** More than any request has commands. */
const MOST_POINTS = 120;

/** Crashes in the middle of the acts, each time in a fresh world, and checks every one; says how often that was. */
export async function crashThrough(harness: CrashHarness, acts: readonly CrashAct[]): Promise<number> {
  if (!WALKS_ALL) {
    const runs = await crashAt(
      harness,
      acts.flatMap((act) => act.chosen.map((point) => ({ act, point }))),
    );
    expect(runs.filter(({ crashed }) => !crashed).map(({ point }) => point)).toEqual([]);
    return runs.length;
  }
  let crashes = 0;
  for (const act of acts) {
    for (const phase of ['answered', 'sent']) {
      crashes += await walk(harness, act, phase);
    }
  }
  process.stdout.write(`killed at ${crashes} points\n`);
  return crashes;
}

/** Every point of one phase, until a request was answered because it has no such point. */
async function walk(harness: CrashHarness, act: CrashAct, phase: string): Promise<number> {
  const { atOnce = AT_ONCE } = act;
  let crashes = 0;
  for (let first = 1; first <= MOST_POINTS; first += atOnce) {
    const points = Array.from({ length: atOnce }, (_, index) => `${phase} ${first + index}`);
    const runs = await crashAt(
      harness,
      points.map((point) => ({ act, point })),
    );
    const crashed = runs.filter((run) => run.crashed).length;
    crashes += crashed;
    if (crashed < atOnce) {
      return crashes;
    }
  }
  throw new Error(`a request has more than ${MOST_POINTS} commands`);
}

async function crashAt(
  harness: CrashHarness,
  wanted: readonly { readonly act: CrashAct; readonly point: string }[],
): Promise<CrashRun[]> {
  const stories: CrashStory[] = [];
  for (const { act, point } of wanted) {
    stories.push(await act.make(point));
  }
  const runs = await harness.crashAll(
    stories.map(({ request }, index) => ({ request, point: wanted[index]?.point ?? '' })),
  );
  for (const [index, run] of runs.entries()) {
    await stories[index]?.check(run);
  }
  return runs;
}
