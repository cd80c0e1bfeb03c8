import type { ErrorCode } from '../../utils/errorCodes';
import type { Method, RouteSpec } from '../../utils/route';
import { pathParameters } from './paths';

/** One method on one path of a route. */
export interface Target {
  readonly spec: RouteSpec;
  readonly method: Method;
  /** In Express syntax, from the root of the server. */
  readonly path: string;
}

interface GuardRule {
  readonly codes: readonly ErrorCode[];
  applies(target: Target): boolean;
}

const isWrite = ({ method }: Target): boolean => method !== 'get';
const always = (): boolean => true;

/** Whether the route honours Idempotency-Key. */
export const isIdempotent = (target: Target): boolean =>
  isWrite(target) && target.spec.idempotency !== 'none';

/** What the steps before (and around) the controller may answer with; read beside src/middleware/routeRuntime.ts. */
const rules: readonly GuardRule[] = [
  { codes: ['request.invalid'], applies: ({ spec: { schema } }) => Boolean(schema.query ?? schema.body) },
  { codes: ['request.forbiddenKey', 'request.tooComplex'], applies: always },
  {
    codes: ['request.malformedJson', 'request.tooLarge', 'request.tooSlow', 'request.unsupportedType'],
    applies: isWrite,
  },
  { codes: ['request.malformedMultipart'], applies: ({ spec: { schema } }) => schema.files !== undefined },
  { codes: ['request.pageTooDeep'], applies: ({ spec: { answer } }) => answer.kind === 'list' },
  { codes: ['request.invalidId'], applies: ({ path }) => pathParameters(path).length > 0 },
  {
    codes: ['request.idempotencyKeyInvalid', 'request.inProgress', 'request.keyReused'],
    applies: isIdempotent,
  },
  // A wrong token is refused even where none is needed.
  { codes: ['auth.tokenInvalid', 'auth.tokenExpired', 'auth.sessionEnded'], applies: always },
  { codes: ['auth.required'], applies: ({ spec: { access } }) => access.kind !== 'anyone' },
  { codes: ['access.forbidden'], applies: ({ spec: { access } }) => access.kind === 'roles' },
  {
    codes: ['access.onboardingOnly'],
    applies: ({ spec: { access } }) =>
      access.kind === 'roles' || (access.kind === 'signedIn' && !access.onboarding),
  },
  { codes: ['request.tooMany', 'server.error', 'server.unavailable'], applies: always },
  { codes: ['server.busy'], applies: isWrite },
];

/** Every code that this method and path may answer with: the route's own and those of its guards. */
export function codesOf(target: Target): ErrorCode[] {
  const ofGuards = rules.filter((rule) => rule.applies(target)).flatMap((rule) => rule.codes);
  return [...new Set([...ofGuards, ...target.spec.errors])];
}
