import type { IncomingMessage } from 'node:http';

/** Whether the proxy at `address`, `hop` steps away from us, may say who called it; Express compiles it from `trust proxy`. */
export type TrustProxy = (address: string, hop: number) => boolean;

/** The address of whoever called, as Express' `req.ip` says it, for requests that do not pass through Express. */
export function clientAddress({ socket, headers }: IncomingMessage, trusts: TrustProxy): string {
  const forwarded = String(headers['x-forwarded-for'] ?? '').split(',');
  const named = forwarded.map((address) => address.trim()).filter(Boolean);
  const chain = [socket.remoteAddress ?? 'unknown', ...named.reverse()];
  return chain.find((address, hop) => !trusts(address, hop)) ?? chain.at(-1) ?? 'unknown';
}
