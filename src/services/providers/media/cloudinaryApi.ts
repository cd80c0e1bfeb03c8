import { RequestTimeout, withDeadline } from '../../../utils/deadline';
import { UpstreamError } from '../../../utils/errors';
import { lazily } from '../../../utils/lazily';
import type { Asset, CloudinaryPlace } from './cloudinaryAssets';

export interface ApiOptions extends CloudinaryPlace {
  /** Marks what this installation has uploaded: an account may serve several. */
  readonly tag: string;
  readonly timeoutMs: number;
}

/** A file as the API lists it. */
export interface Listed {
  readonly publicId: string;
  readonly format?: string;
  readonly createdAt: Date;
  readonly isOurs: boolean;
}

export interface ListPage {
  readonly assets: readonly Listed[];
  readonly next: string | undefined;
}

export type AssetKind = Pick<Asset, 'resourceType' | 'type'>;

/** Cloudinary's API as far as we need it; every failure is an `UpstreamError` that tells nothing of our keys. */
export interface CloudinaryApi {
  upload(asset: Asset, bytes: Buffer): Promise<void>;
  destroy(asset: Asset): Promise<void>;
  /** What was uploaded from an instant on, the oldest first. */
  list(
    kind: AssetKind,
    from: { readonly since: Date; readonly next?: string | undefined },
  ): Promise<ListPage>;
  /** Those of at most a hundred that are there. */
  listNamed(kind: AssetKind, publicIds: readonly string[]): Promise<readonly Listed[]>;
}

const MOST = 500;
const BUSY = new Set([420, 429]);
const BUSY_S = 60;

type Fields = Readonly<Record<string, unknown>>;

/** Makes the API; the SDK is loaded at the first use. */
export function makeCloudinaryApi(options: ApiOptions): CloudinaryApi {
  const { tag, timeoutMs } = options;
  const sdk = lazily(load);
  const account = () => ({
    cloud_name: options.cloudName,
    api_key: options.apiKey,
    api_secret: options.apiSecret,
    upload_prefix: options.apiUrl,
    timeout: timeoutMs,
  });
  const call = (work: (loaded: Sdk) => Promise<unknown>): Promise<Fields> =>
    withDeadline(timeoutMs, sdk().then(work)).then(fieldsOf, refuse);
  const kindOf = ({ resourceType, type }: AssetKind) => ({ resource_type: resourceType, type });
  return {
    async upload(asset, bytes) {
      const given = {
        ...account(),
        ...kindOf(asset),
        public_id: asset.publicId,
        overwrite: false,
        tags: tag,
      };
      const kept = await call((loaded) => upload(loaded, given, bytes));
      if (kept['public_id'] !== asset.publicId || kept['bytes'] !== bytes.length) {
        throw failed({ reason: 'the answer is about another file' });
      }
    },

    async destroy(asset) {
      const given = { ...account(), ...kindOf(asset), invalidate: true };
      const { result } = await call(({ uploader }) => uploader.destroy(asset.publicId, given));
      if (result !== 'ok' && result !== 'not found') {
        throw failed({ reason: 'the answer does not say that the file is gone' });
      }
    },

    async list(kind, { since, next }) {
      const paging = { max_results: MOST, direction: 'asc', tags: true, start_at: since.toISOString() };
      const given = {
        ...account(),
        ...kindOf(kind),
        ...paging,
        ...(next !== undefined && { next_cursor: next }),
      };
      const page = await call(({ api }) => api.resources(given));
      const cursor = page['next_cursor'];
      return { assets: listedIn(page, tag), next: typeof cursor === 'string' ? cursor : undefined };
    },

    async listNamed(kind, publicIds) {
      const given = { ...account(), ...kindOf(kind), tags: true };
      return listedIn(await call(({ api }) => api.resources_by_ids([...publicIds], given)), tag);
    },
  };
}

async function load() {
  const { v2 } = await import('cloudinary');
  return v2;
}

type Sdk = Awaited<ReturnType<typeof load>>;

/** The library would also reject a promise that nobody holds. */
const upload = ({ uploader }: Sdk, options: object, bytes: Buffer): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const stream = uploader.upload_stream({ ...options, disable_promises: true }, (error, result) =>
      error ? reject(error) : resolve(result),
    );
    stream.on('error', reject);
    stream.end(bytes);
  });

const fieldsOf = (answer: unknown): Fields =>
  typeof answer === 'object' && answer !== null ? (answer as Fields) : {};

function listedIn(page: Fields, tag: string): Listed[] {
  const resources = page['resources'];
  return (Array.isArray(resources) ? resources : []).map(fieldsOf).map((resource) => {
    const { public_id: publicId, format, created_at: createdAt, tags } = resource;
    return {
      publicId: String(publicId),
      ...(typeof format === 'string' && { format }),
      createdAt: new Date(String(createdAt)),
      isOurs: Array.isArray(tags) && tags.includes(tag),
    };
  });
}

/** The library's errors hold the whole request with the secret: the log gets the number and the name only. */
function refuse(error: unknown): never {
  if (error instanceof RequestTimeout) {
    throw failed({ reason: 'no answer in time' });
  }
  const outer = fieldsOf(error);
  const { http_code: httpCode, name, code } = fieldsOf(outer['error'] ?? outer);
  throw failed(
    { httpCode, name: name ?? code },
    typeof httpCode === 'number' && BUSY.has(httpCode) ? BUSY_S : undefined,
  );
}

/** The failure of a call, for the log and the reader. */
export const failed = (pvt: Readonly<Record<string, unknown>>, retryAfterSeconds?: number): UpstreamError =>
  new UpstreamError('provider.failed', {
    pvt: { provider: 'cloudinary', ...pvt },
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
