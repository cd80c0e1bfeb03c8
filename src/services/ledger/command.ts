import mongoose, { mongo } from 'mongoose';
import type { Tx } from '../../utils/transaction';

type Reply = mongo.BSON.Document;

/**
 * Sends one write command in the transaction; throws its first write error. The driver's bulk writes build, split and
 * gather what the ledger has at hand, and that costs more than all that it does itself.
 */
export async function runWrite(tx: Tx, command: mongo.BSON.Document): Promise<Reply> {
  const { db } = mongoose.connection;
  if (!db) {
    throw new Error('the database is not connected');
  }
  const reply = await db.command(command, { session: tx });
  const [first] = (reply['writeErrors'] ?? []) as mongo.ErrorDescription[];
  if (first) {
    throw new mongo.MongoServerError(first);
  }
  return reply;
}
