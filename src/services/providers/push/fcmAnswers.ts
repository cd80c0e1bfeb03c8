/** What FCM's answers mean, token by token; pure. */

/** One answer of `messages:send`, as it came; without a status when none came. */
export interface FcmAnswer {
  readonly status?: number | undefined;
  readonly retryAfter?: string | undefined;
  readonly body?: unknown;
}

export type FcmOutcome =
  | { readonly kind: 'taken' }
  /** There is no app behind the token any more. */
  | { readonly kind: 'dead' }
  /** FCM asks for patience, or cannot be reached. */
  | { readonly kind: 'busy'; readonly waitSeconds: number }
  /** Our fault, or none that waiting mends. */
  | { readonly kind: 'refused'; readonly reason: string };

interface Problem {
  readonly message?: unknown;
  readonly status?: unknown;
  readonly details?: unknown;
}
type Detail = Readonly<Record<string, unknown>>;

const AWAY_S = 10;
/** What FCM wants after a 429 that names no time. */
const QUOTA_S = 60;
const LONGEST_WAIT_S = 3_600;
const TOO_MANY = 429;

/** What one answer means. Only FCM's own word makes a token dead: a 404 for a wrong project is no token's fault. */
export function outcomeOf({ status, retryAfter, body }: FcmAnswer): FcmOutcome {
  if (status === undefined) {
    return { kind: 'busy', waitSeconds: AWAY_S };
  }
  if (status === 200) {
    return hasName(body) ? { kind: 'taken' } : { kind: 'refused', reason: 'answer without a name' };
  }
  if (status === TOO_MANY || status >= 500) {
    return { kind: 'busy', waitSeconds: waitOf(retryAfter, status === TOO_MANY ? QUOTA_S : AWAY_S) };
  }
  const problem = problemOf(body);
  return isDead(status, problem)
    ? { kind: 'dead' }
    : { kind: 'refused', reason: `${status} ${codeOf(problem) ?? 'without a code'}` };
}

const hasName = (body: unknown): boolean => isObject(body) && typeof body['name'] === 'string';

const isDead = (status: number, problem: Problem): boolean =>
  (status === 404 && codeOf(problem) === 'UNREGISTERED') || (status === 400 && isAboutToken(problem));

/** 400 is said of the message, too; then the token is a good one. */
const isAboutToken = (problem: Problem): boolean =>
  fieldsOf(problem).includes('message.token') ||
  (typeof problem.message === 'string' && /registration token/i.test(problem.message));

const fieldsOf = (problem: Problem): unknown[] =>
  detailsOf(problem)
    .flatMap(({ fieldViolations }) => (Array.isArray(fieldViolations) ? (fieldViolations as unknown[]) : []))
    .map((violation) => (isObject(violation) ? violation['field'] : undefined));

/** FCM's own code where it names one, else the general one. */
function codeOf(problem: Problem): string | undefined {
  const code = detailsOf(problem).find(({ errorCode }) => typeof errorCode === 'string')?.['errorCode'];
  return [code, problem.status].find((word) => typeof word === 'string');
}

const detailsOf = ({ details }: Problem): Detail[] =>
  Array.isArray(details) ? (details as unknown[]).filter(isObject) : [];

function problemOf(body: unknown): Problem {
  const error = isObject(body) ? body['error'] : undefined;
  return isObject(error) ? error : {};
}

function waitOf(retryAfter: string | undefined, otherwise: number): number {
  const named = Number(retryAfter);
  return Number.isFinite(named) && named > 0 ? Math.min(Math.ceil(named), LONGEST_WAIT_S) : otherwise;
}

const isObject = (value: unknown): value is Detail => typeof value === 'object' && value !== null;
