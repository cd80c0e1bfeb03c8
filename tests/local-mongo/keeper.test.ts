import { MongoClient, MongoServerError } from 'mongodb';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { openDatabase, type LocalDatabase } from '../../scripts/local-mongo';
import { runningPid } from '../../scripts/local-mongo/documentdb/engine/postgresServer';
import { findHolder } from '../../scripts/local-mongo/lock';
import { open } from '../../scripts/local-mongo/open';
import { endsWithin, identify, startTimeOf } from '../../scripts/local-mongo/processes';
import {
  clusterOf,
  folderOf,
  keeperPid,
  kill,
  newDataDir,
  removeDataDir,
  startServerProcess,
} from './engine';
import { atOnce, failureOf, type Row } from './support';

let dataDir: string;
let database: LocalDatabase | undefined;
const said: string[] = [];

const options = () => ({ dataDir, allowDownload: false, say: (line: string) => void said.push(line) });
const postgresPid = async (): Promise<number> => (await runningPid(clusterOf(dataDir))) ?? 0;

beforeAll(async () => {
  dataDir = await newDataDir();
});
afterEach(async () => {
  for (const client of clients.splice(0)) {
    await client.close();
  }
  await database?.stop();
  database = undefined;
});
afterAll(() => removeDataDir(dataDir));

async function openHere(): Promise<LocalDatabase> {
  database = await openDatabase(options());
  return database;
}

const clients: MongoClient[] = [];

async function connect(uri: string): Promise<MongoClient> {
  const client = await MongoClient.connect(uri, { serverSelectionTimeoutMS: 15_000 });
  clients.push(client);
  return client;
}

async function note(uri: string, _id: string): Promise<void> {
  const client = await connect(uri);
  await client.db().collection<Row>('notes').insertOne({ _id });
}

async function notes(uri: string): Promise<unknown[]> {
  const client = await connect(uri);
  return client.db().collection('notes').distinct('_id');
}

describe('a database of this machine', () => {
  it('has the same address and the same data at its next start', async () => {
    const first = await openHere();
    await note(first.uri, 'a');
    await first.stop();

    const second = await openHere();

    expect(second.uri).toBe(first.uri);
    expect(second.uri).toMatch(/\/craftworks\?replicaSet=rs0$/);
    expect(second.source).toBe('documentdb');
    expect(await notes(second.uri)).toEqual(['a']);
    expect(said.at(-1)).toContain('DocumentDB');
  });

  it('stops PostgreSQL and gives the folder free when its server stops it', async () => {
    const opened = await openHere();
    const [keeper, postgres] = [await keeperPid(dataDir), await postgresPid()];

    await opened.stop();

    expect(await startTimeOf(keeper)).toBeUndefined();
    expect(await startTimeOf(postgres)).toBeUndefined();
    expect(await findHolder(folderOf(dataDir))).toBeUndefined();
  });

  it('refuses a second server, and says who has it and what to do', async () => {
    await openHere();

    const refusal = await failureOf(openDatabase(options()));

    expect(refusal.message).toContain(`process ${process.pid}`);
    for (const way of ['DATA_DIR', 'npm run db:start', 'MONGODB_URI']) {
      expect(refusal.message).toContain(way);
    }
  });

  it('ends with a server that is killed, and its successor waits for that', async () => {
    const server = await startServerProcess(dataDir);
    await note(server.uri, 'b');
    const keeper = await identify(await keeperPid(dataDir));
    const postgres = await identify(await postgresPid());

    await kill(server.pid);
    const next = await openHere();

    expect(await endsWithin(keeper, 0)).toBe(true);
    expect(await endsWithin(postgres, 0)).toBe(true);
    expect(await notes(next.uri)).toContain('b');
  });

  it('keeps everything acknowledged when server, keeper and PostgreSQL are all killed', async () => {
    const server = await startServerProcess(dataDir);
    await note(server.uri, 'c');

    await kill(server.pid, await keeperPid(dataDir), await postgresPid());
    const next = await openHere();

    expect(next.uri).toBe(server.uri);
    expect(await notes(next.uri)).toContain('c');
  });

  it('ends the PostgreSQL that a killed keeper left behind, and goes on with its data', async () => {
    const server = await startServerProcess(dataDir);
    await note(server.uri, 'd');
    const orphan = await identify(await postgresPid());

    await kill(server.pid, await keeperPid(dataDir));
    const next = await openHere();

    expect(await endsWithin(orphan, 0)).toBe(true);
    expect(await notes(next.uri)).toContain('d');
  });

  it('comes back by itself when only its keeper is killed', async () => {
    const { uri } = await openHere();
    const client = await connect(uri);
    await client.db().collection<Row>('notes').insertOne({ _id: 'e' });

    await kill(await keeperPid(dataDir));
    const found = await untilDone(() => client.db().collection<Row>('notes').countDocuments({ _id: 'e' }));

    expect(found).toBe(1);
  });

  it('knows after a crash which transactions were committed', async () => {
    const { uri } = await openHere();
    const client = await connect(uri);
    const facts = client.db().collection<Row>('facts');
    await client.db().createCollection('facts');
    const [committed, open] = [client.startSession(), client.startSession()];
    committed.startTransaction();
    open.startTransaction();
    await facts.insertOne({ _id: 'committed' }, { session: committed });
    await facts.insertOne({ _id: 'open' }, { session: open });
    await committed.commitTransaction();

    await kill(await keeperPid(dataDir), await postgresPid());
    await untilDone(() => facts.countDocuments());
    await committed.commitTransaction();
    const failure = await failureOf(open.commitTransaction());
    const found = await facts.distinct('_id');
    await Promise.all([committed.endSession(), open.endSession()]);

    expect(found).toEqual(['committed']);
    expect(failure).toMatchObject({ code: 251 });
    expect(failure.hasErrorLabel('TransientTransactionError')).toBe(true);
  });

  it('that was started by itself is shared, and outlives those who use it', async () => {
    const shared = await open(options(), { mode: 'shared' });
    const keeper = await identify(await keeperPid(dataDir));

    const server = await openDatabase(options());
    await note(server.uri, 'f');
    await server.stop();

    expect(server.uri).toBe(shared.uri);
    expect(await endsWithin(keeper, 0)).toBe(false);
    expect(await notes(shared.uri)).toContain('f');
    process.kill(keeper.pid, 'SIGTERM');
    expect(await endsWithin(keeper, 20_000)).toBe(true);
  });
});

