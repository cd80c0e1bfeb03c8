import { existsSync } from 'node:fs';
import { readConfig } from '../src/config';
import { connectDatabase, disconnectDatabase, initModels } from '../src/config/database';
import { open } from './local-mongo/open';

const POOL = 5;

/** Runs `work` on the database that the server would use, also while it runs; connected before, let go afterwards. */
export async function withDatabase<T>(say: (line: string) => void, work: () => Promise<T>): Promise<T> {
  if (existsSync('.env')) {
    process.loadEnvFile('.env');
  }
  const { mongo, dataDir } = readConfig();
  const { uri, binary: mongodBinary } = mongo;
  const database = await open({ uri, mongodBinary, dataDir, say }, { mode: 'owned', borrow: true });
  try {
    await connectDatabase(database.uri, POOL);
    await initModels();
    return await work();
  } finally {
    await disconnectDatabase();
    await database.stop();
  }
}
