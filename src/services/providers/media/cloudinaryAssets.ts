import { createHash } from 'node:crypto';
import { keyShape } from './keys';

/** How Cloudinary names what we keep there; pictures without their extension, everything else with it. */
export interface Asset {
  readonly publicId: string;
  readonly resourceType: 'image' | 'raw';
  /** `private`: the file itself is seen by signed addresses only. */
  readonly type: 'upload' | 'private';
  /** Of pictures. */
  readonly format?: string;
}

export interface CloudinaryPlace {
  readonly cloudName: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  /** Where its API is. */
  readonly apiUrl: string;
  /** Where it shows files. */
  readonly deliveryUrl: string;
}

export const cloudinaryKeys = keyShape('cl-');

/** What is made of a picture before it is shown; profile pictures as 002 has them. */
const SHOWN: Readonly<Record<string, string>> = { 'profile-images': 'c_fill,h_400,w_400/q_auto' };
const SHOWN_ELSE = 'c_limit,h_2048,w_2048/q_auto';
const SHOWN_AT =
  /^(?:image|raw)\/(?:upload|private)\/(?:[a-z0-9_,/]{1,100}\/)?v1\/([a-z-]{1,60}\/[^/]{1,60})$/;

/** The asset of a key; undefined when the key is none of Cloudinary's. */
export function assetOf(key: string): Asset | undefined {
  const file = cloudinaryKeys.read(key);
  if (!file) {
    return undefined;
  }
  const type = file.isPrivate ? 'private' : 'upload';
  return file.contentType.startsWith('image/')
    ? { publicId: `${file.folder}/${file.name}`, resourceType: 'image', type, format: file.extension }
    : { publicId: key, resourceType: 'raw', type };
}

/** The key of an asset as the API lists it; undefined when it is nothing of ours. */
export function keyOfAsset({ publicId, format }: Pick<Asset, 'publicId' | 'format'>): string | undefined {
  const key = format === undefined || format === '' ? publicId : `${publicId}.${format}`;
  return cloudinaryKeys.read(key) ? key : undefined;
}

/** Where everybody sees a file; a private one is not to be had there. */
export function deliveryUrlOf(asset: Asset, { deliveryUrl, cloudName }: CloudinaryPlace): string {
  const { publicId, resourceType, type, format } = asset;
  const [folder = ''] = publicId.split('/');
  const shown = format !== undefined && type === 'upload' ? `${SHOWN[folder] ?? SHOWN_ELSE}/` : '';
  const name = format === undefined ? publicId : `${publicId}.${format}`;
  return `${deliveryUrl}/${cloudName}/${resourceType}/${type}/${shown}v1/${name}`;
}

/** An address of the file as it was given, which holds until an instant. */
export function downloadUrlOf(
  asset: Asset,
  place: CloudinaryPlace,
  { now, until }: { readonly now: Date; readonly until: Date },
): string {
  const { publicId, resourceType, type, format } = asset;
  const params = {
    ...(resourceType === 'raw' && { attachment: 'true' }),
    expires_at: secondsOf(until),
    ...(format !== undefined && { format }),
    public_id: publicId,
    timestamp: secondsOf(now),
    type,
  };
  const query = new URLSearchParams({
    ...params,
    signature: signatureOf(params, place.apiSecret),
    api_key: place.apiKey,
  });
  return `${place.apiUrl}/v1_1/${place.cloudName}/${resourceType}/download?${query.toString()}`;
}

/** The key in an address of either kind; undefined for everybody else's. */
export function keyOfAddress(url: string, place: CloudinaryPlace): string | undefined {
  if (!URL.canParse(url)) {
    return undefined;
  }
  const { href, pathname, searchParams } = new URL(url);
  if (href.startsWith(`${place.deliveryUrl}/${place.cloudName}/`)) {
    const start = new URL(place.deliveryUrl).pathname.replace(/\/$/, '').length + place.cloudName.length + 2;
    const [, key = ''] = SHOWN_AT.exec(pathname.slice(start)) ?? [];
    return cloudinaryKeys.read(key) ? key : undefined;
  }
  const isDownload =
    href.startsWith(`${place.apiUrl}/v1_1/${place.cloudName}/`) && pathname.endsWith('/download');
  const [publicId, format] = [searchParams.get('public_id') ?? '', searchParams.get('format') ?? ''];
  return isDownload ? keyOfAsset({ publicId, format }) : undefined;
}

/** As Cloudinary wants it: the parameters in their order, then the secret. */
function signatureOf(params: Readonly<Record<string, string>>, secret: string): string {
  const pairs = Object.entries(params).map(([name, value]) => `${name}=${value.replaceAll('&', '%26')}`);
  return createHash('sha1')
    .update(pairs.sort().join('&') + secret)
    .digest('hex');
}

const secondsOf = (at: Date): string => String(Math.floor(at.getTime() / 1_000));
