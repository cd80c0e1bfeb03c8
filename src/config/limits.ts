import { hours, minutes } from '../utils/clock';

export interface Limit {
  /** Points of an anonymous caller (by address) and of a signed-in one (by user) within the window. */
  readonly anonymous: number;
  readonly signedIn: number;
  readonly windowMs: number;
  /** Strict limits are counted in the shared store at each request; the others are added up there each second. */
  readonly strict: boolean;
}

const defineLimits = <const T extends Record<string, Limit>>(limits: T): T => limits;

/** The named rate limits (quality.md, Security); each route states one. */
export const limits = defineLimits({
  read: { anonymous: 100, signedIn: 1_500, windowMs: minutes(15), strict: false },
  write: { anonymous: 100, signedIn: 600, windowMs: minutes(15), strict: false },
  authAttempt: { anonymous: 30, signedIn: 30, windowMs: minutes(15), strict: true },
  register: { anonymous: 20, signedIn: 20, windowMs: hours(1), strict: true },
  /** A ceiling: how many codes are sent is a setting, and counted where they are sent. */
  otpSend: { anonymous: 60, signedIn: 60, windowMs: hours(1), strict: true },
  upload: { anonymous: 10, signedIn: 60, windowMs: hours(1), strict: true },
  contact: { anonymous: 5, signedIn: 10, windowMs: hours(1), strict: true },
  report: { anonymous: 5, signedIn: 10, windowMs: hours(1), strict: true },
  export: { anonymous: 5, signedIn: 60, windowMs: hours(1), strict: true },
  assistant: { anonymous: 20, signedIn: 60, windowMs: minutes(15), strict: true },
  /** Copies of all of one’s data. */
  ownData: { anonymous: 5, signedIn: 5, windowMs: hours(24), strict: true },
  message: { anonymous: 10, signedIn: 120, windowMs: minutes(10), strict: true },
  /** Health, metrics, documentation, provider callbacks. */
  open: { anonymous: 6_000, signedIn: 6_000, windowMs: minutes(15), strict: false },
});

export type LimitName = keyof typeof limits;
