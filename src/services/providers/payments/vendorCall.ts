import { UpstreamError } from '../../../utils/errors';
import type { GatewayName } from './provider';

export interface VendorCall {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** What a vendor answered: JSON, with a status below 500 that is not 429. */
export interface VendorAnswer {
  readonly status: number;
  readonly body: unknown;
}

export interface VendorOptions {
  readonly vendor: GatewayName;
  readonly baseUrl: string;
  readonly timeoutMs: number;
}

/** How long a caller waits when the vendor does not say: a moment after a refusal of its gate, a little when it is ill. */
const BUSY_S = 1;
export const ILL_S = 10;
const LONGEST_WAIT_S = 3_600;

/** Makes the calls of a vendor without an SDK; all that is no clear answer is `UpstreamError` with a time to wait. */
export function makeVendorCall({ vendor, baseUrl, timeoutMs }: VendorOptions) {
  return async ({ method, path, headers = {}, body }: VendorCall): Promise<VendorAnswer> => {
    const { status, text, retryAfter } = await exchange(`${baseUrl}${path}`, {
      method,
      headers: {
        Accept: 'application/json',
        ...(body && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    }).catch((cause: unknown) => {
      throw vendorFailed(vendor, { reason: 'no answer', cause });
    });
    if (status === 429 || status >= 500) {
      const fallback = status === 429 ? BUSY_S : ILL_S;
      throw vendorFailed(vendor, { status, waitSeconds: waitOf(retryAfter, fallback) });
    }
    return { status, body: parsed(text, () => vendorFailed(vendor, { status, reason: 'no JSON' })) };
  };
}

export type CallVendor = ReturnType<typeof makeVendorCall>;

async function exchange(url: string, init: RequestInit) {
  const answer = await fetch(url, init);
  return {
    status: answer.status,
    text: await answer.text(),
    retryAfter: answer.headers.get('retry-after'),
  };
}

function parsed(text: string, failure: () => Error): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // What the vendor wrote may quote the payer: only that it is no JSON is told.
    throw failure();
  }
}

/** `Retry-After` in whole seconds, within reason. */
export function waitOf(header: unknown, fallback: number): number {
  const seconds = Math.ceil(Number(header ?? Number.NaN));
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, LONGEST_WAIT_S) : fallback;
}

export interface Failure {
  readonly reason?: string;
  readonly status?: number | undefined;
  readonly code?: string | undefined;
  readonly waitSeconds?: number;
  readonly cause?: unknown;
}

/** It is not known what happened; the log hears the vendor's code and status, never its words. */
export const vendorFailed = (
  provider: GatewayName,
  { waitSeconds = ILL_S, cause, ...told }: Failure,
): UpstreamError =>
  new UpstreamError('provider.failed', {
    pvt: { provider, ...told },
    retryAfterSeconds: waitSeconds,
    ...(cause !== undefined && { cause }),
  });
