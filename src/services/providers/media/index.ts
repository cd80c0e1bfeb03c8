import { createHash, type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import type { Config } from '../../../config';
import type { Clock } from '../../../utils/clock';
import { keyedDigest } from '../../../utils/keys';
import { makeCloudinaryMedia } from './cloudinary';
import { makeLocalMedia } from './local';
import { makeMovedMedia, withoutCloudinary } from './moved';
import type { MediaProvider } from './provider';

interface Deps {
  readonly clock: Clock;
  readonly linkKey: KeyObject;
  readonly tempDir: string;
}

/** The provider for these settings: Cloudinary with an account, else the folder of this server. */
export function makeMediaProvider(
  { dataDir, http, media }: Pick<Config, 'dataDir' | 'http' | 'media'>,
  deps: Deps,
): MediaProvider {
  const local = makeLocalMedia({
    ...deps,
    dir: join(dataDir, 'media'),
    baseUrl: (http.publicUrl ?? '').replace(/\/+$/, ''),
  });
  if (!media.cloudinary) {
    return withoutCloudinary(local);
  }
  const to = makeCloudinaryMedia({ ...media.cloudinary, clock: deps.clock, tag: tagOf(deps.linkKey) });
  return makeMovedMedia({ to, from: local });
}

/** The same for every process of one installation, and for no other. */
const tagOf = (key: KeyObject): string =>
  `craftworks-${createHash('sha256').update(keyedDigest(key, 'media')).digest('hex').slice(0, 16)}`;
