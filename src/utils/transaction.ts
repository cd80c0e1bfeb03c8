import mongoose, { mongo } from 'mongoose';
import { Unavailable } from './errors';
import { makeGate } from './gate';
import { currentRequest } from './requestContext';
import { makeTurns } from './turns';

declare const open: unique symbol;

/** An open MongoDB transaction; only `inTransaction` makes one. */
export type Tx = mongo.ClientSession & { readonly [open]: true };

const DEADLINE_MS = 5_000;
const OPTIONS: mongo.TransactionOptions = {
  readConcern: { level: 'snapshot' },
  writeConcern: { w: 'majority' },
  maxCommitTimeMS: DEADLINE_MS,
};

/** What belongs to one run of a transaction's work; the next run begins without it. */
interface Attempt {
  readonly listeners: (() => void)[];
  readonly notes: Map<symbol, unknown>;
}

const attempts = new WeakMap<object, Attempt>();

/** Calls `listener` once the transaction has committed; never when it is rolled back. */
export function afterCommit(tx: Tx, listener: () => void): void {
  attempts.get(tx)?.listeners.push(listener);
}

/** What `make` made at the first call in this run of the work; gone when the work runs again. */
export function noteOf<T>(tx: Tx, key: symbol, make: () => T): T {
  const notes = attempts.get(tx)?.notes;
  if (!notes?.has(key)) {
    notes?.set(key, make());
  }
  return notes?.get(key) as T;
}

export interface TransactionOptions {
  /** False for what a repeated request shall do again, such as opening a session. */
  readonly remember?: boolean;
  /**
   * Names what many want to change at once, such as a wallet: those of this process with the same name go one after the
   * other instead of meeting each other's locks. For speed only; what is right is decided by the writes.
   */
  readonly turn?: string;
}

/**
 * Runs `work` in one transaction (snapshot reads, majority writes) and returns its result.
 * `work` may run several times: database writes only, one after the other; its result must be plain data.
 * Inside a request with an Idempotency-Key the result is stored with the writes and given again on repetition.
 */
export async function inTransaction<T>(
  work: (tx: Tx) => Promise<T>,
  { remember = true, turn }: TransactionOptions = {},
): Promise<T> {
  const run = remember ? currentRequest()?.idempotentRun : undefined;
  const step = run?.next();
  if (step?.stored) {
    return step.stored.result as T;
  }
  const kept = async (tx: Tx): Promise<T> => {
    const result = await work(tx);
    if (run && step) {
      await run.keep(tx, step.index, result);
    }
    return result;
  };
  const deadline = performance.now() + DEADLINE_MS;
  return turn === undefined ? execute(kept, deadline) : inTurn(turn, () => execute(kept, deadline));
}

const inTurn = makeTurns();

/**
 * More at once only conflict more; and each holds a connection now and then: transactions that all wait for one
 * while others wait for them would stand still.
 */
const gate = makeGate(24);

const busy = (reason: string): Unavailable => new Unavailable('server.busy', { pvt: { reason } });

function execute<T>(work: (tx: Tx) => Promise<T>, deadline: number): Promise<T> {
  const leftMs = deadline - performance.now();
  if (leftMs <= 0) {
    return Promise.reject(busy('no turn for a transaction'));
  }
  return gate.run(
    () => executeNow(work, deadline),
    leftMs,
    () => busy('no place for a transaction'),
  );
}

async function executeNow<T>(work: (tx: Tx) => Promise<T>, deadline: number): Promise<T> {
  const session = await mongoose.connection.startSession();
  const tx = session as Tx;
  try {
    const result = await session.withTransaction(async () => {
      if (performance.now() > deadline) {
        throw busy('transaction repeated until its deadline');
      }
      attempts.set(tx, { listeners: [], notes: new Map() });
      return work(tx);
    }, OPTIONS);
    for (const listener of attempts.get(tx)?.listeners ?? []) {
      listener();
    }
    return result;
  } finally {
    attempts.delete(tx);
    await session.endSession();
  }
}

/** An error after which the whole transaction runs again: what it had read is no longer so. */
export function repeatTransaction(reason: string, cause?: unknown): Error {
  const error = new mongo.MongoError(reason, cause instanceof Error ? { cause } : {});
  error.addErrorLabel(mongo.MongoErrorLabel.TransientTransactionError);
  return error;
}
