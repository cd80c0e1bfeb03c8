import type { ErrorRequestHandler, Request, Response } from 'express';
import type { ErrorTracker } from '../config/errorTracker';
import type { Logger } from '../config/logger';
import type { AppError } from '../utils/errors';
import { sendAnswer } from '../utils/sendAnswer';
import { toAppError } from './errorMap';

interface Deps {
  readonly logger: Logger;
  readonly errorTracker: ErrorTracker;
}

/** Logs an error at the level it deserves; what somebody must look at goes to the error tracker, too. */
function report(
  seen: AppError,
  { req, res }: { req: Request; res: Response },
  { logger, errorTracker }: Deps,
): void {
  const fields = { code: seen.code, status: seen.status, method: req.method, path: req.path, ...seen.pvt };
  if (!seen.expose && seen.status === 500) {
    logger.error('request failed', { ...fields, error: seen.cause ?? seen });
    errorTracker.capture(seen.cause ?? seen, { requestId: req.id, route: res.locals.routePath });
  } else if (!seen.expose) {
    logger.warn('request could not be served', { ...fields, error: seen.cause ?? seen.message });
  } else {
    logger.debug('request refused', fields);
  }
}

/** The only writer of error responses. */
export function makeErrorHandler(deps: Deps): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    const seen = toAppError(error);
    report(seen, { req, res }, deps);
    if (res.headersSent) {
      next(error);
      return;
    }
    writeError(seen, req, res);
  };
}

/** Writes an error in the words of the request's surface and language. */
export function writeError(error: AppError, req: Request, res: Response): void {
  if (error.retryAfterSeconds !== undefined) {
    res.setHeader('Retry-After', String(Math.max(1, Math.ceil(error.retryAfterSeconds))));
  }
  if (error.status === 401) {
    res.setHeader('WWW-Authenticate', 'Bearer');
  }
  const body = res.locals.surface.failure(error, { locale: req.locale, requestId: req.id });
  sendAnswer(res, { status: error.status, body });
}
