import type { Response as Answer } from 'supertest';
import { declaredMounts } from '../../scripts/docs/files';
import { endpointsOf } from '../../src/services/openapi/openapi.service';
import { minutes } from '../../src/utils/clock';
import { newId } from '../../src/utils/ids';
import type { Method } from '../../src/utils/route';
import type { Role } from '../../src/utils/types/actor';
import { aSession, aUser, PASSWORD, type MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';
import { accessTokenOf } from '../helpers/as';
import { routeMatrix } from './routeMatrix';
import { CALLERS, ROWS, type Caller, type Cell, type Row } from './routeMatrixRows';

const app = startTestApp();
const mounted = endpointsOf(declaredMounts());
const nameOf = ({ method, path }: { method: Method; path: string }): string =>
  `${method.toUpperCase()} ${path}`;

/** Enough for routes that look at the input before they look at the caller; unknown keys are dropped by the others. */
const BODY = { code: '123456', password: PASSWORD };

/** The roles of the callers; one who is onboarding is staff without a second factor yet. */
const ROLE_OF: Readonly<Record<Exclude<Caller, 'anonymous'>, Role>> = {
  onboarding: 'moderator',
  client: 'client',
  craftsman: 'craftsman',
  moderator: 'moderator',
  admin: 'admin',
};

/** Each call has a user and a session of its own: no cell sees what another one did. */
async function tokenOf(caller: Exclude<Caller, 'anonymous'>): Promise<string> {
  const { id: userId, user, token }: MadeUser = await aUser(app, { role: ROLE_OF[caller] });
  if (caller !== 'onboarding') {
    return token;
  }
  const session = await aSession(app, { userId: user._id, scope: 'onboarding' });
  return accessTokenOf(app, { userId, sessionId: session._id.toHexString(), scope: 'onboarding' });
}

async function call(method: Method, path: string, caller: Caller): Promise<Answer> {
  const filled = path.replace(/:\w+/g, () => newId().toHexString());
  const request = app.http[method](filled);
  const signed =
    caller === 'anonymous' ? request : request.set('Authorization', `Bearer ${await tokenOf(caller)}`);
  return method === 'get' ? signed : signed.send(BODY);
}

const SHUT: Readonly<Record<string, Cell>> = {
  'auth.required': 401,
  'auth.tokenInvalid': 401,
  'auth.tokenExpired': 401,
  'auth.sessionEnded': 401,
  'access.forbidden': 403,
  'access.onboardingOnly': 403,
};

/** What a cell is: shut by who asks, or open whatever is said of the input. */
function cellOf({ status, body }: Answer): Cell | string {
  const { code = '' } = (body ?? {}) as { code?: string };
  if (status === 500 || status === 429) {
    return `${status} ${code}`;
  }
  return SHUT[code] ?? 'pass';
}

describe('the matrix of roles and routes', () => {
  it('has a row for each mounted route', () => {
    const missing = mounted.map(nameOf).filter((name) => !Object.hasOwn(routeMatrix, name));

    expect(missing).toEqual([]);
  });

  it('has no row for a route that is gone', () => {
    const names = new Set(mounted.map(nameOf));

    expect(Object.keys(routeMatrix).filter((name) => !names.has(name))).toEqual([]);
  });

  it.each(mounted.map((endpoint) => [nameOf(endpoint), endpoint] as const))(
    '%s lets in whom it should, and nobody else',
    async (name, { method, path }) => {
      app.clock.advance(minutes(61)); // no cell meets the limits that another one used up
      const cells: [Caller, Cell | string][] = [];
      for (const caller of CALLERS) {
        cells.push([caller, cellOf(await call(method, path, caller))]);
      }

      const expected: Row | undefined = ROWS[routeMatrix[name] ?? 'anyone'];
      expect(Object.fromEntries(cells)).toEqual(expected);
    },
  );
});
