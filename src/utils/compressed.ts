import compression from 'compression';
import type { RequestHandler } from 'express';

/** What is shorter is sent as it is. */
export const WORTH_COMPRESSING_BYTES = 1_024;

const compress = compression({ threshold: WORTH_COMPRESSING_BYTES });

/** Compresses what is written from now on, for a client that understands it; it is laid around the few answers that gain by it. */
export const compressed: RequestHandler = (req, res, next) => {
  if (req.headers['accept-encoding'] === undefined) {
    next();
  } else {
    compress(req, res, next);
  }
};
