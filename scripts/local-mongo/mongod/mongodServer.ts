import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient, MongoServerError } from 'mongodb';
import type { DatabaseToRun, RunningDatabase } from '../keeper/config';
import { isReadable } from '../places';
import { portFor, readPorts } from '../ports';
import { commandLineOf, endProcess } from '../processes';
import { supervise, type Engine } from '../supervisor';

const HOST = '127.0.0.1';
const REPLICA_SET = 'rs0';
const STOP_PATIENCE_MS = 12_000;
const ELECTION_PATIENCE_MS = 30_000;
const POLL_MS = 50;
const NOT_YET_INITIALIZED = 94;

interface MongodPlace {
  readonly binary: string;
  readonly dataDir: string;
  readonly port: number;
}

/** Runs a mongod, supervised, as the only member of a replica set. */
export async function runMongod(database: DatabaseToRun): Promise<RunningDatabase> {
  const { folder, dataDir, binary = 'mongod', say } = database;
  await mkdir(dataDir, { recursive: true });
  if (await stopOrphan(dataDir)) {
    say('stopped the mongod that an earlier run left behind');
  }
  const place = { binary, dataDir, port: await rememberedPort(folder, say) };
  const supervised = await supervise(mongodEngine(place), say);
  try {
    await ensureReplicaSet(place.port);
  } catch (error) {
    await supervised.stop();
    throw error;
  }
  return { port: place.port, stop: () => supervised.stop() };
}

/** The replica set's own configuration names the port, so that it cannot change later. */
async function rememberedPort(folder: string, say: (line: string) => void): Promise<number> {
  const { mongod: remembered } = await readPorts(folder);
  const port = await portFor('mongod', folder, say);
  if (remembered !== undefined && port !== remembered) {
    throw new Error(
      `port ${remembered} belongs to this database's replica set, but another program listens on it`,
    );
  }
  return port;
}

function mongodEngine(place: MongodPlace): Engine {
  return {
    name: 'mongod',
    launch: () => launch(place),
    isServing: () => isServing(place.port),
    stop: (pid) => endProcess(pid, 'SIGTERM', STOP_PATIENCE_MS),
  };
}

async function launch({ binary, dataDir, port }: MongodPlace): Promise<ChildProcess> {
  const log = await open(`${dataDir}.log`, 'a');
  const parameters = [
    ...['--dbpath', dataDir, '--port', String(port), '--bind_ip', HOST],
    ...['--replSet', REPLICA_SET, '--storageEngine', 'wiredTiger'],
  ];
  try {
    return spawn(binary, parameters, { stdio: ['ignore', log.fd, log.fd] });
  } finally {
    await log.close();
  }
}

/** Ends the mongod that a killed keeper left running on the data; tells whether there was one. */
export async function stopOrphan(dataDir: string): Promise<boolean> {
  const path = join(dataDir, 'mongod.lock');
  const file = (await isReadable(path)) ? await readFile(path, 'utf8') : '';
  const pid = Number.parseInt(file, 10);
  if (!(pid > 0) || !(await commandLineOf(pid)).includes(`--dbpath ${dataDir} `)) {
    return false;
  }
  await endProcess(pid, 'SIGTERM', STOP_PATIENCE_MS);
  return true;
}

async function isServing(port: number): Promise<boolean> {
  try {
    return await directly(port, async (client) => (await client.db('admin').command({ ping: 1 })).ok === 1);
  } catch {
    return false; // not there yet
  }
}

/** Initiates the replica set, once in the life of a data folder, and waits until its member is primary. */
async function ensureReplicaSet(port: number): Promise<void> {
  await directly(port, async (client) => {
    const admin = client.db('admin');
    if (!(await isInitiated(client))) {
      const members = [{ _id: 0, host: `${HOST}:${port}` }];
      await admin.command({ replSetInitiate: { _id: REPLICA_SET, members } });
    }
    const deadline = Date.now() + ELECTION_PATIENCE_MS;
    while ((await admin.command({ hello: 1 })).isWritablePrimary !== true) {
      if (Date.now() > deadline) {
        throw new Error('mongod did not become primary of its replica set');
      }
      await sleep(POLL_MS);
    }
  });
}

async function isInitiated(client: MongoClient): Promise<boolean> {
  try {
    await client.db('admin').command({ replSetGetStatus: 1 });
    return true;
  } catch (error) {
    if (error instanceof MongoServerError && error.code === NOT_YET_INITIALIZED) {
      return false;
    }
    throw error;
  }
}

async function directly<T>(port: number, work: (client: MongoClient) => Promise<T>): Promise<T> {
  const client = new MongoClient(`mongodb://${HOST}:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: 1_000,
  });
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.close();
  }
}
