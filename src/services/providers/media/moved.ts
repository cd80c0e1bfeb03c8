import { UpstreamError } from '../../../utils/errors';
import { cloudinaryKeys } from './cloudinaryAssets';
import type { MediaProvider } from './provider';

/** New files go to `to`; those that `from` has kept before stay there and are seen where they were. */
export function makeMovedMedia({
  to,
  from,
}: {
  readonly to: MediaProvider;
  readonly from: MediaProvider;
}): MediaProvider {
  const keeperOf = (key: string): MediaProvider => (cloudinaryKeys.read(key) ? to : from);
  return {
    name: to.name,
    newKey: to.newKey,
    store: to.store,
    open: (link, range) => keeperOf(link.key).open(link, range),
    read: (key) => keeperOf(key).read(key),
    delete: (key) => keeperOf(key).delete(key),
    urlOf: (key, until) => keeperOf(key).urlOf(key, until),
    keyOf: (url) => to.keyOf(url) ?? from.keyOf(url),
    async *listKeys(before) {
      yield* from.listKeys(before);
      yield* to.listKeys(before);
    },
    findMissing: async (keys) => [
      ...(await to.findMissing(keys.filter((key) => keeperOf(key) === to))),
      ...(await from.findMissing(keys.filter((key) => keeperOf(key) === from))),
    ],
  };
}

/** Without the account's names nothing of what is at Cloudinary is removed: it waits until they are back. */
export const withoutCloudinary = (local: MediaProvider): MediaProvider => ({
  ...local,
  delete: async (key) => {
    if (cloudinaryKeys.read(key)) {
      throw new UpstreamError('provider.failed', { pvt: { reason: 'CLOUDINARY_CLOUD_NAME is not set' } });
    }
    await local.delete(key);
  },
  findMissing: (keys) => local.findMissing(keys.filter((key) => !cloudinaryKeys.read(key))),
});
