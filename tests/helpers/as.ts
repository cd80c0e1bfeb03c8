import { SessionModel } from '../../src/models/session.model';
import { UserModel } from '../../src/models/user.model';
import { signAccessToken } from '../../src/utils/accessToken';
import { days, hours } from '../../src/utils/clock';
import { newId } from '../../src/utils/ids';
import type { Role } from '../../src/utils/types/actor';
import type { TestApp } from './app';

export interface SignedIn {
  readonly id: string;
  /** The value of the Authorization header. */
  readonly bearer: string;
}

/** A fresh user of one role, signed in; each call makes another one. */
export async function signedInAs(role: Role, { container }: TestApp): Promise<SignedIn> {
  const [userId, sessionId] = [newId(), newId()];
  const now = container.clock.now();
  const times = { createdAt: now, lastUsedAt: now, expiresAt: new Date(now.getTime() + days(30)) };
  await UserModel.create({ _id: userId, roles: [role], role, locale: 'en', createdAt: now, updatedAt: now });
  await SessionModel.create({ _id: sessionId, userId, scope: 'full', kind: 'password', ...times });
  const claims = {
    sub: userId.toHexString(),
    sid: sessionId.toHexString(),
    typ: 'access',
    scope: 'full',
  } as const;
  const token = signAccessToken(claims, { now, ttlMs: hours(1) }, container.tokens);
  return { id: userId.toHexString(), bearer: `Bearer ${token}` };
}
