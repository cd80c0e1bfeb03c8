/** `npm run seed` adds the demo world to the database that the server would use; `-- --reset` makes it afresh, locally. */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { LocalDatabase } from '../scripts/local-mongo';
import { open } from '../scripts/local-mongo/open';
import { readConfig, type Config } from '../src/config';
import { connectDatabase, disconnectDatabase, initModels } from '../src/config/database';
import { makeLogger } from '../src/config/logger';
import { makePasswordHasher } from '../src/services/passwords/passwordHasher';
import { accountLines, removeDemo, seedDemo } from './seed';

const POOL = 5;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { reset: { type: 'boolean', default: false } } });
  if (existsSync('.env')) {
    process.loadEnvFile('.env');
  }
  const config = readConfig();
  if (config.isProduction) {
    throw new Error('Demo accounts have a password that everybody knows: they are never made in production.');
  }
  const { uri, binary: mongodBinary } = config.mongo;
  const { dataDir } = config;
  const database = await open({ uri, mongodBinary, dataDir, say }, { mode: 'owned', borrow: true });
  try {
    await connectDatabase(database.uri, POOL);
    await initModels();
    await load(database, config, values.reset);
  } finally {
    await disconnectDatabase();
    await database.stop();
  }
}

async function load(database: LocalDatabase, config: Config, reset: boolean): Promise<void> {
  if (reset && database.source === 'uri') {
    throw new Error('--reset is for the local database alone; MONGODB_URI names another one.');
  }
  const logger = makeLogger({ ...config.logs, toConsole: false });
  const passwords = makePasswordHasher({ logger });
  try {
    if (reset) {
      await removeDemo();
    }
    const added = await seedDemo({ passwords, say });
    say(`${added} demo accounts added`);
    accountLines().forEach(say);
  } finally {
    await passwords.stop();
    await logger.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
