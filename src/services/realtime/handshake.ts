import { Forbidden, Unauthenticated, BadRequest } from '../../utils/errors';
import { errorText } from '../../utils/errorText';
import { SURFACE_NAMES, type SurfaceName } from '../../utils/surfaces/surface';
import type { Login } from '../../utils/tokenCheck';
import type { EventLog } from './eventLog';

/** What a client sends when it connects; all of it is untrusted. */
export interface HandshakeInput {
  readonly auth: Readonly<Record<string, unknown>>;
  readonly authorization: string | undefined;
}

/** Who connected, and from which place in his log he wants to hear on. */
export interface Admitted extends Login {
  readonly sent: number;
}

export interface HandshakeDeps {
  readonly checkToken: (token: string) => Promise<Login>;
  readonly eventLog: Pick<EventLog, 'newest' | 'list'>;
}

/** The surfaces whose apps may connect; the others bring their own words for the same events later. */
const SERVED: readonly SurfaceName[] = ['api'];

/** Makes the check of a handshake: a surface that we serve, a login as on HTTP, a place that the log still reaches. */
export const makeHandshake =
  ({ checkToken, eventLog }: HandshakeDeps) =>
  async ({ auth, authorization }: HandshakeInput): Promise<Admitted> => {
    assertServed(auth['surface'] ?? 'api');
    const since = readSince(auth['since']);
    const login = await checkToken(readToken(auth['token'], authorization));
    if (login.actor.scope === 'onboarding') {
      throw new Forbidden('access.onboardingOnly');
    }
    return { ...login, sent: await placeOf(login.actor.id, since, eventLog) };
  };

/** A client that says nothing hears what is new from now on; one that knows more than the log is told from its end. */
async function placeOf(
  userId: string,
  since: number | undefined,
  eventLog: HandshakeDeps['eventLog'],
): Promise<number> {
  if (since === undefined) {
    return eventLog.newest(userId);
  }
  const { newest } = await eventLog.list(userId, { since, limit: 1 });
  return Math.min(since, newest);
}

function assertServed(surface: unknown): void {
  if (!SURFACE_NAMES.includes(surface as SurfaceName) || !SERVED.includes(surface as SurfaceName)) {
    throw invalid('surface');
  }
}

function readSince(given: unknown): number | undefined {
  if (given === undefined || given === null || given === '') {
    return undefined;
  }
  const since = typeof given === 'string' && /^\d{1,15}$/.test(given) ? Number(given) : given;
  if (typeof since !== 'number' || !Number.isSafeInteger(since) || since < 0) {
    throw invalid('since');
  }
  return since;
}

/** `auth.token` as it stands or with `Bearer`, else the Authorization header. */
function readToken(given: unknown, authorization: string | undefined): string {
  const text = given ?? authorization;
  if (text === undefined || text === '') {
    throw new Unauthenticated('auth.required');
  }
  if (typeof text !== 'string') {
    throw new Unauthenticated('auth.tokenInvalid');
  }
  return text.replace(/^bearer /i, '');
}

const invalid = (field: string): BadRequest =>
  new BadRequest('request.invalid', {
    pub: { errors: [{ field, message: errorText('request.invalid', 'en') }] },
  });
