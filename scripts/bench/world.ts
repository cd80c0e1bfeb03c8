import mongoose from 'mongoose';
import { limits } from '../../src/config/limits';
import { signAccessToken, tokenKey } from '../../src/utils/accessToken';
import type { Caller, World } from './types';

/** More than our server answers on a fast machine. */
const MOST_PER_SECOND = 8_000;
const DAY_MS = 86_400_000;

/**
 * Signed-in users with their sessions and tokens, in an otherwise empty database: so many that none meets his rate limit
 * in `seconds` of load, and not more, as each costs a session look-up a second.
 */
export async function makeWorld(secret: string, seconds: number): Promise<World> {
  const { db } = mongoose.connection;
  if (!db) {
    throw new Error('the database of the benchmark is not connected');
  }
  const now = new Date();
  const callersWanted = Math.ceil((seconds * MOST_PER_SECOND) / limits.read.signedIn);
  const made = Array.from({ length: callersWanted }, (_, i) => aCaller(i, now));
  await db.collection('users').insertMany(made.map(({ user }) => user));
  await db.collection('sessions').insertMany(made.map(({ session }) => session));
  const options = { key: tokenKey(secret), issuer: 'craftworks', audience: 'craftworks-api' };
  const callers = made.map(({ user, session }): Caller => {
    const claims = {
      sub: user._id.toHexString(),
      sid: session._id.toHexString(),
      typ: 'access',
      scope: 'full',
    } as const;
    return { userId: claims.sub, token: signAccessToken(claims, { now, ttlMs: DAY_MS }, options) };
  });
  return { db, callers };
}

function aCaller(i: number, now: Date) {
  const user = {
    _id: new mongoose.Types.ObjectId(),
    email: `caller${i}@example.org`,
    emailKey: `caller${i}@example.org`,
    firstName: 'Mona',
    lastName: `Benchmark ${i}`,
    roles: ['client'],
    role: 'client',
    locale: 'en',
    createdAt: now,
    updatedAt: now,
  };
  const session = {
    _id: new mongoose.Types.ObjectId(),
    userId: user._id,
    scope: 'full',
    kind: 'password',
    createdAt: now,
    lastUsedAt: now,
    expiresAt: new Date(now.getTime() + DAY_MS),
  };
  return { user, session };
}
