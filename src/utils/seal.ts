import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts bytes (AES-256-GCM); `context`, such as the owner's id, is needed to read them and stands nowhere in them. */
export function sealBytes(key: KeyObject, bytes: Buffer, context: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, iv).setAAD(Buffer.from(context));
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
}

/** Reads what `sealBytes` wrote; throws when the key or the context is another one, or a bit was changed. */
export function unsealBytes(key: KeyObject, all: Buffer, context: string): Buffer {
  const iv = all.subarray(0, IV_BYTES);
  const tag = all.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
  const decipher = createDecipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(context))
    .setAuthTag(tag);
  return Buffer.concat([decipher.update(all.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
}

/** `sealBytes` as text. */
export const seal = (key: KeyObject, bytes: Buffer, context: string): string =>
  sealBytes(key, bytes, context).toString('base64url');

/** Reads what `seal` wrote; throws when the key or the context is another one, or a bit was changed. */
export const unseal = (key: KeyObject, text: string, context: string): Buffer =>
  unsealBytes(key, Buffer.from(text, 'base64url'), context);
