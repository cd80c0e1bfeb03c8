import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from '../config/logger';
import type { LimitName } from '../config/limits';
import type { IdempotencyService } from '../services/idempotency.service';
import type { Access } from '../utils/access';
import { withDeadline } from '../utils/deadline';
import { AppError, Unauthenticated } from '../utils/errors';
import type { InputSchema } from '../utils/input';
import { methodsOf, pathsOf, type Guard, type RouteRuntime, type RouteSpec } from '../utils/route';
import { sendAnswer } from '../utils/sendAnswer';
import { apiSurface } from '../utils/surfaces/api.surface';
import type { Surface } from '../utils/surfaces/surface';
import { makeAuthorize } from './authenticate';
import { toAppError } from './errorMap';
import { beginAttempt, isWorthKeeping, readKey } from './idempotency';
import { makeValidate } from './validate';

export interface RuntimeDeps {
  readonly logger: Logger;
  readonly deadlineMs: number;
  readonly authenticate: Guard;
  readonly limit: (name: LimitName) => Guard;
  readonly body: (schema: InputSchema<unknown, unknown, unknown>) => Guard;
  readonly idempotency: IdempotencyService;
  /** Tests hold each answer against the route's declaration. */
  readonly inspect?: ((spec: RouteSpec, req: Request, res: Response, error?: AppError) => void) | undefined;
}

type Step = (req: Request, res: Response) => Promise<void>;

/** Turns a route's declaration into its handler: who asks, may he, how often, with what; then the controller. */
export function makeRouteRuntime(deps: RuntimeDeps): RouteRuntime {
  return {
    compile: (spec) => {
      const admit = makeAdmit(spec, deps);
      const read = inTurn([deps.body(spec.schema)]);
      const serve = inTurn([makeValidate(spec.schema), makeServe(spec, deps)]);
      const pattern = pathsOf(spec)[0] ?? '/';
      const surface = surfaceOf(spec);
      const handle: Step = async (req, res) => {
        res.locals.surface = surface;
        res.locals.routePath = req.baseUrl + pattern;
        await withDeadline(deps.deadlineMs, admit(req, res));
        await read(req, res); // at the client's pace; the server's own time limits guard it
        await withDeadline(deps.deadlineMs, serve(req, res));
      };
      return toHandler(handle, spec, deps);
    },
  };
}

function toHandler(handle: Step, spec: RouteSpec, deps: RuntimeDeps): RequestHandler {
  return (req, res, next) => {
    handle(req, res)
      .then(() => {
        deps.inspect?.(spec, req, res);
        if (res.locals.answer) {
          sendAnswer(res, res.locals.answer);
        }
      })
      .catch((error: unknown) => {
        const seen = toAppError(error);
        deps.inspect?.(spec, req, res, seen);
        next(seen);
      });
  };
}

/** A wrong token still costs a point of its address, so that tokens cannot be guessed at leisure. */
function makeAdmit(spec: RouteSpec, { authenticate, limit }: RuntimeDeps): Step {
  const limited = limit(spec.limit);
  const authorize = makeAuthorize(spec.access as Access);
  return async (req, res) => {
    const refusal = await refusalOf(authenticate, req, res);
    await limited(req, res);
    if (refusal) {
      throw refusal;
    }
    await authorize(req, res);
  };
}

async function refusalOf(authenticate: Guard, req: Request, res: Response): Promise<AppError | undefined> {
  try {
    await authenticate(req, res);
    return undefined;
  } catch (error) {
    const seen = toAppError(error);
    if (seen instanceof Unauthenticated) {
      return seen;
    }
    throw error;
  }
}

function makeServe(spec: RouteSpec, deps: RuntimeDeps): Step {
  const call: Step = async (req, res) => {
    await spec.handler(req as never, res);
  };
  const isWrite = methodsOf(spec).some((method) => method !== 'get');
  if (!isWrite || spec.idempotency === 'none') {
    return call;
  }
  return async (req, res) => {
    const key = await readKey(req);
    await (key ? serveOnce({ spec, deps, key, call }, req, res) : call(req, res));
  };
}

interface Keyed {
  readonly spec: RouteSpec;
  readonly deps: RuntimeDeps;
  readonly key: NonNullable<Awaited<ReturnType<typeof readKey>>>;
  readonly call: Step;
}

/** Runs the controller unless an earlier answer is kept; keeps the answer, a refusal too, before it is sent. */
async function serveOnce({ spec, deps, key, call }: Keyed, req: Request, res: Response): Promise<void> {
  const attempt = await beginAttempt(deps.idempotency, key);
  if (!('run' in attempt)) {
    res.setHeader('Idempotency-Replayed', 'true');
    sendAnswer(res, { status: attempt.status, body: JSON.parse(attempt.body) as unknown });
    return;
  }
  const refused = await settled(call, req, res);
  const status = refused?.status ?? res.locals.answer?.status ?? 500;
  if (spec.idempotency === 'tokens' || !isWorthKeeping(status)) {
    await attempt.released();
  } else {
    const body = refused ? failureBody(refused, req, res) : res.locals.answer?.body;
    await attempt.answered({ status, body: JSON.stringify(body) });
  }
  if (refused) {
    throw refused;
  }
}

const failureBody = (error: AppError, req: Request, res: Response): unknown =>
  res.locals.surface.failure(error, { locale: req.locale, requestId: req.id });

/** The error that the controller answers with, if any. */
async function settled(call: Step, req: Request, res: Response): Promise<AppError | undefined> {
  try {
    await call(req, res);
    return undefined;
  } catch (error) {
    return toAppError(error);
  }
}

const surfaces: Readonly<Partial<Record<string, Surface>>> = { api: apiSurface };

function surfaceOf(spec: RouteSpec): Surface {
  const surface = surfaces[spec.surface];
  if (!surface) {
    throw new Error(`no surface ${spec.surface} (route ${pathsOf(spec).join(', ')})`);
  }
  return surface;
}

const inTurn =
  (guards: readonly Guard[]): Step =>
  async (req, res) => {
    for (const guard of guards) {
      await guard(req, res);
    }
  };
