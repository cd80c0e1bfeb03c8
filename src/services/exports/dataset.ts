import type { Model, QueryFilter } from 'mongoose';
import { toObjectId } from '../../utils/ids';
import { CSV_BEGIN, csvLine, type Cell } from '../../utils/csv';

export interface ExportRange {
  /** From this instant on. */
  readonly from?: Date | undefined;
  /** Before this instant. */
  readonly to?: Date | undefined;
}

export interface Dataset {
  /** The lines of the file in parts, read from a cursor as they are asked for; who stops asking closes the cursor. */
  lines(range: ExportRange): AsyncGenerator<string, void, undefined>;
}

type Columns<T> = Readonly<Record<string, (row: T) => Cell>>;

interface Spec<T> {
  /** The instant that the range is about. */
  readonly at: keyof T & string;
  readonly filter?: QueryFilter<T>;
  /** An order that an index gives. */
  readonly sort?: Readonly<Record<string, 1 | -1>>;
  /** Fields that are not read. */
  readonly without?: Readonly<Record<string, 0>>;
  /** An allow-list: what is not named here never leaves. */
  readonly columns: Columns<T>;
}

const BATCH = 200;
/** The range changes nothing but lets every engine walk along the ids. */
const ALL_IDS = { _id: { $gt: toObjectId('000000000000000000000000') } } as const;

/** Makes a data set of a collection. */
export const datasetOf = <T>(model: Model<T>, { at, filter, sort, without, columns }: Spec<T>): Dataset => ({
  async *lines({ from, to }) {
    const between = { ...(from && { $gte: from }), ...(to && { $lt: to }) };
    const where = {
      ...(sort ? {} : ALL_IDS),
      ...filter,
      ...((from ?? to) && { [at]: between }),
    } as QueryFilter<T>;
    const cursor = model
      .find(where, without ?? null)
      .sort(sort ?? { _id: 1 })
      .lean()
      .cursor({ batchSize: BATCH });
    const cells = Object.values(columns);
    try {
      let part = CSV_BEGIN + csvLine(Object.keys(columns));
      let rows = 0;
      for await (const row of cursor) {
        part += csvLine(cells.map((read) => read(row as T)));
        rows += 1;
        if (rows % BATCH === 0) {
          yield part;
          part = '';
        }
      }
      yield part;
    } finally {
      await cursor.close();
    }
  },
});
