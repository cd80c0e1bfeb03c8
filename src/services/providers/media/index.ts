import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import type { Config } from '../../../config';
import type { Clock } from '../../../utils/clock';
import { makeLocalMedia } from './local';
import type { MediaProvider } from './provider';

/** The provider for these settings: the folder of this server. */
export const makeMediaProvider = (
  { dataDir, http }: Pick<Config, 'dataDir' | 'http'>,
  deps: { readonly clock: Clock; readonly linkKey: KeyObject; readonly tempDir: string },
): MediaProvider =>
  makeLocalMedia({
    ...deps,
    dir: join(dataDir, 'media'),
    baseUrl: (http.publicUrl ?? '').replace(/\/+$/, ''),
  });
