import type { ErrorRequestHandler, Request, Response } from 'express';
import type { Logger } from '../config/logger';
import { AppError } from '../utils/errors';
import { sendAnswer } from '../utils/sendAnswer';
import { toAppError } from './errorMap';

/** Logs an error at the level it deserves and turns it into the answer that the client may see. */
export function reportError(error: unknown, req: Request, logger: Logger): AppError {
  const seen = toAppError(error);
  const fields = { code: seen.code, status: seen.status, method: req.method, path: req.path, ...seen.pvt };
  if (!seen.expose && seen.status === 500) {
    logger.error('request failed', { ...fields, error });
  } else if (!seen.expose) {
    logger.warn('request could not be served', { ...fields, error: seen.cause ?? seen.message });
  } else {
    logger.debug('request refused', fields);
  }
  return seen;
}

/** The only writer of error responses. */
export function makeErrorHandler({ logger }: { logger: Logger }): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    const seen = reportError(error, req, logger);
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
