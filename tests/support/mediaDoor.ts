import express, { type Express, type Request } from 'express';
import { makeMediaController } from '../../src/controllers/media.controller';
import type { MediaProvider } from '../../src/services/providers/media/provider';
import { AppError } from '../../src/utils/errors';
import { memoryLogger } from '../helpers/logger';

/** `/media` of a provider that this server serves, as the real route does it and without the rest of the server. */
export function mediaDoor(provider: () => MediaProvider): Express {
  const { show } = makeMediaController({
    logger: memoryLogger(),
    mediaLibrary: { open: (...args: Parameters<MediaProvider['open']>) => provider().open(...args) } as never,
  });
  const app = express();
  app.get('/media/:folder/:name', async (req: Request, res) => {
    try {
      await show(
        Object.assign(req, { input: { params: req.params, query: req.query, body: {} } }) as never,
        res,
      );
    } catch (error) {
      res.status(error instanceof AppError ? error.status : 500).end();
    }
  });
  return app;
}
