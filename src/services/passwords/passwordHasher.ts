import { Unavailable } from '../../utils/errors';
import type { Logger } from '../../utils/types/logger';
import { startHashThread, type HashThread, type HashWork } from './hashThread';

export interface PasswordHasher {
  /** The hash to store. */
  hash(password: string): Promise<string>;
  /**
   * Whether the password belongs to the hash. Without a hash the answer is no, after the same work: nobody
   * learns from the time whether an account exists.
   */
  verify(password: string, hash: string | undefined): Promise<boolean>;
  /** Ends the threads; the next call would start new ones. */
  stop(): Promise<void>;
}

export interface HasherOptions {
  readonly logger: Logger;
  readonly cost?: number;
  readonly threads?: number;
  /** How much may wait; what comes on top is refused at once. */
  readonly queueLimit?: number;
  readonly startThread?: typeof startHashThread;
}

const COST = 10;
const THREADS = 2;
const QUEUE_LIMIT = 64;
/** bcrypt reads no further: two longer passwords with the same beginning would be one. */
const MOST_BYTES = 72;
/** Of a random password that nobody knows, to be checked with as much work as a real one. */
const dummyHash = (cost: number): string =>
  `$2b$${String(cost).padStart(2, '0')}$ef08DnSWpme6RbRHY1HrPOcOVQ7RWWZz7iImXScuy9Dbw.UopyAgG`;

interface Waiting {
  readonly work: HashWork;
  resolve(result: string | boolean): void;
  reject(error: unknown): void;
}

/** Makes the hasher: bcrypt in threads of its own behind a bounded queue, so that the event loop never waits for it. */
export function makePasswordHasher(options: HasherOptions): PasswordHasher {
  const { cost = COST } = options;
  const pool = makePool(options);
  const dummy = dummyHash(cost);
  return {
    hash: async (password) => String(await pool.run({ password: readable(password), cost })),
    verify: async (password, hash) => {
      const text = readable(password);
      const isTooLong = Buffer.byteLength(text) > MOST_BYTES;
      const known = isTooLong ? undefined : hash;
      const isSame = await pool.run({ password: isTooLong ? '' : text, hash: known ?? dummy });
      return isSame === true && known !== undefined;
    },
    stop: pool.stop,
  };
}

/** The same password typed on another keyboard. */
const readable = (password: string): string => password.normalize('NFKC');

interface Pool {
  run(work: HashWork): Promise<string | boolean>;
  stop(): Promise<void>;
}

function makePool({
  logger,
  threads: count = THREADS,
  queueLimit = QUEUE_LIMIT,
  startThread = startHashThread,
}: HasherOptions): Pool {
  let threads: readonly HashThread[] = [];
  const queue: Waiting[] = [];

  const startOne = (): HashThread => {
    const thread = startThread((error) => {
      if (threads.includes(thread)) {
        threads = threads.filter((other) => other !== thread);
        logger.warn('a password thread ended and will be replaced', { reason: error.message });
      }
    });
    threads = [...threads, thread];
    return thread;
  };
  const freeThread = (): HashThread | undefined =>
    threads.find(({ isIdle }) => isIdle) ?? (threads.length < count ? startOne() : undefined);

  const next = (): void => {
    const thread = queue.length > 0 ? freeThread() : undefined;
    const waiting = thread && queue.shift();
    if (thread && waiting) {
      const { work, resolve, reject } = waiting;
      void thread
        .run(work)
        .then(resolve, (error: unknown) => reject(new Unavailable('server.busy', { cause: error })))
        .finally(next);
    }
  };
  return {
    run: (work) =>
      new Promise((resolve, reject) => {
        if (queue.length >= queueLimit) {
          reject(new Unavailable('server.busy', { pvt: { reason: 'the password queue is full' } }));
          return;
        }
        queue.push({ work, resolve, reject });
        next();
      }),
    stop: async () => {
      const ending = threads;
      threads = [];
      for (const thread of ending) {
        await thread.stop();
      }
    },
  };
}
