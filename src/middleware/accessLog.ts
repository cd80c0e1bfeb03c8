import type { Request, Response } from 'express';
import morgan from 'morgan';
import type { Logger } from '../config/logger';
import type { Ended } from './observe';

/** Words for a request; morgan's own middleware would listen to each answer three times over. */
const words = morgan as unknown as morgan.TokenIndexer<Request, Response>;

/** Logs each request that has ended: by its route, never by the values in its address. */
export function makeAccessLog({ logger }: { readonly logger: Logger }): (ended: Ended) => void {
  return ({ req, res, route, status, ms }) => {
    logger.info('request', {
      requestId: req.id, // the end of a connection belongs to no request
      method: words['method']?.(req, res),
      route,
      status,
      ms: Math.round(ms * 1_000) / 1_000,
      ...(req.actor && { userId: req.actor.id }),
    });
  };
}
