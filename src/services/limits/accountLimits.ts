import { mongo } from 'mongoose';
import { RateLimitModel, type RateLimitRow } from '../../models/rateLimit.model';
import { after, type Clock } from '../../utils/clock';
import { TooMany } from '../../utils/errors';

/** How often something may be tried against one account, phone or address, and how the waiting grows. */
export interface AccountLimit {
  /** Tries within a window that begins with the first one. */
  readonly tries: number;
  readonly windowMs: number;
  /** What must pass after the first, second, … try before the next; the last one holds for all that follow. */
  readonly delaysMs: readonly [number, ...number[]];
}

export interface AccountStanding {
  readonly used: number;
  /** Zero when the next try may come now. */
  readonly retryAfterSeconds: number;
}

export interface AccountLimits {
  /** Takes one try, e.g. of `login:account:<id>`; throws TooMany with the time to wait and takes nothing when it is too early. */
  consume(key: string, limit: AccountLimit): Promise<AccountStanding>;
  /** What a try would meet, without taking one. */
  peek(key: string, limit: AccountLimit): Promise<AccountStanding>;
  /** Forgets all tries: the password was right, the code was used. */
  reset(key: string): Promise<void>;
}

const DUPLICATE_KEY = 11_000;
const RACES = 5;

/**
 * Tries per account. They are counted by us and not by rate-limiter-flexible: a delay that grows needs the count
 * and the time in one atomic step, by the injected clock. Without the database there is no login either, so no insurance.
 */
export function makeAccountLimits({ clock }: { readonly clock: Clock }): AccountLimits {
  const peek = async (key: string, limit: AccountLimit): Promise<AccountStanding> => {
    const row = await RateLimitModel.findOne({ key: rowKey(key) }).lean<RateLimitRow>();
    return standingOf(row, limit, clock.now());
  };

  const consume = async (key: string, limit: AccountLimit): Promise<AccountStanding> => {
    for (let race = 1; race <= RACES; race += 1) {
      const row = await take(rowKey(key), limit, clock.now());
      if (row) {
        return standingOf(row, limit, clock.now());
      }
      const { retryAfterSeconds } = await peek(key, limit);
      if (retryAfterSeconds > 0) {
        throw new TooMany('request.tooMany', { retryAfterSeconds });
      }
    }
    throw new TooMany('request.tooMany', { retryAfterSeconds: 1, pvt: { reason: 'too many tries at once' } });
  };

  const reset = async (key: string): Promise<void> => {
    await RateLimitModel.deleteOne({ key: rowKey(key) });
  };
  return { consume, peek, reset };
}

const rowKey = (key: string): string => `account:${key}`;

/** One conditional write: who comes too early does not match the filter, and the upsert then meets the unique key. */
async function take(key: string, limit: AccountLimit, now: Date): Promise<RateLimitRow | null> {
  const mayTry = [{ endsAt: { $lte: now } }, { points: { $lt: limit.tries }, freeAt: { $lte: now } }];
  return RateLimitModel.findOneAndUpdate({ key, $or: mayTry }, nextTry(limit, now), {
    upsert: true,
    returnDocument: 'after',
    updatePipeline: true,
  })
    .lean<RateLimitRow>()
    .catch((error: unknown) => {
      if (error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY) {
        return null;
      }
      throw error;
    });
}

function nextTry({ windowMs, delaysMs }: AccountLimit, now: Date): Record<string, unknown>[] {
  // A row that is not there yet has no end, and nothing sorts before every date.
  const isOver = { $lte: ['$endsAt', now] };
  const place = { $min: [{ $subtract: ['$points', 1] }, delaysMs.length - 1] };
  return [
    {
      $set: {
        points: { $cond: [isOver, 1, { $add: ['$points', 1] }] },
        endsAt: { $cond: [isOver, after(now, windowMs), '$endsAt'] },
      },
    },
    { $set: { freeAt: { $add: [now, { $arrayElemAt: [delaysMs, place] }] } } },
  ];
}

function standingOf(row: RateLimitRow | null, { tries }: AccountLimit, now: Date): AccountStanding {
  if (!row || row.endsAt <= now) {
    return { used: 0, retryAfterSeconds: 0 };
  }
  const free = Math.max(row.freeAt?.getTime() ?? 0, row.points >= tries ? row.endsAt.getTime() : 0);
  return { used: row.points, retryAfterSeconds: Math.max(0, Math.ceil((free - now.getTime()) / 1000)) };
}
