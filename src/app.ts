import express, { type Express } from 'express';
import type { Container } from './container';
import { makeAccessLog } from './middleware/accessLog';
import { makeDirectory } from './middleware/directory';
import { makeErrorHandler } from './middleware/errorHandler';
import { makeRequestMetrics } from './middleware/metrics';
import { knownMethods, notFound } from './middleware/notFound';
import { observe } from './middleware/observe';
import { requestContext } from './middleware/requestContext';
import { makeSecurity } from './middleware/security';
import { listMounts } from './routes';
import type { Mount } from './utils/route';

/** The HTTP application: the order of middleware, the mounts, 404 and the error handler. Never listens, never connects. */
export function createApp(container: Container, mounts: readonly Mount[] = listMounts(container)): Express {
  const { config, logger } = container;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.set('trust proxy', config.http.trustProxy);

  app.use(requestContext, observe(makeAccessLog({ logger }), makeRequestMetrics(container)));
  app.use(...makeSecurity(config.http));
  app.use(makeDirectory(mounts));
  for (const { prefix, router } of mounts) {
    app.use(prefix || '/', knownMethods(router));
  }
  app.use(notFound);
  app.use(makeErrorHandler(container));
  return app;
}
