import supertest from 'supertest';
import { signAccessToken } from '../../src/utils/accessToken';
import { hours } from '../../src/utils/clock';
import type { Role, SessionScope } from '../../src/utils/types/actor';
import { aUser } from '../factories/user';
import type { TestApp } from './app';

type Call = (path: string) => supertest.Test;

/** A client of the server that signs each request; paths as they are, e.g. `/api/users/me`. */
export interface SignedClient {
  readonly get: Call;
  readonly post: Call;
  readonly put: Call;
  readonly patch: Call;
  readonly delete: Call;
}

/** Makes the client that sends `token` with each request. */
export function clientWith({ server }: Pick<TestApp, 'server'>, token: string): SignedClient {
  const http = supertest(server);
  const signed =
    (method: keyof SignedClient): Call =>
    (path) =>
      http[method](path).set('Authorization', `Bearer ${token}`);
  return {
    get: signed('get'),
    post: signed('post'),
    put: signed('put'),
    patch: signed('patch'),
    delete: signed('delete'),
  };
}

export interface TokenOf {
  readonly userId: string;
  readonly sessionId: string;
  readonly scope?: SessionScope;
  readonly ttlMs?: number;
}

/** A valid access token of a session that the test has made. */
export const accessTokenOf = (
  { container }: Pick<TestApp, 'container'>,
  { userId, sessionId, scope = 'full', ttlMs = hours(1) }: TokenOf,
): string =>
  signAccessToken(
    { sub: userId, sid: sessionId, typ: 'access', scope },
    { now: container.clock.now(), ttlMs },
    container.tokens,
  );

export interface SignedIn {
  readonly id: string;
  /** The value of the Authorization header. */
  readonly bearer: string;
}

/** A fresh user of one role, signed in; each call makes another one. */
export async function signedInAs(role: Role, app: TestApp): Promise<SignedIn> {
  const { id, token } = await aUser(app, { role });
  return { id, bearer: `Bearer ${token}` };
}
