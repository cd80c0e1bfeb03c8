import { buffer } from 'node:stream/consumers';
import { after, days, minutes, type Clock } from '../../../utils/clock';
import { UpstreamError } from '../../../utils/errors';
import { failed, makeCloudinaryApi, type AssetKind, type CloudinaryApi } from './cloudinaryApi';
import {
  assetOf,
  cloudinaryKeys,
  deliveryUrlOf,
  downloadUrlOf,
  keyOfAddress,
  keyOfAsset,
  type Asset,
  type CloudinaryPlace,
} from './cloudinaryAssets';
import type { FileToStore, MediaProvider } from './provider';

export interface CloudinaryOptions {
  readonly cloudName: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly clock: Clock;
  /** Marks what this installation has uploaded: an account may serve several, and none sweeps away another's files. */
  readonly tag: string;
  /** Other places than its own; tests lead it to a server of theirs. */
  readonly apiUrl?: string;
  readonly deliveryUrl?: string;
  readonly timeoutMs?: number;
}

const API_URL = 'https://api.cloudinary.com';
const DELIVERY_URL = 'https://res.cloudinary.com';
const TIMEOUT_MS = 10_000;
/** How far back files are listed: the whole account would be too much to read each time. */
const LISTED_MS = days(7);
const NAMED_AT_ONCE = 100;
const KINDS: readonly AssetKind[] = [
  { resourceType: 'image', type: 'upload' },
  { resourceType: 'image', type: 'private' },
  { resourceType: 'raw', type: 'upload' },
  { resourceType: 'raw', type: 'private' },
];

/** Keeps files at Cloudinary, which also shows them; private ones as they were given, by addresses that end. */
export function makeCloudinaryMedia(options: CloudinaryOptions): MediaProvider {
  const { clock, timeoutMs = TIMEOUT_MS } = options;
  const place = {
    ...options,
    apiUrl: options.apiUrl ?? API_URL,
    deliveryUrl: options.deliveryUrl ?? DELIVERY_URL,
  };
  const api = makeCloudinaryApi({ ...place, timeoutMs });
  const downloadUrl = (asset: Asset, until: Date): string =>
    downloadUrlOf(asset, place, { now: clock.now(), until });
  return {
    name: 'cloudinary',
    newKey: cloudinaryKeys.newKey,
    store: (file) => store(file, api),
    open: () => Promise.resolve(undefined),
    read: async (key) => {
      const asset = assetOf(key);
      return asset && fetchFile(downloadUrl(asset, after(clock.now(), minutes(1))), timeoutMs);
    },
    delete: async (key) => {
      const asset = assetOf(key);
      if (asset) {
        await api.destroy(asset);
      }
    },
    urlOf: (key, until) => {
      const asset = someAsset(key);
      const isForLinks = asset.type === 'private' && !cloudinaryKeys.read(key)?.isCiphered;
      return until && isForLinks ? downloadUrl(asset, until) : deliveryUrlOf(asset, place);
    },
    keyOf: (url) => keyOfAddress(url, place satisfies CloudinaryPlace),
    listKeys: (before) => listKeys(api, before),
    findMissing: (keys) => findMissing(api, keys),
  };
}

function someAsset(key: string): Asset {
  const asset = assetOf(key);
  if (!asset) {
    throw new Error(`no file of Cloudinary has this name: ${key}`);
  }
  return asset;
}

/** A stream that breaks off has broken off before Cloudinary hears of it. */
async function store(file: FileToStore, api: CloudinaryApi): Promise<{ key: string }> {
  const key = 'key' in file ? file.key : cloudinaryKeys.newKey(file);
  const { content } = file;
  await api.upload(someAsset(key), Buffer.isBuffer(content) ? content : await buffer(content));
  return { key };
}

async function fetchFile(url: string, timeoutMs: number): Promise<Buffer | undefined> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
    const bytes = Buffer.from(await answer.arrayBuffer());
    if (answer.ok || answer.status === 404) {
      return answer.ok ? bytes : undefined;
    }
    throw failed({ httpCode: answer.status });
  } catch (error) {
    throw error instanceof UpstreamError
      ? error
      : failed({ reason: 'no answer', name: (error as Error).name });
  }
}

async function* listKeys(api: CloudinaryApi, before: Date): AsyncGenerator<string> {
  const since = after(before, -LISTED_MS);
  for (const kind of KINDS) {
    let next: string | undefined;
    do {
      const page = await api.list(kind, { since, next });
      const old = page.assets.filter(({ createdAt }) => createdAt < before);
      yield* old.flatMap((asset) => (asset.isOurs ? (keyOfAsset(asset) ?? []) : []));
      next = old.length === page.assets.length ? page.next : undefined;
    } while (next !== undefined);
  }
}

async function findMissing(api: CloudinaryApi, keys: readonly string[]): Promise<string[]> {
  const missing = keys.filter((key) => !assetOf(key));
  for (const kind of KINDS) {
    const wanted = keys.filter((key) => isOfKind(assetOf(key), kind));
    for (let start = 0; start < wanted.length; start += NAMED_AT_ONCE) {
      const some = wanted.slice(start, start + NAMED_AT_ONCE);
      const listed = await api.listNamed(
        kind,
        some.map((key) => someAsset(key).publicId),
      );
      const there = new Set(listed.map(({ publicId }) => publicId));
      missing.push(...some.filter((key) => !there.has(someAsset(key).publicId)));
    }
  }
  return missing;
}

const isOfKind = (asset: Asset | undefined, { resourceType, type }: AssetKind): boolean =>
  asset?.resourceType === resourceType && asset.type === type;
