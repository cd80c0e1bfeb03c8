import { setTimeout as wait } from 'node:timers/promises';
import bcrypt from 'bcryptjs';
import { limits } from '../../src/config/limits';
import { runStandstill } from './standstill';

/**
 * How long the server's event loop stands still while people sign in, eight a second.
 * Run: tsx scripts/bench/logins.ts [seconds].
 */
const SECONDS = Number(process.argv[2] ?? 15);
const FIRST_SECONDS = 2;
const PER_SECOND = 8;
const PEOPLE = 16;
const PASSWORD = 'correct horse battery';

/** Milliseconds of one login; nothing when the server was too busy for it. */
async function signIn(url: string, person: number): Promise<number | undefined> {
  const begun = performance.now();
  const response = await fetch(`${url}/api/auth/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email: `caller${person % PEOPLE}@example.org`, password: PASSWORD }),
  });
  const text = await response.text();
  if (response.status !== 200 && response.status !== 503) {
    throw new Error(`login answered ${response.status}: ${text}`);
  }
  return response.status === 200 ? performance.now() - begun : undefined;
}

/** Logins at their pace, whether or not those before are done. */
async function signAllIn(url: string, seconds: number): Promise<number[]> {
  const logins: ReturnType<typeof signIn>[] = [];
  for (let person = 0; person < seconds * PER_SECOND; person += 1) {
    logins.push(signIn(url, person));
    await wait(1_000 / PER_SECOND);
  }
  const times = (await Promise.all(logins)).filter((ms) => ms !== undefined);
  return times.sort((a, b) => a - b);
}

runStandstill({
  name: 'logins',
  file: __filename,
  callers: PEOPLE,
  beforeServing: () => Object.assign(limits.authAttempt, { anonymous: Number.MAX_SAFE_INTEGER }),
  async prepare({ db }) {
    const passwordHash = await bcrypt.hash(PASSWORD, 10);
    await db.collection('users').updateMany({}, { $set: { passwordHash } });
  },
  async first({ url }) {
    await signAllIn(url, FIRST_SECONDS);
  },
  async work({ url }) {
    const times = await signAllIn(url, SECONDS);
    const half = times[Math.floor(times.length / 2)] ?? Number.NaN;
    return `${times.length} of ${SECONDS * PER_SECOND} logins, ${PER_SECOND} a second: p50 ${half.toFixed(0)} ms`;
  },
});
