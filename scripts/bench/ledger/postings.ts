import { loadavg } from 'node:os';
import { connectDatabase, initModels } from '../../../src/config/database';
import { newId } from '../../../src/utils/ids';
import { withBenchDatabase } from '../benchDatabase';
import { compareStatements } from './statement';
import { medici, ourLedger, rawDriver, type Contender } from './contenders';

const WALLETS = 64;
const CLIENTS = 16;
const PIASTRES = 1_000_000_000;

interface LedgerBench {
  readonly rounds: number;
  /** Of each contender, in turn. */
  readonly seconds: number;
  readonly say: (line: string) => void;
}

interface Round {
  readonly perSecond: number;
  readonly cpuMicros: number;
  readonly failed: number;
}

interface Shape {
  readonly name: string;
  readonly wallets: readonly string[];
  readonly clients: number;
}

/** Postings a second: ours, the raw driver doing the same transaction, and Medici, in turn on one database. */
export const measureLedger = (bench: LedgerBench): Promise<void> =>
  withBenchDatabase(bench.say, async (uri) => {
    await connectDatabase(uri, CLIENTS * 2);
    await initModels();
    await compare(bench);
    await compareStatements(bench.say);
  });

async function compare(bench: LedgerBench): Promise<void> {
  const many = Array.from({ length: WALLETS }, () => newId().toHexString());
  const [hot] = [newId().toHexString()];
  const contenders = [ourLedger(), rawDriver(), await medici()];
  for (const contender of contenders) {
    await contender.open([...many, hot], PIASTRES);
  }
  const shapes: readonly Shape[] = [
    { name: `${WALLETS} wallets, ${CLIENTS} clients`, wallets: many, clients: CLIENTS },
    { name: 'one wallet, one client', wallets: [hot], clients: 1 },
    { name: `one wallet, ${CLIENTS} clients`, wallets: [hot], clients: CLIENTS },
  ];
  for (const shape of shapes) {
    await compareAt(shape, contenders, bench);
  }
}

async function compareAt(
  shape: Shape,
  contenders: readonly Contender[],
  { rounds: times, seconds, say }: LedgerBench,
): Promise<void> {
  for (const contender of contenders) {
    await run(contender, shape, seconds); // not counted: who goes first would pay for what is cold
  }
  const rounds = new Map<string, Round[]>(contenders.map(({ name }) => [name, []]));
  for (let i = 0; i < times; i += 1) {
    for (const contender of contenders) {
      rounds.get(contender.name)?.push(await run(contender, shape, seconds));
    }
  }
  say(`\n${shape.name} (load ${loadavg()[0]?.toFixed(1)})`);
  for (const [name, those] of rounds) {
    say(`  ${name.padEnd(12)} ${those.map(lineOf).join('   ')}`);
  }
  const rate = (name: string): number => mean((rounds.get(name) ?? []).map(({ perSecond }) => perSecond));
  const cpu = (name: string): number => mean((rounds.get(name) ?? []).map(({ cpuMicros }) => cpuMicros));
  say(
    `  ours to the raw driver ${ratio(rate('ours'), rate('raw driver'))}, CPU ${ratio(cpu('ours'), cpu('raw driver'))}; to Medici ${ratio(rate('ours'), rate('Medici'))}`,
  );
}

/** All clients at once until the time is over; a conflict that outlived its tries is counted, not repeated. */
async function run({ takeOne }: Contender, { wallets, clients }: Shape, forSeconds: number): Promise<Round> {
  const until = performance.now() + forSeconds * 1_000;
  const began = performance.now();
  const cpu = process.cpuUsage();
  let [done, failed, turn] = [0, 0, 0];
  const client = async (): Promise<void> => {
    while (performance.now() < until) {
      turn += 1;
      await takeOne(wallets[turn % wallets.length] ?? '').then(
        () => (done += 1),
        () => (failed += 1),
      );
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const used = process.cpuUsage(cpu);
  const seconds = (performance.now() - began) / 1_000;
  return { perSecond: done / seconds, cpuMicros: (used.user + used.system) / Math.max(done, 1), failed };
}

const lineOf = ({ perSecond, cpuMicros, failed }: Round): string =>
  `${perSecond.toFixed(0)}/s, ${cpuMicros.toFixed(0)} µs CPU${failed > 0 ? `, ${failed} failed` : ''}`;
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const ratio = (a: number, b: number): string => `${(a / b).toFixed(2)} ×`;
