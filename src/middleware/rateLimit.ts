import type { Request } from 'express';
import { ipKeyGenerator, rateLimit, type Store } from 'express-rate-limit';
import { LRUCache } from 'lru-cache';
import { limits, type Limit, type LimitName } from '../config/limits';
import type { RateCounters } from '../services/limits/rateCounters';
import type { Clock } from '../utils/clock';
import { TooMany } from '../utils/errors';
import type { Guard } from '../utils/route';

interface Deps {
  readonly clock: Clock;
  readonly counters: Pick<RateCounters, 'hit' | 'hitStrict'>;
  /** The figures; tests bring smaller ones. */
  readonly figures?: Readonly<Record<LimitName, Limit>>;
}

/** An IPv6 address costs 7 µs to reduce to its network, and a dual-stack socket writes every address as one. */
const networks = new LRUCache<string, string>({
  max: 10_000,
  memoMethod: (address) => ipKeyGenerator(address),
});

/**
 * Makes the guard of each named limit; it runs after authentication and counts a signed-in caller as himself, all others
 * by address (`trust proxy` of the app says which address that is). express-rate-limit costs 4 µs a request, measured.
 */
export function makeRateLimit({ clock, counters, figures = limits }: Deps): (name: LimitName) => Guard {
  return (name) => {
    const limit = figures[name];
    const limiter = rateLimit({
      windowMs: limit.windowMs,
      limit: (req) => (req.actor ? limit.signedIn : limit.anonymous),
      keyGenerator: callerOf,
      store: storeOf(name, limit, { clock, counters }),
      // The drafts after 6 fold everything into one header; product.md speaks of `RateLimit-*`.
      standardHeaders: 'draft-6',
      legacyHeaders: false,
      validate: false,
      handler: (req, _res, next) => next(refusal(req)),
    });
    return (req, res) =>
      new Promise((resolve, reject) => {
        const next = (error?: unknown): void => (error === undefined ? resolve() : reject(error));
        void limiter(req, res, next);
      });
  };
}

const callerOf = (req: Request): string =>
  req.actor ? `user:${req.actor.id}` : `address:${networks.memo(req.ip ?? 'unknown')}`;

function refusal({ rateLimit: info }: Request & { rateLimit?: { resetTime?: Date } }): TooMany {
  const left = (info?.resetTime?.getTime() ?? 0) - Date.now();
  return new TooMany('request.tooMany', { retryAfterSeconds: Math.max(1, Math.ceil(left / 1000)) });
}

function storeOf(name: LimitName, { windowMs, strict }: Limit, { clock, counters }: Deps): Store {
  return {
    increment: async (caller) => {
      const hit = { limit: name, caller, windowMs };
      const { used, endsAt } = strict ? await counters.hitStrict(hit) : counters.hit(hit);
      // express-rate-limit reckons with the time of the machine, windows run by the injected clock.
      const left = endsAt - clock.now().getTime();
      return { totalHits: used, resetTime: new Date(Date.now() + left) };
    },
    // No option that would take a hit back is in use.
    decrement: () => undefined,
    resetKey: () => undefined,
  };
}
