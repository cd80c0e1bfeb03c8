/**
 * `npm run seed` adds the demo world to the database that the server would use; `-- --reset` makes it afresh, locally.
 * `-- --catalogue` adds the trades and the answers of the assistant alone, in production, too.
 * `-- --craftsmen 100000 --jobs 100000 [--quotes 2]` adds a large world besides; `--force` also where others look.
 */
import { existsSync } from 'node:fs';
import type { LocalDatabase } from '../scripts/local-mongo';
import { open } from '../scripts/local-mongo/open';
import { readConfig, type Config } from '../src/config';
import { connectDatabase, disconnectDatabase, initModels } from '../src/config/database';
import { makeLogger } from '../src/config/logger';
import { makePasswordHasher } from '../src/services/passwords/passwordHasher';
import { isOnThisMachine, readOptions, type SeedOptions } from './options';
import { accountLines, removeDemo, seedDemo, seedWords } from './seed';
import { fillWorld } from './world/fillWorld';
import { makeProgress } from './world/progress';

const POOL = 5;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (existsSync('.env')) {
    process.loadEnvFile('.env');
  }
  const config = readConfig();
  if (config.isProduction && !options.catalogueOnly) {
    throw new Error('Demo accounts have a password that everybody knows: they are never made in production.');
  }
  const { uri, binary: mongodBinary } = config.mongo;
  const { dataDir } = config;
  const database = await open({ uri, mongodBinary, dataDir, say }, { mode: 'owned', borrow: true });
  try {
    await connectDatabase(database.uri, POOL);
    await initModels();
    await (options.catalogueOnly ? seedWords(say) : load(database, config, options));
  } finally {
    await disconnectDatabase();
    await database.stop();
  }
}

async function load(
  database: LocalDatabase,
  config: Config,
  { reset, force, world }: SeedOptions,
): Promise<void> {
  if (world && !force && !isOnThisMachine(database.uri)) {
    throw new Error('The database is not on this machine: a large world goes there with --force only.');
  }
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
    if (world) {
      await fill(world);
    }
  } finally {
    await passwords.stop();
    await logger.close();
  }
}

async function fill(world: NonNullable<SeedOptions['world']>): Promise<void> {
  const progress = makeProgress(process.stdout);
  const added = await fillWorld({ ...world, now: new Date() }, progress.show);
  progress.finish(added);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
