import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import { openDatabase, type LocalDatabase } from '../../scripts/local-mongo';
import { runJobs } from '../../scripts/local-mongo/documentdb/gateway/housekeeping';
import { makePostgres } from '../../scripts/local-mongo/documentdb/gateway/postgres';
import { readPorts } from '../../scripts/local-mongo/ports';
import { endsWithin, identify, startTimeOf } from '../../scripts/local-mongo/processes';
import { folderOf, keeperPid, kill, newDataDir, removeDataDir, TSX } from './engine';
import type { Row } from './support';

let engineDir: string;
let dataDir: string;
let engine: LocalDatabase;
let mongodBinary: string;
let postgresPort: number;
let database: LocalDatabase | undefined;
const said: string[] = [];

/** No mongod can be had on every machine: this one is our gateway in a mongod's clothes. */
beforeAll(async () => {
  engineDir = await newDataDir();
  dataDir = await newDataDir();
  const say = (): void => undefined;
  engine = await openDatabase({ dataDir: engineDir, allowDownload: false, durability: 'fast', say });
  postgresPort = (await readPorts(folderOf(engineDir))).postgres ?? 0;
  mongodBinary = join(dataDir, 'mongod');
  const parts = [process.execPath, ...TSX, join(__dirname, 'standInMongod.ts')].map((part) => `'${part}'`);
  const script = `#!/bin/sh\nSTAND_IN_POSTGRES_PORT=${postgresPort} exec ${parts.join(' ')} "$@"\n`;
  await writeFile(mongodBinary, script, { mode: 0o755 });
});
afterEach(async () => {
  for (const client of clients.splice(0)) {
    await client.close();
  }
  await database?.stop();
  database = undefined;
});
afterAll(async () => {
  await engine.stop();
  await removeDataDir(dataDir);
  await removeDataDir(engineDir);
});

async function openHere(): Promise<LocalDatabase> {
  database = await openDatabase({ dataDir, mongodBinary, say: (line) => void said.push(line) });
  return database;
}

const lockedPid = async (): Promise<number> =>
  Number(await readFile(join(folderOf(dataDir), 'mongod', 'mongod.lock'), 'utf8'));
const clients: MongoClient[] = [];

async function connect(uri: string): Promise<MongoClient> {
  const client = await MongoClient.connect(uri, { serverSelectionTimeoutMS: 20_000 });
  clients.push(client);
  return client;
}

describe('a mongod of this machine', () => {
  it('becomes a replica set once, and keeps its address', async () => {
    const first = await openHere();
    const client = await connect(first.uri);
    await client.db().collection<Row>('notes').insertOne({ _id: 'a' });
    await first.stop();

    const second = await openHere();

    expect([first.source, second.source]).toEqual(['mongod', 'mongod']);
    expect(second.uri).toBe(first.uri);
    expect(await readFile(join(folderOf(dataDir), 'mongod', 'initiated'), 'utf8')).toBe('initiated\n');
    expect(said.at(-1)).toContain('mongod');
  });

  it('is started again when it is killed, at the same address', async () => {
    const { uri } = await openHere();
    const client = await connect(uri);
    await client.db().collection<Row>('notes').insertOne({ _id: 'b' });
    const before = await lockedPid();

    await kill(before);
    const found = await untilAnswered(() =>
      client.db().collection<Row>('notes').countDocuments({ _id: 'b' }),
    );

    expect(found).toBe(1);
    expect(await lockedPid()).not.toBe(before);
    expect(said).toContainEqual(expect.stringContaining('mongod ended (SIGKILL); starting it again'));
  });

  it('ends with its server', async () => {
    const opened = await openHere();
    const pid = await lockedPid();

    await opened.stop();

    expect(await startTimeOf(pid)).toBeUndefined();
  });

  it('left behind by a killed keeper is ended before the next starts', async () => {
    await openHere();
    const orphan = await identify(await lockedPid());

    await kill(await keeperPid(dataDir)); // its server, this process, starts another
    await untilAnswered(async () => {
      if ((await lockedPid()) === orphan.pid) {
        throw new Error('not yet');
      }
    });

    expect(await endsWithin(orphan, 0)).toBe(true);
  });
});

/** What `work` answers once it succeeds; its last error when that takes a minute, which no healthy machine needs. */
async function untilAnswered<T>(work: () => Promise<T>): Promise<T> {
  for (const deadline = performance.now() + 60_000; ;) {
    try {
      return await work();
    } catch (error) {
      if (performance.now() > deadline) {
        throw error;
      }
      await wait(20);
    }
  }
}

describe('housekeeping', () => {
  it('deletes documents whose time has come, and old records of commits', async () => {
    const client = await connect(engine.uri);
    const sessions = client.db().collection<Row>('sessions');
    await sessions.createIndex({ at: 1 }, { expireAfterSeconds: 60 });
    await sessions.insertMany([
      { _id: 'old', at: new Date('2020-01-01') },
      { _id: 'new', at: new Date() },
    ]);
    const postgres = makePostgres({ host: '127.0.0.1', port: postgresPort });
    const insert = "INSERT INTO craftworks_gateway.commits VALUES ('old:1', '2020-01-01'), ('new:1', now())";
    await postgres.run({ name: 'seed', text: insert }, []);

    await runJobs(postgres);

    const remaining = await postgres.run(
      { name: 'left', text: 'SELECT string_agg(id, $1) FROM craftworks_gateway.commits' },
      [','],
    );
    await postgres.close();
    expect(remaining[0]).toBe('new:1');
    expect((await sessions.find().toArray()).map(({ _id }) => _id)).toEqual(['new']);
  });
});
