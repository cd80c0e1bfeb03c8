import mongoose, { type mongo } from 'mongoose';
import { connectDatabase, disconnectDatabase, initModels } from '../../src/config/database';

const POOL = 10;
/** A busy machine must not turn answers into 503; what is about a database that is away has servers of its own. */
const PATIENCE_MS = 25_000;
const WRITES = new Set(['insert', 'update', 'findAndModify']);
/** What changes more than documents. */
const RESHAPES = new Set(['create', 'createIndexes', 'drop', 'dropIndexes', 'renameCollection', 'collMod']);
/** Collections that this file has written to since they were emptied. */
const written = new Set<string>();
let isReshaped = false;
let isShared = false;

/**
 * Connects to the database of this worker, which the files before have left empty, with every collection and index of the
 * models imported so far.
 */
export async function connectTestDatabase(): Promise<void> {
  const worker = process.env['JEST_WORKER_ID'] ?? '0';
  const uri = uriOf(`cw_${process.pid}_${worker}`);
  await connectDatabase(uri, POOL, { monitorCommands: true, waitMs: PATIENCE_MS });
  await initModels();
  mongoose.connection
    .getClient()
    .on('commandStarted', ({ commandName, command }: mongo.CommandStartedEvent) => {
      if (WRITES.has(commandName)) {
        written.add(String(command[commandName]));
      }
      isReshaped ||= RESHAPES.has(commandName);
    });
}

/** Where the database of this file is, for another process that writes to it, too. */
export function shareDatabase(): string {
  isShared = true;
  return uriOf(mongoose.connection.name);
}

function uriOf(name: string): string {
  const given = process.env['TEST_DATABASE_URI'] ?? process.env['TEST_MONGODB_URI'];
  if (!given) {
    throw new Error('TEST_DATABASE_URI or TEST_MONGODB_URI must say where the database is');
  }
  const uri = new URL(given);
  uri.pathname = `/${name}`;
  return uri.href;
}

/** Empties every collection that was written to; indexes stay. */
export async function emptyDatabase(): Promise<void> {
  const full = isShared
    ? await database().collections()
    : [...written].map((name) => database().collection(name));
  written.clear();
  await Promise.all(full.map((collection) => collection.deleteMany({})));
}

/** Leaves the database to the next file of this worker as it was found, or not at all, and closes the connection. */
export async function leaveTestDatabase(): Promise<void> {
  await (isReshaped ? database().dropDatabase() : emptyDatabase());
  await disconnectDatabase();
}

function database(): NonNullable<typeof mongoose.connection.db> {
  const { db } = mongoose.connection;
  if (!db) {
    throw new Error('connectTestDatabase() must come first');
  }
  return db;
}
