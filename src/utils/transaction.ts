import mongoose, { type mongo } from 'mongoose';
import { Unavailable } from './errors';
import { currentRequest } from './requestContext';

declare const open: unique symbol;

/** An open MongoDB transaction; only `inTransaction` makes one. */
export type Tx = mongo.ClientSession & { readonly [open]: true };

const DEADLINE_MS = 5_000;
const OPTIONS: mongo.TransactionOptions = {
  readConcern: { level: 'snapshot' },
  writeConcern: { w: 'majority' },
  maxCommitTimeMS: DEADLINE_MS,
};

const commitListeners = new WeakMap<object, (() => void)[]>();

/** Calls `listener` once the transaction has committed; never when it is rolled back. */
export function afterCommit(tx: Tx, listener: () => void): void {
  commitListeners.get(tx)?.push(listener);
}

/**
 * Runs `work` in one transaction (snapshot reads, majority writes) and returns its result.
 * `work` may run several times: database writes only, one after the other; its result must be plain data.
 * Inside a request with an Idempotency-Key the result is stored with the writes and given again on repetition.
 */
export async function inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const run = currentRequest()?.idempotentRun;
  const step = run?.next();
  if (step?.stored) {
    return step.stored.result as T;
  }
  return execute(async (tx) => {
    const result = await work(tx);
    if (run && step) {
      await run.keep(tx, step.index, result);
    }
    return result;
  });
}

async function execute<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const session = await mongoose.connection.startSession();
  const tx = session as Tx;
  const deadline = performance.now() + DEADLINE_MS;
  try {
    const result = await session.withTransaction(async () => {
      if (performance.now() > deadline) {
        throw new Unavailable('server.busy', { pvt: { reason: 'transaction repeated until its deadline' } });
      }
      commitListeners.set(tx, []);
      return work(tx);
    }, OPTIONS);
    for (const listener of commitListeners.get(tx) ?? []) {
      listener();
    }
    return result;
  } finally {
    commitListeners.delete(tx);
    await session.endSession();
  }
}
