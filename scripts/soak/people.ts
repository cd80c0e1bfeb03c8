import { SessionModel } from '../../src/models/session.model';
import { UserModel } from '../../src/models/user.model';
import type { Container } from '../../src/container';
import { personOf } from '../../seeds/world/people';
import { signAccessToken } from '../../src/utils/accessToken';
import { after, days } from '../../src/utils/clock';
import { idOf, newId } from '../../src/utils/ids';
import { makeCaller, type Caller, type Server } from './caller';

/** A client and a verified craftsman, who play together. */
export interface Pair {
  readonly client: Caller;
  readonly craftsman: Caller;
}

type World = Pick<Container, 'clock' | 'tokens'> & Server;

const LONG_MS = days(60);

/** Two of the large world, verified and signed in. */
export async function makePair(world: World, index: number): Promise<Pair> {
  return {
    client: await makePerson(world, 'client', index),
    craftsman: await makePerson(world, 'craftsman', index),
  };
}

async function makePerson(
  { clock, tokens, ...server }: World,
  role: 'client' | 'craftsman',
  index: number,
): Promise<Caller> {
  const now = clock.now();
  const { craftsman, ...person } = personOf(role, index, now);
  const verified = { verificationStatus: 'Verified', verifiedAt: now } as const;
  const user = {
    ...person,
    email: `${role}.${index}@example.com`,
    emailKey: `${role}.${index}@example.com`,
    emailVerifiedAt: now,
    ...(craftsman && { craftsman: { ...craftsman, ...verified } }),
  };
  await UserModel.create(user);
  const session = {
    _id: newId(),
    userId: user._id,
    scope: 'full',
    kind: 'password',
    device: { name: 'soak' },
    createdAt: now,
    lastUsedAt: now,
    expiresAt: after(now, LONG_MS),
  } as const;
  await SessionModel.create(session);
  const id = idOf(user);
  const claims = { sub: id, sid: idOf(session), typ: 'access', scope: 'full' } as const;
  return makeCaller(server, { id, token: signAccessToken(claims, { now, ttlMs: LONG_MS }, tokens) });
}
