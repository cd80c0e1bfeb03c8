import { createHash } from 'node:crypto';

/** FawryPay has no HMAC: the security key is the last of the fields whose digest is the signature. */
export const signed = (fields: readonly string[], securityKey: string): string =>
  createHash('sha256')
    .update([...fields, securityKey].join(''))
    .digest('hex');
