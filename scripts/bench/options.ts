import { parseArgs } from 'node:util';
import { scenarioNamed, scenarios } from './scenarios';
import type { Scenario } from './types';

export interface BenchOptions {
  /** What is measured instead of scenarios. */
  readonly only: 'growth' | 'ledger' | undefined;
  readonly scenarios: readonly Scenario[];
  /** Of each server, in turn. */
  readonly rounds: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
  readonly profile: boolean;
  /** Whether ours delivers, while it serves, what its requests record. */
  readonly delivers: boolean;
  /** Variables of our server above the usual ones. */
  readonly env: Readonly<Record<string, string>>;
}

/** `npm run bench -- [name… | growth | ledger] [--rounds 3] [--seconds 4] [--warm-up 25] [--profile] [--deliver] [--env LOG_LEVEL=warn]` */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '4' },
      'warm-up': { type: 'string', default: '25' },
      profile: { type: 'boolean', default: false },
      deliver: { type: 'boolean', default: false },
      env: { type: 'string', multiple: true, default: [] },
    },
  });
  const only = (['growth', 'ledger'] as const).find((one) => positionals.includes(one));
  return {
    only,
    scenarios: only ? [] : positionals.length > 0 ? positionals.map(scenarioNamed) : scenarios,
    rounds: positive(values.rounds),
    seconds: positive(values.seconds),
    warmUpSeconds: positive(values['warm-up']),
    profile: values.profile,
    delivers: values.deliver,
    env: Object.fromEntries(
      values.env.map((pair) => [pair.split('=')[0] ?? '', pair.split('=').slice(1).join('=')]),
    ),
  };
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) {
    throw new Error(`"${text}" is not a number of rounds or seconds`);
  }
  return value;
}
