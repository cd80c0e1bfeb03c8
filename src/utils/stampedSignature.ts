import { createHmac, type KeyObject } from 'node:crypto';
import { isSameText } from './keys';

const SCHEME = 'v1';
const STAMP = /^[1-9][0-9]{0,11}$/;

export interface StampedBody {
  readonly key: KeyObject | string;
  readonly raw: Buffer;
  /** `t=<seconds since 1970>,v1=<hex>`; other parts are passed over. */
  readonly header: string | undefined;
}

/** Signs a body together with the time: `t=…,v1=…`, as several payment providers do. */
export function stampSignature(key: KeyObject | string, raw: Buffer, at: Date): string {
  const stamp = String(Math.floor(at.getTime() / 1_000));
  return `t=${stamp},${SCHEME}=${digest(key, stamp, raw)}`;
}

/** What is wrong with a signed body: not signed with this key, or signed at a time too far from `now`; undefined when nothing is. */
export function faultOfStamp(
  { key, raw, header = '' }: StampedBody,
  now: Date,
  toleranceMs: number,
): 'signature' | 'age' | undefined {
  const parts = header.split(',').map((part) => part.trim());
  const stamp = parts.find((part) => part.startsWith('t='))?.slice(2) ?? '';
  const expected = digest(key, stamp, raw);
  const given = parts
    .filter((part) => part.startsWith(`${SCHEME}=`))
    .map((part) => part.slice(SCHEME.length + 1));
  if (!STAMP.test(stamp) || !given.some((signature) => isSameText(signature, expected))) {
    return 'signature';
  }
  return Math.abs(now.getTime() - Number(stamp) * 1_000) > toleranceMs ? 'age' : undefined;
}

const digest = (key: KeyObject | string, stamp: string, raw: Buffer): string =>
  createHmac('sha256', key).update(`${stamp}.`).update(raw).digest('hex');
