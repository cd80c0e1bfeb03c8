import type { Model, QueryFilter, Types } from 'mongoose';
import type { HistoryKind } from '../../utils/historyWords';
import { idOf, type Id } from '../../utils/ids';
import { countCapped } from '../../utils/paging';

type Fact = string | number | boolean | null;

/** One line of what became of a user. */
export interface HistoryLine {
  readonly kind: HistoryKind;
  readonly id: Id;
  readonly at: Date;
  /** Ids, amounts, states; no texts that others wrote in confidence, no secrets. */
  readonly facts: Readonly<Record<string, Fact>>;
}

/** Where a page begins: after the line of this instant, source and id. */
export interface Place {
  readonly at: Date;
  readonly source: number;
  readonly id: Types.ObjectId;
}

/** One collection's part in the history of a user. */
export interface HistorySource {
  readonly kind: HistoryKind;
  /** The latest first, at most `limit`, beyond `after`; `index` is the source's own number. */
  list(userId: Types.ObjectId, asked: Asked): Promise<readonly HistoryLine[]>;
  /** How many there are; exact up to 10,000. */
  count(userId: Types.ObjectId): Promise<number>;
}

export interface Asked {
  readonly limit: number;
  readonly after: Place | undefined;
  readonly index: number;
}

interface Spec<T> {
  readonly kind: HistoryKind;
  /** The instant by which an index orders what the filter finds. */
  readonly at: keyof T & string;
  readonly filter: (userId: Types.ObjectId) => QueryFilter<T>;
  readonly facts: (document: T, userId: Types.ObjectId) => HistoryLine['facts'];
}

/** Makes a source of a collection that has an index of the filter's fields, the instant and the id. */
export const sourceOf = <T extends { readonly _id: Types.ObjectId }>(
  model: Model<T>,
  { kind, at, filter, facts }: Spec<T>,
): HistorySource => ({
  kind,
  async list(userId, { limit, after, index }) {
    const where = { ...filter(userId), ...(after && beyond(at, after, index)) } as QueryFilter<T>;
    const found = (await model
      .find(where)
      .sort({ [at]: -1, _id: -1 })
      .limit(limit)
      .lean()
      .exec()) as T[];
    return found.map((one) => ({ kind, id: idOf(one), at: one[at] as Date, facts: facts(one, userId) }));
  },
  count: (userId) => countCapped(model, filter(userId)),
});

/** Lines of one instant stand in the order of the sources, then of their ids. */
function beyond(at: string, after: Place, index: number): Record<string, unknown> {
  if (index === after.source) {
    return {
      [at]: { $lte: after.at },
      $or: [{ [at]: { $lt: after.at } }, { [at]: after.at, _id: { $lt: after.id } }],
    };
  }
  return { [at]: index < after.source ? { $lt: after.at } : { $lte: after.at } };
}
