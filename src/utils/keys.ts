import { createHmac, createSecretKey, hkdfSync, timingSafeEqual, type KeyObject } from 'node:crypto';
import { tokenKey } from './accessToken';

/** The keys of the server, each for one purpose. */
export interface Keys {
  /** Signs access tokens. */
  readonly jwt: KeyObject;
  /** Makes and hashes refresh tokens and the tokens of mailed links. */
  readonly tokenHash: KeyObject;
  /** Signs short-lived links to files. */
  readonly linkSigning: KeyObject;
  /** Encrypts the seeds of second factors. */
  readonly totp: KeyObject;
  /** Hashes the codes that are sent to phones. */
  readonly codeHash: KeyObject;
  /** Encrypts them on their way to the carrier. */
  readonly codeSeal: KeyObject;
  /** Signs the webhooks of the sandbox gateway. */
  readonly sandboxWebhook: KeyObject;
}

const KEY_BYTES = 32;

/** Derives every key from the one secret; a derived key says nothing about the others. */
export function makeKeys(secret: string): Keys {
  const derived = (purpose: string): KeyObject =>
    createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', `craftworks/${purpose}`, KEY_BYTES)));
  return {
    jwt: tokenKey(secret),
    tokenHash: derived('tokenHash'),
    linkSigning: derived('linkSigning'),
    totp: derived('totp'),
    codeHash: derived('codeHash'),
    codeSeal: derived('codeSeal'),
    sandboxWebhook: derived('sandboxWebhook'),
  };
}

/** A keyed digest, safe in an address. */
export const keyedDigest = (key: KeyObject, text: string): string =>
  createHmac('sha256', key).update(text).digest('base64url');

/** Compares two texts without telling by the time where they differ. */
export function isSameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
