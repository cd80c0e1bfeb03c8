import { Router, type RequestHandler } from 'express';
import { NotFound } from '../utils/errors';
import { methodsOf, pathsOf, type ResourceRouter } from '../utils/route';

/** Reached when no route answered: notes which methods a known path has. */
export function knownMethods({ routes }: ResourceRouter): Router {
  const router = Router();
  for (const spec of routes) {
    router.all(pathsOf(spec), (_req, res, next) => {
      res.locals.allowedMethods ??= new Set();
      for (const method of methodsOf(spec)) {
        res.locals.allowedMethods.add(method.toUpperCase());
      }
      next();
    });
  }
  return router;
}

/** Unknown paths, and unknown methods on known paths (then with `Allow`): 404 `API route not found`. */
export const notFound: RequestHandler = (_req, res) => {
  const allowed = res.locals.allowedMethods;
  if (allowed) {
    res.setHeader('Allow', [...allowed].sort().join(', '));
  }
  throw new NotFound('request.routeNotFound');
};
