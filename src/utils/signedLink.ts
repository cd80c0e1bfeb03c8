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

/** What a link says of itself: `forged` is what we never sealed like this. */
export type LinkState = 'good' | 'over' | 'forged';

/** Whether a link to `path` was sealed by us, and still holds. */
export function stateOfLink(
  key: KeyObject,
  path: string,
  { expires = '', signature = '', now }: Partial<LinkSeal> & { readonly now: Date },
): LinkState {
  if (!EXPIRES.test(expires) || !isSameText(signature, digest(key, path, expires))) {
    return 'forged';
  }
  return Number(expires) * 1_000 > now.getTime() ? 'good' : 'over';
}

/** Whether a link to `path` was sealed by us and still holds. */
export const isSealed = (
  key: KeyObject,
  path: string,
  seal: Partial<LinkSeal> & { readonly now: Date },
): boolean => stateOfLink(key, path, seal) === 'good';
