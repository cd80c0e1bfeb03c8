import { mongo } from 'mongoose';
import { IdempotencyKeyModel, type IdempotencyKey } from '../models/idempotencyKey.model';
import { after, days, type Clock } from '../utils/clock';
import { Conflict, Unprocessable } from '../utils/errors';
import type { IdempotentRun } from '../utils/idempotentRun';
import { newUuid } from '../utils/ids';
import type { Tx } from '../utils/transaction';

/** Longer than a request may run, so that a living attempt is never taken over. */
const LEASE_MS = 6_000;
const KEPT_MS = days(1);
const DUPLICATE_KEY = 11_000;

export interface KeyedRequest {
  /** User id, or `anonymous`. */
  readonly owner: string;
  readonly route: string;
  readonly key: string;
  readonly bodyHash: string;
}

export interface StoredAnswer {
  readonly status: number;
  readonly body: string;
}

export interface Attempt {
  readonly run: IdempotentRun;
  /** Keeps the answer; a repetition gets it for 24 h. */
  answered(answer: StoredAnswer): Promise<void>;
  /** The answer is not worth keeping, or must not be: a repetition runs again, over the transactions that have committed. */
  released(): Promise<void>;
}

export interface IdempotencyService {
  /** The kept answer of an earlier request, or the attempt that this one now is. */
  begin(request: KeyedRequest): Promise<StoredAnswer | Attempt>;
  /** Deletes what is older than a day. */
  purge(): Promise<number>;
}

/** Requests with an Idempotency-Key take effect once (decision 0009). */
export function makeIdempotencyService({ clock }: { clock: Clock }): IdempotencyService {
  const begin = async (request: KeyedRequest): Promise<StoredAnswer | Attempt> => {
    const record = await insert(request, clock.now());
    if (record) {
      return attemptOf(record, clock);
    }
    const { owner, route, key } = request;
    const earlier = await IdempotencyKeyModel.findOne({ owner, route, key }).lean();
    if (!earlier) {
      throw inProgress(); // purged or released at this very moment: the client's next try finds out
    }
    return resume(earlier, request, clock);
  };
  const purge = async (): Promise<number> => {
    const { deletedCount } = await IdempotencyKeyModel.deleteMany({
      createdAt: { $lt: after(clock.now(), -KEPT_MS) },
    });
    return deletedCount;
  };
  return { begin, purge };
}

async function insert(request: KeyedRequest, now: Date): Promise<IdempotencyKey | undefined> {
  try {
    const fields = {
      state: 'running',
      attempt: newUuid(),
      leaseUntil: after(now, LEASE_MS),
      results: {},
      createdAt: now,
    } as const;
    const record = await IdempotencyKeyModel.create({ ...request, ...fields });
    return record.toObject();
  } catch (error) {
    if (error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY) {
      return undefined;
    }
    throw error;
  }
}

async function resume(
  earlier: IdempotencyKey,
  request: KeyedRequest,
  clock: Clock,
): Promise<StoredAnswer | Attempt> {
  if (earlier.bodyHash !== request.bodyHash) {
    throw new Unprocessable('request.keyReused');
  }
  if (earlier.answer) {
    return { status: earlier.answer.status, body: earlier.answer.body };
  }
  const now = clock.now();
  if (earlier.leaseUntil > now) {
    throw inProgress(earlier.leaseUntil.getTime() - now.getTime());
  }
  const taken = await IdempotencyKeyModel.findOneAndUpdate(
    // Still running: an attempt that was slower than its lease may have answered since it was read.
    { _id: earlier._id, attempt: earlier.attempt, leaseUntil: earlier.leaseUntil, state: 'running' },
    { $set: { attempt: newUuid(), leaseUntil: after(now, LEASE_MS) } },
    { returnDocument: 'after' },
  ).lean();
  if (!taken) {
    throw inProgress();
  }
  return attemptOf(taken, clock);
}

const inProgress = (waitMs = 1_000): Conflict =>
  new Conflict('request.inProgress', { retryAfterSeconds: waitMs / 1000 });

function attemptOf(record: IdempotencyKey, clock: Clock): Attempt {
  const mine = { _id: record._id, attempt: record.attempt };
  return {
    run: runOf(record),
    answered: async (answer) => {
      await IdempotencyKeyModel.updateOne(mine, { $set: { answer, state: 'answered', results: {} } });
    },
    released: async () => {
      await IdempotencyKeyModel.updateOne(mine, { $set: { leaseUntil: after(clock.now(), -1) } });
    },
  };
}

function runOf(record: IdempotencyKey): IdempotentRun {
  let count = 0;
  return {
    next: () => {
      const index = count;
      count += 1;
      const kept = record.results[String(index)];
      return kept ? { index, stored: { result: kept.result } } : { index };
    },
    keep: async (tx: Tx, index: number, result: unknown) => {
      const { matchedCount } = await IdempotencyKeyModel.updateOne(
        { _id: record._id, attempt: record.attempt },
        { $set: { [`results.${index}`]: result === undefined ? {} : { result } } },
        { session: tx },
      );
      if (matchedCount === 0) {
        throw inProgress();
      }
    },
  };
}
