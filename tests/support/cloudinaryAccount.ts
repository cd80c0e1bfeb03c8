import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { byteRangeOf } from '../../src/utils/byteRange';
import type { Form } from './multipart';

export const CLOUD = {
  cloudName: 'craftworks-test',
  apiKey: '874837483274837',
  apiSecret: 'a676b67565c6767a6767d6767f676fe1',
} as const;

/** A file as the account holds it. */
export interface HeldAsset {
  readonly publicId: string;
  readonly resourceType: string;
  readonly type: string;
  readonly format?: string;
  readonly tags: readonly string[];
  readonly createdAt: Date;
  readonly bytes: Buffer;
}

export interface Account {
  readonly held: Map<string, HeldAsset>;
  readonly now: () => Date;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Fields = Readonly<Record<string, string>>;

const PAGE = 2;
const HOUR_MS = 3_600_000;
const LOGIN = Buffer.from(`${CLOUD.apiKey}:${CLOUD.apiSecret}`).toString('base64');

/** An error as Cloudinary writes it. */
export const refusal = (status: number, message: string): Answer => ({
  status,
  body: { error: { message } },
});

const nameOf = (asset: Pick<HeldAsset, 'resourceType' | 'type' | 'publicId'>): string =>
  `${asset.resourceType}/${asset.type}/${asset.publicId}`;

/** As documented: every parameter but the file, the key, the names in the path and the signature itself. */
function faultOfSignature(fields: Fields): Answer | undefined {
  if (fields['api_key'] !== CLOUD.apiKey) {
    return refusal(401, `Unknown API key ${fields['api_key']}`);
  }
  const { signature, api_key: _, resource_type: _type, cloud_name: _name, ...signed } = fields;
  const text = Object.entries(signed)
    .map(([name, value]) => `${name}=${value.replaceAll('&', '%26')}`)
    .sort()
    .join('&');
  const due = createHash('sha1')
    .update(text + CLOUD.apiSecret)
    .digest('hex');
  return signature === due
    ? undefined
    : refusal(401, `Invalid Signature ${signature}. String to sign - '${text}'.`);
}

/** What is wrong with a signed form. */
export function faultOfForm(fields: Fields): Answer | undefined {
  const isStale = Math.abs(Date.now() - Number(fields['timestamp']) * 1_000) > HOUR_MS;
  return faultOfSignature(fields) ?? (isStale ? refusal(400, 'Stale request') : undefined);
}

/** Keeps a file; without `overwrite` the first one of a name stays. */
export async function upload(account: Account, resourceType: string, form: Form): Promise<Answer> {
  const { public_id: publicId = '', type = 'upload', tags = '', overwrite } = form.fields;
  const bytes = form.file ?? Buffer.alloc(0);
  const format = resourceType === 'image' ? await formatOf(bytes) : '';
  if (format === undefined) {
    return refusal(400, 'Invalid image file');
  }
  const named = { publicId, resourceType, type };
  const fresh = {
    ...named,
    ...(format && { format }),
    tags: tags.split(','),
    createdAt: account.now(),
    bytes,
  };
  return keep(account, fresh, overwrite !== 'false');
}

function keep({ held }: Account, fresh: HeldAsset, overwrites: boolean): Answer {
  const earlier = overwrites ? undefined : held.get(nameOf(fresh));
  held.set(nameOf(fresh), earlier ?? fresh);
  return { status: 200, body: { ...shown(earlier ?? fresh), ...(earlier && { existing: true }) } };
}

async function formatOf(bytes: Buffer): Promise<string | undefined> {
  try {
    const { format } = await sharp(bytes).metadata();
    return format === 'jpeg' ? 'jpg' : format;
  } catch {
    return undefined; // what is no picture is refused by the caller
  }
}

const shown = ({ publicId, resourceType, type, format, tags, createdAt, bytes }: HeldAsset) => ({
  public_id: publicId,
  resource_type: resourceType,
  type,
  ...(format !== undefined && { format }),
  tags,
  created_at: createdAt.toISOString().replace(/\.\d+Z$/, 'Z'),
  bytes: bytes.length,
});

/** Removes a file, or says that there is none. */
export function destroy({ held }: Account, resourceType: string, fields: Fields): Answer {
  const { public_id: publicId = '', type = 'upload' } = fields;
  const wasThere = held.delete(nameOf({ publicId, resourceType, type }));
  return { status: 200, body: { result: wasThere ? 'ok' : 'not found' } };
}

export interface Listing {
  readonly params: URLSearchParams;
  readonly resourceType: string;
  readonly type: string | undefined;
  readonly authorization: string | undefined;
}

/** Lists by name, or by age in small pages, so that a caller must turn them. */
export function list({ held }: Account, { params, resourceType, type, authorization }: Listing): Answer {
  if (authorization !== `Basic ${LOGIN}`) {
    return refusal(401, 'Invalid credentials');
  }
  const ofKind = [...held.values()].filter(
    (asset) => asset.resourceType === resourceType && asset.type === (type ?? asset.type),
  );
  const named = params.getAll('public_ids[]');
  if (named.length > 0) {
    const found = ofKind.filter(({ publicId }) => named.includes(publicId));
    return { status: 200, body: { resources: found.map(shown) } };
  }
  const since = new Date(params.get('start_at') ?? 0);
  const found = ofKind
    .filter(({ createdAt }) => createdAt >= since)
    .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  const start = Number(params.get('next_cursor') ?? 0);
  const next = start + PAGE < found.length ? { next_cursor: String(start + PAGE) } : {};
  return { status: 200, body: { resources: found.slice(start, start + PAGE).map(shown), ...next } };
}

/** The file as it was given, by a signed address that holds. */
export function download({ held, now }: Account, resourceType: string, fields: Fields): Answer {
  const wrong = faultOfSignature(fields);
  if (wrong) {
    return wrong;
  }
  if (Number(fields['expires_at']) * 1_000 <= now().getTime()) {
    return refusal(401, 'Expired link');
  }
  const { public_id: publicId = '', type = 'upload' } = fields;
  const asset = held.get(nameOf({ publicId, resourceType, type }));
  return asset
    ? { status: 200, body: asset.bytes, headers: { 'Content-Type': typeOf(asset) } }
    : refusal(404, `Resource not found - ${publicId}`);
}

/** What everybody sees at `/<image or raw>/<type>/<changes>/v1/<name>`, whole or in part. */
export async function deliver({ held }: Account, path: readonly string[], range = ''): Promise<Answer> {
  const [resourceType = '', type = '', ...rest] = path;
  const at = rest.indexOf('v1');
  const name = rest.slice(at + 1).join('/');
  const publicId = resourceType === 'image' ? name.replace(/\.[a-z]+$/, '') : name;
  const asset = held.get(nameOf({ publicId, resourceType, type }));
  if (!asset || asset.type === 'private') {
    return { status: asset ? 401 : 404, body: '' };
  }
  return part(await transformed(asset, rest.slice(0, at)), range, typeOf(asset));
}

const typeOf = ({ format }: HeldAsset): string =>
  format === undefined ? 'application/octet-stream' : `image/${format === 'jpg' ? 'jpeg' : format}`;

function part(bytes: Buffer, header: string, contentType: string): Answer {
  const range = byteRangeOf(header, bytes.length);
  if (range === 'outside') {
    return { status: 416, body: '', headers: { 'Content-Range': `bytes */${bytes.length}` } };
  }
  const headers = { 'Content-Type': contentType };
  if (!range) {
    return { status: 200, body: bytes, headers };
  }
  const { start, end } = range;
  const said = { ...headers, 'Content-Range': `bytes ${start}-${end}/${bytes.length}` };
  return { status: 206, body: bytes.subarray(start, end + 1), headers: said };
}

/** Cutting and fitting; the quality that `q_auto` finds is left as it was. */
function transformed({ bytes }: HeldAsset, steps: readonly string[]): Promise<Buffer> | Buffer {
  const size = steps.find((step) => step.startsWith('c_'));
  const [, crop, height, width] = /^c_([a-z]+),h_(\d+),w_(\d+)$/.exec(size ?? '') ?? [];
  if (crop === undefined) {
    return bytes;
  }
  const fit = crop === 'fill' ? ('cover' as const) : ('inside' as const);
  const options = { fit, withoutEnlargement: crop === 'limit' };
  return sharp(bytes).resize(Number(width), Number(height), options).toBuffer();
}
