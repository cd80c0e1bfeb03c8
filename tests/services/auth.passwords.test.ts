import { startHashThread, type HashThread } from '../../src/services/passwords/hashThread';
import { makePasswordHasher, type PasswordHasher } from '../../src/services/passwords/passwordHasher';
import { assertGoodPassword } from '../../src/services/passwords/passwordRules';
import { memoryLogger } from '../helpers/logger';

const COST = 4;
const logger = memoryLogger();

describe('hashes of passwords', () => {
  let hasher: PasswordHasher;
  beforeAll(() => {
    hasher = makePasswordHasher({ logger, cost: COST });
  });
  afterAll(() => hasher.stop());

  it('belong to their password and to no other', async () => {
    const hash = await hasher.hash('Harbour-Lantern-42');

    expect(hash).toMatch(/^\$2b\$04\$/);
    expect(await hasher.verify('Harbour-Lantern-42', hash)).toBe(true);
    expect(await hasher.verify('harbour-lantern-42', hash)).toBe(false);
  });

  it('are of cost 10 unless a test says otherwise', async () => {
    const real = makePasswordHasher({ logger });

    const hash = await real.hash('Harbour-Lantern-42');

    expect(hash).toMatch(/^\$2b\$10\$/);
    await real.stop();
  });

  it('that are not there take the work of those that are', async () => {
    const asked: unknown[] = [];
    const startThread = (): HashThread => ({
      isIdle: true,
      run: (work) => Promise.resolve(asked.push(work) > 0),
      stop: () => Promise.resolve(),
    });

    for (const cost of [10, 4]) {
      await makePasswordHasher({ logger, cost, startThread }).verify('Harbour-Lantern-42', undefined);
    }

    const hash = (start: string): unknown => ({
      hash: expect.stringMatching(new RegExp(`^\\$2b\\$${start}\\$.{53}$`)),
    });
    expect(asked).toMatchObject([hash('10'), hash('04')]);
  });

  it('take a password as the same however its letters were composed', async () => {
    const hash = await hasher.hash('Café-Münster-7');

    expect(await hasher.verify('Cafe\u0301-Mu\u0308nster-7', hash)).toBe(true);
  });

  it('are never met by more than 72 bytes, whatever these begin with', async () => {
    const password = 'x'.repeat(72);
    const hash = await hasher.hash(password);

    expect(await hasher.verify(password, hash)).toBe(true);
    expect(await hasher.verify(`${password}y`, hash)).toBe(false);
  });

  it('do not stall the event loop while sixteen are made', async () => {
    const slow = makePasswordHasher({ logger, cost: 10 });
    let turns = 0;
    let isDone = false;
    const turn = (): void => {
      turns += 1;
      if (!isDone) {
        setImmediate(turn);
      }
    };
    setImmediate(turn);

    await Promise.all(Array.from({ length: 16 }, (_, n) => slow.hash(`password ${n}`)));

    isDone = true;
    await slow.stop();
    expect(turns).toBeGreaterThan(100);
  });
});

describe('the queue of passwords', () => {
  /** Threads that work when told. */
  function heldThreads() {
    const releases: (() => void)[] = [];
    const startThread = (): HashThread => {
      let isIdle = true;
      return {
        get isIdle() {
          return isIdle;
        },
        run: () => {
          isIdle = false;
          return new Promise((resolve) => {
            releases.push(() => {
              isIdle = true;
              resolve(true);
            });
          });
        },
        stop: () => Promise.resolve(),
      };
    };
    return { releases, startThread };
  }

  it('refuses with 503 and Retry-After what would wait too long, and serves all the rest in order', async () => {
    const { releases, startThread } = heldThreads();
    const hasher = makePasswordHasher({ logger, threads: 2, queueLimit: 3, startThread });

    const taken = Array.from({ length: 5 }, () => hasher.verify('a', 'hash'));
    const refused = hasher.verify('a', 'hash');

    await expect(refused).rejects.toMatchObject({ code: 'server.busy', status: 503, retryAfterSeconds: 5 });
    const all = Promise.all(taken);
    for (let n = 0; n < 5; n += 1) {
      releases[n]?.();
      await new Promise(setImmediate);
    }
    expect(await all).toEqual([true, true, true, true, true]);
    expect(releases).toHaveLength(5);
  });

  it('goes on when a thread dies: its work is refused, the next is done by a new thread', async () => {
    const started: HashThread[] = [];
    const hasher = makePasswordHasher({
      logger,
      cost: COST,
      threads: 1,
      startThread: (onDead) => {
        const thread = startHashThread(onDead);
        started.push(thread);
        return thread;
      },
    });
    const lost = hasher.hash('password one');
    await Promise.all([expect(lost).rejects.toMatchObject({ code: 'server.busy' }), started[0]?.stop()]);

    const hash = await hasher.hash('password two');

    expect(hash).toMatch(/^\$2b\$/);
    expect(started).toHaveLength(2);
    expect(logger.lines.map(({ message }) => message)).toContain(
      'a password thread ended and will be replaced',
    );
    await hasher.stop();
  });

  it('starts no thread before there is work', () => {
    const startThread = jest.fn(startHashThread);

    makePasswordHasher({ logger, startThread });

    expect(startThread).not.toHaveBeenCalled();
  });
});

describe('good passwords', () => {
  const owner = { email: 'mona.h@example.com', firstName: 'Mona', lastName: 'Hassan' };

  it.each(['password', 'Password1', 'QWERTYUIOP', 'iloveyou1', '12345678', 'ahmed123456', 'P@ssw0rd'])(
    'are not among the most used, in any case: %s',
    (password) => {
      expect(() => assertGoodPassword(password, owner)).toThrow(
        expect.objectContaining({ code: 'auth.passwordTooCommon' }),
      );
    },
  );

  it.each(['mona.h@example.com', 'MONA.H@EXAMPLE.COM', 'MonaHassan', 'hassan mona', 'mona_hassan'])(
    'are not the e-mail or the name: %s',
    (password) => {
      expect(() => assertGoodPassword(password, owner)).toThrow(
        expect.objectContaining({ code: 'auth.passwordIsPersonal' }),
      );
    },
  );

  it.each(['Harbour-Lantern-42', 'mona likes trains', 'ahly1907x', '😀😀😀😀😀😀😀😀', '--------'])(
    'need no composition: %s',
    (password) => {
      expect(() => assertGoodPassword(password, owner)).not.toThrow();
    },
  );
});
