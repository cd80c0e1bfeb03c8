import mongoose from 'mongoose';
import type { Socket } from 'socket.io-client';
import { seedCatalogue } from '../../seeds/seedServices';
import { fillWorld } from '../../seeds/world/fillWorld';
import type { Job } from '../../src/models/job.model';
import type { Session } from '../../src/models/session.model';
import { signAccessToken, tokenKey } from '../../src/utils/accessToken';
import { days } from '../../src/utils/clock';
import { idOf, newId, toObjectId } from '../../src/utils/ids';
import type { Caller } from './types';

/** How long it takes from a craftsman's request until the socket of the job's owner says that there is a quote. */

const CRAFTSMEN = 40;

interface Posting {
  readonly job: Job;
  readonly token: string;
  /** Of the owner. */
  readonly socket: Socket;
}

export interface QuoteWorld {
  readonly secret: string;
  readonly callers: readonly Caller[];
  readonly sockets: readonly Socket[];
}

/** So many jobs of the callers, with craftsmen who quote on them: each on one after the other. */
export async function prepareQuotes(world: QuoteWorld, count: number): Promise<Posting[]> {
  const { callers, sockets } = world;
  const now = new Date();
  await seedCatalogue(() => undefined);
  await fillWorld({
    craftsmen: CRAFTSMEN,
    jobs: count,
    quotes: 0,
    now,
    ownerOf: (index) => toObjectId(callers[placeOf(index, callers.length)]?.userId ?? ''),
  });
  const tokens = await signInCraftsmen(world.secret, now);
  const jobs = await collectionOf<Job>('jobs').find({ isOpen: true }).toArray();
  return jobs.map((job, index) => {
    const owner = callers.findIndex(({ userId }) => userId === idOf(job.clientId));
    const [socket, token] = [sockets[owner], tokens[index % tokens.length]];
    if (!socket || token === undefined) {
      throw new Error('a job without a connected owner or without a craftsman');
    }
    return { job, token, socket };
  });
}

/** Far apart, so that no two jobs in a row are of one owner. */
const placeOf = (index: number, owners: number): number => (index * 37) % owners;

async function signInCraftsmen(secret: string, now: Date): Promise<string[]> {
  const verified = { 'craftsman.verificationStatus': 'Verified' };
  const people = await collectionOf('users').find(verified).project({ _id: 1 }).toArray();
  const options = { key: tokenKey(secret), issuer: 'craftworks', audience: 'craftworks-api' };
  const sessions = people.map(({ _id }) => ({
    _id: newId(),
    userId: _id,
    scope: 'full' as const,
    kind: 'password' as const,
    createdAt: now,
    lastUsedAt: now,
    expiresAt: new Date(now.getTime() + days(1)),
  }));
  await collectionOf<Omit<Session, 'device' | 'place'>>('sessions').insertMany(sessions);
  return sessions.map(({ _id, userId }) => {
    const claims = { sub: idOf(userId), sid: idOf(_id), typ: 'access', scope: 'full' } as const;
    return signAccessToken(claims, { now, ttlMs: days(1) }, options);
  });
}

function collectionOf<T extends mongoose.mongo.Document>(name: string): mongoose.mongo.Collection<T> {
  const { db } = mongoose.connection;
  if (!db) {
    throw new Error('the database of the benchmark is not connected');
  }
  return db.collection<T>(name);
}

/** Milliseconds of each until the craftsman has his answer and until the client's socket knows, the shortest first. */
export async function timeQuotes(
  port: number,
  postings: readonly Posting[],
): Promise<{ readonly answered: number[]; readonly heard: number[] }> {
  const times = { answered: [] as number[], heard: [] as number[] };
  for (const { job, token, socket } of postings) {
    const heard = new Promise<void>((resolve) => socket.once('application_update', () => resolve()));
    const start = performance.now();
    const answer = await fetch(`http://127.0.0.1:${port}/api/jobs/${idOf(job._id)}/quotes`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ price: 45_000 }),
    });
    if (answer.status !== 201) {
      throw new Error(`a quote was answered ${answer.status}: ${await answer.text()}`);
    }
    times.answered.push(performance.now() - start);
    await heard;
    times.heard.push(performance.now() - start);
  }
  const ascending = (a: number, b: number): number => a - b;
  return { answered: times.answered.sort(ascending), heard: times.heard.sort(ascending) };
}
