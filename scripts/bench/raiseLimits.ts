import { limits } from '../../src/config/limits';

/** Requests are counted as ever, but a few callers may send them all: each more costs a session look-up a second. */
export function raiseLimits(): void {
  for (const limit of Object.values(limits)) {
    Object.assign(limit, { anonymous: Number.MAX_SAFE_INTEGER, signedIn: Number.MAX_SAFE_INTEGER });
  }
}
