import { createHmac } from 'node:crypto';
import { isSameText } from './keys';

/** Time-based one-time passwords (RFC 6238) as authenticator apps make them: SHA-1, a step of 30 s. */

const STEP_MS = 30_000;
const DIGITS = 6;
/** Clocks differ: the step before and the step after are good too. */
const DRIFT = [0, -1, 1] as const;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The number of the step in which an instant lies. */
export const stepAt = (at: Date): number => Math.trunc(at.getTime() / STEP_MS);

/** The code of one step. */
export function codeOf(secret: Buffer, step: number, digits = DIGITS): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = mac.readUInt8(mac.length - 1) & 0xf;
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/** The step that a code belongs to, among those that are good at this instant. */
export function stepOfCode(secret: Buffer, code: string, at: Date): number | undefined {
  const now = stepAt(at);
  return DRIFT.map((drift) => now + drift).find((step) => isSameText(codeOf(secret, step), code));
}

/** The text that authenticator apps take, alone or as a QR code. */
export function otpauthUri(secret: string, account: string, issuer: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  const query = `secret=${secret}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=${DIGITS}`;
  return `otpauth://totp/${label}?${query}&period=${STEP_MS / 1000}`;
}

/** Bytes in the alphabet of RFC 4648, without padding. */
export function toBase32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => ALPHABET.charAt(parseInt(group.padEnd(5, '0'), 2))).join('');
}
