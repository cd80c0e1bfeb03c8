import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import type { Response } from 'express';
import type { OpenApiDocument } from '../services/openapi/types';
import type { Mount } from '../utils/route';
import type { OpenReq } from '../utils/input';
import { lazily } from '../utils/lazily';
import type * as schema from '../validators/docs.validator';
import { docsInitializer, docsPage } from './docs.page';

// The package is files for a browser: they are found, never loaded here.
const ASSETS = dirname(require.resolve('swagger-ui-dist/package.json'));

/** Asked at the first request, when every router is there. */
export type ListMounts = () => readonly Mount[];

export interface DocsDeps {
  readonly openApi: (mounts: readonly Mount[]) => Promise<OpenApiDocument>;
}

/** Serves the OpenAPI document and the page that shows it, all from our own origin. */
export function makeDocsController({ openApi }: DocsDeps, mounts: ListMounts) {
  const written = lazily(async () => write(await openApi(mounts())));
  return {
    async document(_req: OpenReq<typeof schema.document>, res: Response): Promise<void> {
      const { bytes, etag } = await written();
      res.set({ 'Cache-Control': 'no-cache', ETag: etag }).type('application/json').send(bytes);
    },

    page(req: OpenReq<typeof schema.page>, res: Response): void {
      const folder = req.path.endsWith('/') ? '' : 'docs/';
      res.set('Cache-Control', 'no-cache').type('html').send(docsPage(folder));
    },

    async asset(req: OpenReq<typeof schema.asset>, res: Response): Promise<void> {
      const { asset } = req.input.params;
      if (asset === 'initializer.js') {
        res.set('Cache-Control', 'no-cache').type('js').send(docsInitializer);
        return;
      }
      await sendFile(res, asset);
    },
  };
}

interface Written {
  readonly bytes: Buffer;
  readonly etag: string;
}

function write(document: OpenApiDocument): Written {
  const bytes = Buffer.from(JSON.stringify(document));
  return { bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url')}"` };
}

function sendFile(res: Response, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    res.sendFile(name, { root: ASSETS, maxAge: '1d' }, (error) => {
      // A reader who leaves in the middle is no failure of ours.
      if (error && !res.headersSent) {
        reject(error);
      } else {
        resolve();
      }
    });
  });
}
