import type { Request, RequestHandler, Response } from 'express';
import morgan from 'morgan';
import type { Logger } from '../config/logger';

/** Logs each request once it is answered: by its route, never by the values in its address. */
export function makeAccessLog({ logger }: { logger: Logger }): RequestHandler {
  const line = (tokens: morgan.TokenIndexer<Request, Response>, req: Request, res: Response): undefined => {
    logger.info('request', {
      method: req.method,
      route: res.locals.routePath ?? 'unmatched',
      status: res.statusCode,
      ms: Number(tokens['response-time']?.(req, res) ?? 0),
      ...(req.actor && { userId: req.actor.id }),
    });
    return undefined; // morgan writes nothing itself
  };
  return morgan<Request, Response>(line);
}
