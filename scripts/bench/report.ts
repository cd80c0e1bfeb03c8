import { loadavg } from 'node:os';
import type { Round } from './load';
import type { Scenario } from './types';

/** Sum over rounds, so that a long round weighs more than a short one. */
function total(rounds: readonly Round[]): { perSecond: number; cpuMicros: number } {
  const requests = sum(rounds, (round) => round.requests);
  return {
    perSecond: requests / sum(rounds, (round) => round.requests / round.perSecond),
    cpuMicros: sum(rounds, (round) => round.cpuMicros * round.requests) / requests,
  };
}

const sum = (rounds: readonly Round[], of: (round: Round) => number): number =>
  rounds.reduce((so, round) => so + of(round), 0);

/** The lines of one scenario: each round, the ratios with their spread, and whether the goal is reached. */
export function reportOf(
  { name, summary, goal, writes }: Scenario,
  rounds: readonly Round[],
  alone?: Round,
): string[] {
  const ours = rounds.filter(({ server }) => server === 'ours');
  const limit = rounds.filter(({ server }) => server === 'limit');
  const [a, b] = [total(ours), total(limit)];
  const throughput = a.perSecond / b.perSecond;
  const cpu = a.cpuMicros / b.cpuMicros;
  const pairs = ours.map((round, i) => round.perSecond / (limit[i]?.perSecond ?? Number.NaN));
  const cpuPairs = ours.map((round, i) => round.cpuMicros / (limit[i]?.cpuMicros ?? Number.NaN));
  const failed = sum(rounds, (round) => round.failed);
  return [
    '',
    `${name}: ${summary} (load of the machine ${loadavg()[0]?.toFixed(1)})`,
    `  server   requests/s   CPU µs/request   p50 ms   p95 ms${writes ? '   not yet delivered' : ''}`,
    ...rounds.map(lineOf),
    `  throughput ${throughput.toFixed(2)} of the limit (rounds ${spread(pairs)}; goal ≥ ${goal.throughput.toFixed(2)})  ${verdict(throughput >= goal.throughput)}`,
    `  CPU time   ${cpu.toFixed(2)} × the limit   (rounds ${spread(cpuPairs)}; goal ≤ ${goal.cpu.toFixed(2)})  ${verdict(cpu <= goal.cpu)}`,
    ...aloneLine(alone, goal.p95Ms),
    ...(failed > 0 ? [`  ${failed} requests FAILED: the figures mean nothing`] : []),
  ];
}

const aloneLine = (alone: Round | undefined, goalMs: number | undefined): string[] =>
  alone && goalMs !== undefined
    ? [
        `  one at a time: p50 ${alone.p50Ms.toFixed(1)} ms, p95 ${alone.p95Ms.toFixed(1)} ms (goal ≤ ${goalMs})  ${verdict(alone.p95Ms <= goalMs)}`,
      ]
    : [];

const lineOf = ({ server, perSecond, cpuMicros, p50Ms, p95Ms, leftToDo }: Round): string =>
  `  ${server.padEnd(6)} ${perSecond.toFixed(0).padStart(12)} ${cpuMicros.toFixed(1).padStart(16)} ${p50Ms.toFixed(2).padStart(8)} ${p95Ms.toFixed(2).padStart(8)}${leftToDo ? String(leftToDo).padStart(20) : ''}`;

const spread = (values: readonly number[]): string =>
  `${Math.min(...values).toFixed(2)}–${Math.max(...values).toFixed(2)}`;

const verdict = (isReached: boolean): string => (isReached ? 'reached' : 'MISSED');
