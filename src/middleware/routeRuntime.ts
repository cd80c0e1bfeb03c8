import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from '../config/logger';
import type { LimitName } from '../config/limits';
import type { IdempotencyService } from '../services/idempotency.service';
import { compressed } from '../utils/compressed';
import { withDeadline } from '../utils/deadline';
import { Unauthenticated, type AppError } from '../utils/errors';
import type { InputSchema } from '../utils/input';
import { methodsOf, pathsOf, type Guard, type RouteRuntime, type RouteSpec } from '../utils/route';
import { sendAnswer } from '../utils/sendAnswer';
import { apiSurface } from '../utils/surfaces/api.surface';
import type { Surface } from '../utils/surfaces/surface';
import { makeAuthorize } from './authenticate';
import { hasBody } from './body';
import { toAppError } from './errorMap';
import { servedOnce } from './idempotency';
import type { Step } from './step';
import { makeValidate } from './validate';

export interface RuntimeDeps {
  readonly logger: Logger;
  readonly deadlineMs: number;
  /** The same of a request with files: they are decoded, checked and handed on before it is answered. */
  readonly fileDeadlineMs: number;
  readonly authenticate: Guard;
  readonly limit: (name: LimitName) => Guard;
  readonly body: (schema: InputSchema<unknown, unknown, unknown>) => Guard;
  readonly idempotency: IdempotencyService;
  /** Tests hold each answer against the route's declaration. */
  readonly inspect?: ((served: Served) => void) | undefined;
}

/** A request with the route that served it, and the error that it ends with, if any. */
export interface Served {
  readonly spec: RouteSpec;
  readonly req: Request;
  readonly res: Response;
  readonly error?: AppError;
}

/** Turns a route's declaration into its handler: who asks, may he, how often, with what; then the controller. */
export function makeRouteRuntime(deps: RuntimeDeps): RouteRuntime {
  return {
    compile: (spec) => {
      const admit = makeAdmit(spec, deps);
      const read = inTurn([deps.body(spec.schema), makeFileLimit(spec, deps)]);
      const serve = inTurn([makeValidate(spec.schema), makeServe(spec, deps)]);
      const pattern = pathsOf(spec)[0] ?? '/';
      const surface = surfaceOf(spec);
      const admitWithin = within(deps.deadlineMs, admit);
      const serveWithin = within(deps.deadlineMs, serve);
      const serveFilesWithin = within(deps.fileDeadlineMs, serve);
      const serveAtOnce = within(deps.deadlineMs, inTurn([admit, read, serve]));
      const handle: Step = async (req, res) => {
        res.locals.surface = surface;
        res.locals.routePath = req.baseUrl + pattern;
        if (!hasBody(req)) {
          await serveAtOnce(req, res);
          return;
        }
        await admitWithin(req, res);
        await read(req, res); // at the client's pace; the server's own time limits guard it
        await (req.uploads.length > 0 ? serveFilesWithin : serveWithin)(req, res);
      };
      return toHandler(handle, spec, deps);
    },
  };
}

const within =
  (ms: number, step: Step): Step =>
  (req, res) =>
    withDeadline(ms, step(req, res));

function toHandler(handle: Step, spec: RouteSpec, deps: RuntimeDeps): RequestHandler {
  const run: RequestHandler = (req, res, next) => {
    handle(req, res)
      .then(() => {
        deps.inspect?.({ spec, req, res });
        if (res.locals.answer) {
          sendAnswer(res, res.locals.answer);
        }
      })
      .catch((error: unknown) => {
        const seen = toAppError(error);
        deps.inspect?.({ spec, req, res, error: seen });
        next(seen);
      });
  };
  return spec.answer.kind === 'raw' ? compressing(run) : run;
}

/** What writes its answer itself may write much. */
const compressing =
  (run: RequestHandler): RequestHandler =>
  (req, res, next) =>
    compressed(req, res, () => void run(req, res, next));

/** A wrong token still costs a point of its address, so that tokens cannot be guessed at leisure. */
function makeAdmit(spec: RouteSpec, { authenticate, limit }: RuntimeDeps): Step {
  const limited = limit(spec.limit);
  const authorize = makeAuthorize(spec.access);
  return async (req, res) => {
    const refusal = await refusalOf(authenticate, req, res);
    await limited(req, res);
    if (refusal) {
      throw refusal;
    }
    authorize(req);
  };
}

/** Files cost more than a write: they count against the limit of uploads on every route. */
function makeFileLimit(spec: RouteSpec, { limit }: RuntimeDeps): Guard {
  const limited = limit('upload');
  return (req, res) => (spec.limit !== 'upload' && req.uploads.length > 0 ? limited(req, res) : undefined);
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
  return servedOnce(call, { idempotency: deps.idempotency, keepsAnswer: spec.idempotency !== 'tokens' });
}

const surfaces: Readonly<Partial<Record<string, Surface>>> = { api: apiSurface };

function surfaceOf(spec: RouteSpec): Surface {
  const surface = surfaces[spec.surface];
  if (!surface) {
    throw new Error(`no surface ${spec.surface} (route ${pathsOf(spec).join(', ')})`);
  }
  return surface;
}

/** What is done at once is not waited for. */
const inTurn =
  (guards: readonly Guard[]): Step =>
  async (req, res) => {
    for (const guard of guards) {
      const pending = guard(req, res);
      if (pending) {
        await pending;
      }
    }
  };
