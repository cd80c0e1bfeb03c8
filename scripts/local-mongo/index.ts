import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_DATABASE, open } from './open';
import type { LocalDatabase, OpenDatabaseOptions } from './types';
import { withDatabase } from './uri';

export type { LocalDatabase, OpenDatabaseOptions } from './types';

/** Where the database is: one that runs, or one that runs for this process and ends with it. */
export function openDatabase(options: OpenDatabaseOptions): Promise<LocalDatabase> {
  return open(options, { mode: 'owned' });
}

/** The database of one test run: TEST_MONGODB_URI, or an empty one with fast settings that vanishes with the run. */
export async function openTestDatabase(): Promise<{ uri: string; stop(): Promise<void> }> {
  const { TEST_MONGODB_URI: given, MONGOD_BINARY: mongodBinary } = process.env;
  if (given) {
    return { uri: withDatabase(given, DEFAULT_DATABASE), stop: async () => undefined };
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'craftworks-test-'));
  await chmod(dataDir, 0o755);
  return open(
    { mongodBinary, dataDir, durability: 'fast', say: (line) => console.log(line) },
    { mode: 'owned', isThrowaway: true },
  );
}
