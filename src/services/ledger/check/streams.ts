import { Types } from 'mongoose';

/** Streams in the order of a key: the whole ledger passes through, and little of it is in memory at a time. */

/** Before every id: a range from it reads all in their order, by the index. */
export const FIRST_ID = new Types.ObjectId('0'.repeat(24));

export interface Keyed<T> {
  readonly key: string;
  readonly value: T;
}

export interface Pair<A, B> {
  readonly key: string;
  readonly left: A | undefined;
  readonly right: B | undefined;
}

/** Two streams, each with every key once and in order, side by side. */
export async function* joinSorted<A, B>(
  left: AsyncIterable<Keyed<A>>,
  right: AsyncIterable<Keyed<B>>,
): AsyncGenerator<Pair<A, B>> {
  const [a, b] = [left[Symbol.asyncIterator](), right[Symbol.asyncIterator]()];
  let [nextA, nextB] = [await a.next(), await b.next()];
  while (!nextA.done || !nextB.done) {
    const [keyA, keyB] = [keyOf(nextA), keyOf(nextB)];
    const key = isFirst(keyA, keyB) ? keyA : keyB;
    const hasA = keyA === key;
    const hasB = keyB === key;
    yield {
      key: key ?? '',
      left: hasA ? valueOf(nextA) : undefined,
      right: hasB ? valueOf(nextB) : undefined,
    };
    nextA = hasA ? await a.next() : nextA;
    nextB = hasB ? await b.next() : nextB;
  }
}

const keyOf = (result: IteratorResult<Keyed<unknown>>): string | undefined =>
  result.done ? undefined : result.value.key;

const valueOf = <T>(result: IteratorResult<Keyed<T>>): T | undefined =>
  result.done ? undefined : result.value.value;

const isFirst = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && (b === undefined || a <= b);

/** What follows one another with the same key, as one. */
export async function* groupSorted<T>(
  items: AsyncIterable<T>,
  keyOfItem: (item: T) => string,
): AsyncGenerator<Keyed<T[]>> {
  let group: { key: string; value: T[] } | undefined;
  for await (const item of items) {
    const key = keyOfItem(item);
    if (group?.key === key) {
      group.value.push(item);
      continue;
    }
    if (group) {
      yield group;
    }
    group = { key, value: [item] };
  }
  if (group) {
    yield group;
  }
}

/** The items, some at a time. */
export async function* inBatches<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length === size) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) {
    yield batch;
  }
}

/** Each item with its key. */
export async function* keyed<T>(
  items: AsyncIterable<T>,
  keyOfItem: (item: T) => string,
): AsyncGenerator<Keyed<T>> {
  for await (const value of items) {
    yield { key: keyOfItem(value), value };
  }
}
