import { createHash } from 'node:crypto';
import { toObjectId } from '../../src/utils/ids';

/** Numbers that look drawn and are always the same for the same seed. */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** A whole number from 0 up to, not including, `count`. */
  below(count: number): number;
  pick<T>(from: readonly [T, ...T[]]): T;
  /** Around 0, mostly less than 1 away from it. */
  scatter(): number;
}

const WORD = 0x1_0000_0000;
const ID_DIGITS = 24;

const digestOf = (name: string): Buffer => createHash('sha256').update(`craftworks world ${name}`).digest();

/** The id of a thing of the large world: always the same for the same name. */
export const worldId = (name: string): ReturnType<typeof toObjectId> =>
  toObjectId(digestOf(name).toString('hex').slice(0, ID_DIGITS));

/** Each thing draws from its own seed, so that a world twice as large begins like the smaller one. */
export function randomOf(seed: string): Random {
  let state = digestOf(`random ${seed}`).readUInt32LE();
  // mulberry32
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / WORD;
  };
  const below = (count: number): number => Math.trunc(next() * count);
  return {
    next,
    below,
    pick: (from) => from[below(from.length)] ?? from[0],
    scatter: () => next() + next() + next() - 1.5,
  };
}
