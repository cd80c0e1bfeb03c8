import { readFileSync } from 'node:fs';
import type { Profiler } from 'node:inspector';

const TOP = 15;
/** Waiting, and the profiler itself (`dispatch`). */
const NOT_WORK = new Set(['(idle)', '(program)', '(root)', 'dispatch']);

interface Spot {
  readonly name: string;
  /** The package that the function belongs to. */
  readonly owner: string;
  readonly micros: number;
}

/** The functions with the most self time in a CPU profile, and the same by package, with their share of the time that was spent. */
export function hottest(file: string): string[] {
  const profile = JSON.parse(readFileSync(file, 'utf8')) as Profiler.Profile;
  const spots = selfTimes(profile).filter(({ name }) => !NOT_WORK.has(name));
  return [
    '',
    `  self time of ours by function (${file})`,
    ...sharesBy(spots, ({ name }) => name),
    '  by package',
    ...sharesBy(spots, ({ owner }) => owner),
  ];
}

function sharesBy(spots: readonly Spot[], keyOf: (spot: Spot) => string): string[] {
  const sums = new Map<string, number>();
  for (const spot of spots) {
    sums.set(keyOf(spot), (sums.get(keyOf(spot)) ?? 0) + spot.micros);
  }
  const all = [...sums.values()].reduce((so, micros) => so + micros, 0);
  return [...sums]
    .sort(([, a], [, b]) => b - a)
    .slice(0, TOP)
    .map(([key, micros]) => `  ${((100 * micros) / all).toFixed(1).padStart(5)} %  ${key}`);
}

function selfTimes({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Spot[] {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, describe(callFrame)]));
  return samples.map((id, i) => {
    const { name, owner } = frames.get(id) ?? { name: '?', owner: '?' };
    return { name, owner, micros: timeDeltas[i] ?? 0 };
  });
}

type CallFrame = Profiler.ProfileNode['callFrame'];

function describe({ functionName, url, lineNumber }: CallFrame): Omit<Spot, 'micros'> {
  const name = functionName || '(anonymous)';
  const place = url.replace(/^.*\/(node_modules|\.cache\/bench\/build)\//, '');
  return { name: place ? `${name}  ${place}:${lineNumber + 1}` : name, owner: ownerOf(url, place) };
}

function ownerOf(url: string, place: string): string {
  if (!url) {
    return 'engine and native code';
  }
  return url.startsWith('node:') ? 'node' : (/^(@[^/]+\/)?[^/]+/.exec(place)?.[0] ?? place);
}
