import { existsSync } from 'node:fs';
import { readConfig } from '../../src/config';
import { connectDatabase, disconnectDatabase, initModels } from '../../src/config/database';
import { open } from '../local-mongo/open';

const POOL = 5;

/** Prints one line. */
export const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Runs `work` on the database that the server would use; what went wrong is a message, and the exit code 1. */
export function inDatabase(work: () => Promise<boolean>): void {
  connectAnd(work).then(
    (isSound) => {
      process.exitCode = isSound ? 0 : 1;
    },
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 1;
    },
  );
}

async function connectAnd(work: () => Promise<boolean>): Promise<boolean> {
  if (existsSync('.env')) {
    process.loadEnvFile('.env');
  }
  const { mongo, dataDir } = readConfig();
  const wanted = { uri: mongo.uri, mongodBinary: mongo.binary, dataDir, say };
  const database = await open(wanted, { mode: 'owned', borrow: true });
  try {
    await connectDatabase(database.uri, POOL);
    await initModels();
    return await work();
  } finally {
    await disconnectDatabase();
    await database.stop();
  }
}
