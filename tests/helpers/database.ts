import { randomBytes } from 'node:crypto';
import mongoose from 'mongoose';
import { connectDatabase, disconnectDatabase, initModels } from '../../src/config/database';

const POOL = 10;

/** Connects to a database of this test file's own, with every collection and index of the models imported so far. */
export async function connectTestDatabase(): Promise<void> {
  const given = process.env['TEST_DATABASE_URI'] ?? process.env['TEST_MONGODB_URI'];
  if (!given) {
    throw new Error('TEST_DATABASE_URI or TEST_MONGODB_URI must say where the database is');
  }
  const uri = new URL(given);
  const worker = process.env['JEST_WORKER_ID'] ?? '0';
  uri.pathname = `/cw_${process.pid}_${worker}_${randomBytes(3).toString('hex')}`;
  await connectDatabase(uri.href, POOL, { monitorCommands: true });
  await initModels();
}

/** Empties every collection; indexes stay. */
export async function emptyDatabase(): Promise<void> {
  for (const collection of await database().collections()) {
    await collection.deleteMany({});
  }
}

/** Drops the database of this file and closes the connection. */
export async function dropTestDatabase(): Promise<void> {
  await database().dropDatabase();
  await disconnectDatabase();
}

function database(): NonNullable<typeof mongoose.connection.db> {
  const { db } = mongoose.connection;
  if (!db) {
    throw new Error('connectTestDatabase() must come first');
  }
  return db;
}
