import mongoose from 'mongoose';
import { disconnectDatabase } from '../../src/config/database';
import { openDatabase } from '../local-mongo';

/** Runs `work` with the address of a database of its own, which is dropped afterwards. */
export async function withBenchDatabase(
  say: (line: string) => void,
  work: (uri: string) => Promise<void>,
): Promise<void> {
  const database = await openDatabase({
    uri: process.env['MONGODB_URI'],
    dataDir: `${process.env['DATA_DIR'] ?? '.data'}/bench`,
    say,
  });
  const uri = new URL(database.uri);
  uri.pathname = `/craftworks_bench_${process.pid}`;
  try {
    await work(uri.href);
  } finally {
    await mongoose.connection.db?.dropDatabase();
    await disconnectDatabase();
    await database.stop();
  }
}