describe('PostgreSQL killed under writers', () => {
  it('loses nothing that was acknowledged, and does nothing twice', async () => {
    const { uri } = await openHere();
    const client = await connect(uri);
    const stop = new AbortController();
    const writers = atOnce(6, (writer) => write(client, writer, stop.signal));

    for (let round = 0; round < 2; round += 1) {
      await untilDone(() => untilWritten(client, 20 * (round + 1)));
      await kill(await postgresPid());
      await untilDone(() => client.db('kill').command({ dbStats: 1 }));
    }
    await untilDone(() => untilWritten(client, 80));
    stop.abort();
    const acknowledged = await writers;

    const counters = await client.db('kill').collection<Row>('counters').find().sort({ _id: 1 }).toArray();
    const logged = await Promise.all(
      acknowledged.map((_, writer) => client.db('kill').collection('log').countDocuments({ writer })),
    );
    expect(counters.map(({ n }) => n as number)).toEqual(acknowledged);
    expect(logged).toEqual(acknowledged);
  });
});

/** Writes facts one after the other, each in a transaction with a count; a fact whose answer was lost is written again. */
async function write(client: MongoClient, writer: number, signal: AbortSignal): Promise<number> {
  const log = client.db('kill').collection<Row>('log');
  const counters = client.db('kill').collection<Row>('counters');
  let acknowledged = 0;
  while (!signal.aborted) {
    await untilDone(() =>
      client.withSession((session) =>
        session.withTransaction(async () => {
          await log.insertOne({ _id: `${writer}:${acknowledged}`, writer }, { session });
          await counters.updateOne({ _id: writer }, { $inc: { n: 1 } }, { session, upsert: true });
        }),
      ),
    );
    acknowledged += 1;
  }
  return acknowledged;
}

async function untilWritten(client: MongoClient, count: number): Promise<void> {
  while ((await client.db('kill').collection('log').countDocuments()) < count) {
    await nextTurn();
  }
}

/** Tries again while the database is away; a fact that is there already was written by an attempt whose answer was lost. */
async function untilDone<T>(work: () => Promise<T>): Promise<T | undefined> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof MongoServerError && error.code === 11000) {
        return undefined;
      }
      if (
        !(error instanceof Error) ||
        !/lost|closed|ECONN|selection|does not answer|timed out|connect/i.test(error.message)
      ) {
        throw error;
      }
    }
  }
}
