import type { Request, RequestHandler, Response } from 'express';

/** A request whose answer is sent, or whose client is gone. */
export interface Ended {
  readonly req: Request;
  readonly res: Response;
  /** The pattern of its route, never the address that was asked for. */
  readonly route: string;
  readonly status: number;
  readonly ms: number;
}

/** What a client left before the answer counts as (nginx's word for it). */
const CLIENT_GONE = 499;

/** Tells each listener of each request once it has ended, and how long it took. */
export const observe =
  (...listeners: readonly ((ended: Ended) => void)[]): RequestHandler =>
  (req, res, next) => {
    const start = performance.now();
    res.once('close', () => {
      const status = res.writableFinished ? res.statusCode : CLIENT_GONE;
      const ended = {
        req,
        res,
        route: res.locals.routePath ?? 'unmatched',
        status,
        ms: performance.now() - start,
      };
      for (const listener of listeners) {
        listener(ended);
      }
    });
    next();
  };
