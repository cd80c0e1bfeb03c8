import mongoose from 'mongoose';
import { signAccessToken, tokenKey } from '../../src/utils/accessToken';
import { demoId } from '../../seeds/ids';
import type { Caller, World } from './types';

const CALLERS = 16;
const DAY_MS = 86_400_000;

/** Signed-in users, always the same, with new sessions and tokens; nobody else is in the database but who filled it before. */
export async function makeWorld(secret: string, callerCount = CALLERS): Promise<World> {
  const { db } = mongoose.connection;
  if (!db) {
    throw new Error('the database of the benchmark is not connected');
  }
  const now = new Date();
  const made = Array.from({ length: callerCount }, (_, i) => aCaller(i, now));
  await db.collection('sessions').deleteMany({});
  await db.collection('users').deleteMany({ _id: { $in: made.map(({ user }) => user._id) } });
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
    _id: demoId(`caller ${i}`),
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
