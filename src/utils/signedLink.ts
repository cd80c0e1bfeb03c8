import type { KeyObject } from 'node:crypto';
import { isSameText, keyedDigest } from './keys';

/** What a signed link carries besides its path. */
export interface LinkSeal {
  /** Seconds since 1970. */
  readonly expires: string;
  readonly signature: string;
}

const EXPIRES = /^[1-9][0-9]{0,11}$/;

const digest = (key: KeyObject, path: string, expires: string): string =>
  keyedDigest(key, `link\n${path}\n${expires}`);

/** Seals a path until an instant: neither can be changed without the key. */
export function sealLink(key: KeyObject, path: string, until: Date): LinkSeal {
  const expires = String(Math.floor(until.getTime() / 1_000));
  return { expires, signature: digest(key, path, expires) };
}

/** Whether a link to `path` was sealed by us and still holds. */
export function isSealed(
  key: KeyObject,
  path: string,
  { expires = '', signature = '', now }: Partial<LinkSeal> & { readonly now: Date },
): boolean {
  const isOurs = EXPIRES.test(expires) && isSameText(signature, digest(key, path, expires));
  return isOurs && Number(expires) * 1_000 > now.getTime();
}
