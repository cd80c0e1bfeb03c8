import { parseArgs } from 'node:util';

export interface SeedOptions {
  /** The trades and the answers to questions alone, without anybody; in production, too. */
  readonly catalogueOnly: boolean;
  readonly reset: boolean;
  readonly force: boolean;
  /** Absent: the demo alone. */
  readonly world?: { readonly craftsmen: number; readonly jobs: number; readonly quotes: number };
}

const LOCAL_HOSTS: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];
const MOST = 10_000_000;

/** Reads the arguments of `npm run seed`; throws for what is none. */
export function readOptions(args: readonly string[]): SeedOptions {
  const number = { type: 'string' } as const;
  const yes = { type: 'boolean', default: false } as const;
  const world = { craftsmen: number, jobs: number, quotes: number };
  const { values } = parseArgs({
    args: [...args],
    options: { catalogue: yes, reset: yes, force: yes, ...world },
  });
  const { catalogue: catalogueOnly, reset, force, craftsmen, jobs, quotes } = values;
  if (catalogueOnly && Object.values(values).filter(Boolean).length > 1) {
    throw new Error('--catalogue stands alone');
  }
  const wish = { catalogueOnly, reset, force };
  if (craftsmen === undefined && jobs === undefined) {
    return wish;
  }
  const counts = {
    craftsmen: countOf('craftsmen', craftsmen),
    jobs: countOf('jobs', jobs),
    quotes: countOf('quotes', quotes),
  };
  if (counts.quotes > 0 && counts.craftsmen === 0) {
    throw new Error('--quotes needs --craftsmen who make them');
  }
  return { ...wish, world: counts };
}

function countOf(name: string, given = '0'): number {
  const count = Number(given);
  if (!Number.isInteger(count) || count < 0 || count > MOST || given.trim() === '') {
    throw new Error(`--${name} must be a whole number up to ${MOST}`);
  }
  return count;
}

/** Whether all hosts of a MongoDB address are this machine. */
export function isOnThisMachine(uri: string): boolean {
  const hosts = /^mongodb:\/\/(?:[^@/]*@)?([^/?]+)/.exec(uri)?.[1]?.split(',') ?? [];
  return hosts.length > 0 && hosts.every((host) => LOCAL_HOSTS.includes(host.replace(/:\d+$/, '')));
}
