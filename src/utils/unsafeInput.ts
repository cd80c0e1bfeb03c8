import { BadRequest } from './errors';

const MAX_DEPTH = 12;
const MAX_KEYS = 1_000;
const PROTOTYPE_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** Refuses keys that a query or an object could take for something else, and input that is too deep or too wide. */
export function refuseUnsafe(value: unknown): void {
  const budget = { keys: MAX_KEYS };
  walk(value, 0, budget);
}

function walk(value: unknown, depth: number, budget: { keys: number }): void {
  if (typeof value !== 'object' || value === null) {
    return;
  }
  if (depth > MAX_DEPTH) {
    throw new BadRequest('request.tooComplex');
  }
  for (const key of Object.keys(value)) {
    budget.keys -= 1;
    if (budget.keys < 0) {
      throw new BadRequest('request.tooComplex');
    }
    if (!Array.isArray(value) && isForbidden(key)) {
      throw new BadRequest('request.forbiddenKey', {
        pub: { errors: [{ field: key.slice(0, 100), message: 'forbidden key' }] },
      });
    }
    walk((value as Record<string, unknown>)[key], depth + 1, budget);
  }
}

const isForbidden = (key: string): boolean =>
  key.includes('$') || key.includes('.') || key.includes('\0') || PROTOTYPE_KEYS.has(key);
