import { Types, type Model, type PipelineStage, type QueryFilter } from 'mongoose';
import { BadRequest } from './errors';
import { COUNT_CAP, type Page, type PageRequest } from './page';

type Sort = Readonly<Record<string, 1 | -1>>;

export interface PageQuery<T> {
  readonly filter: QueryFilter<T>;
  /** Fields that every document has; the last one is unique (`_id`), so that no two pages share an item. */
  readonly sort: Sort;
  readonly request: PageRequest;
  /** The fields that are read; absent: all. */
  readonly select?: Readonly<Record<string, 0 | 1>>;
  /** What is read beside each row of the page, in the same round trip; the filter's values are then of the stored types. */
  readonly join?: readonly PipelineStage[];
  /** How many match, when that is known already. */
  readonly counted?: number | undefined;
  /** How all that match are counted, where it is done in another way than `countCapped`. */
  readonly count?: () => Promise<number>;
  /** The filter finds few: they are put in order after that, whatever index holds the order of all. */
  readonly findsFew?: boolean;
}

/**
 * One page of plain documents by number or after a cursor: stable under inserts, totals exact up to 10,000. `Row` is
 * what `join` makes of a document.
 */
export async function findPage<T, Row = T>(model: Model<T>, query: PageQuery<T>): Promise<Page<Row>> {
  const { request, sort } = query;
  const rows = await readRows<T, Row>(model, query);
  const count = query.count ?? (() => countCapped(model, query.filter));
  const counted = query.counted ?? knownTotal(rows.length, request) ?? (await count());
  const page = pageOf(rows, { request, counted, cap: COUNT_CAP });
  const last = page.items.at(-1);
  return page.hasNextPage && last ? { ...page, nextCursor: cursorOf(model, sort, last) } : page;
}

/** The page of these rows, of which there is one more than it holds when others follow. */
export function pageOf<T>(
  rows: readonly T[],
  {
    request,
    counted,
    cap,
  }: { readonly request: PageRequest; readonly counted: number; readonly cap: number },
): Page<T> {
  const { page, limit } = request;
  return {
    items: rows.slice(0, limit),
    page,
    limit,
    totalItems: Math.min(counted, cap),
    totalIsCapped: counted > cap,
    hasNextPage: rows.length > limit,
  };
}

/** How many documents match: exact up to `cap`, else `cap + 1`; never reads more index entries than that. */
export const countCapped = <T>(
  model: Model<T>,
  filter: QueryFilter<T>,
  cap: number = COUNT_CAP,
): Promise<number> => model.countDocuments(filter, { limit: cap + 1 }).exec();

/** One row more than the page holds, to know whether there is a next one. */
function readRows<T, Row>(model: Model<T>, query: PageQuery<T>): Promise<Row[]> {
  const { filter, sort, request, select } = query;
  const { page, limit, cursor } = request;
  const where =
    cursor === undefined ? filter : ({ $and: [filter, beyond(model, sort, cursor)] } as QueryFilter<T>);
  const skip = cursor === undefined ? (page - 1) * limit : 0;
  if (query.join) {
    return model.aggregate<Row>(joined(where, { ...query, join: query.join, skip })).exec();
  }
  return model
    .find(where, select)
    .sort({ ...sort })
    .skip(skip)
    .limit(limit + 1)
    .lean<Row[]>()
    .exec();
}

type Joining<T> = PageQuery<T> & Required<Pick<PageQuery<T>, 'join'>> & { readonly skip: number };

function joined<T>(
  where: QueryFilter<T>,
  { sort, select, join, request, skip, findsFew = false }: Joining<T>,
): PipelineStage[] {
  return [
    { $match: where },
    ...(findsFew ? inMemory(sort) : [{ $sort: { ...sort } }]),
    ...(skip > 0 ? [{ $skip: skip }] : []),
    { $limit: request.limit + 1 },
    ...(select ? [{ $project: { ...select } }] : []),
    ...join,
  ];
}

/**
 * No index knows these fields. Asked for the order of an index, DocumentDB walks along it until it has a page: with
 * three matches among 100,000 that takes 250 ms, and reading the three takes one.
 */
function inMemory(sort: Sort): PipelineStage[] {
  const fields = Object.entries(sort).map(([field, direction], index) => ({
    field,
    direction,
    name: `order${index}`,
  }));
  return [
    { $set: Object.fromEntries(fields.map(({ field, name }) => [name, { $ifNull: [`$${field}`, null] }])) },
    { $sort: Object.fromEntries(fields.map(({ direction, name }) => [name, direction])) },
    { $unset: fields.map(({ name }) => name) },
  ];
}

/** The last page by number tells the total by itself. */
export function knownTotal(rows: number, { page, limit, cursor }: PageRequest): number | undefined {
  const endsHere = cursor === undefined && rows <= limit && (rows > 0 || page === 1);
  return endsHere ? (page - 1) * limit + rows : undefined;
}

type Scalar = string | number | boolean | Date | Types.ObjectId;

/** How a value of each kind of field is written into a cursor and read back; undefined when it is not one. */
const KINDS: Readonly<Record<string, (value: unknown) => Scalar | undefined>> = {
  ObjectId: (value) =>
    typeof value === 'string' && /^[0-9a-f]{24}$/.test(value) ? new Types.ObjectId(value) : undefined,
  Date: (value) => (typeof value === 'number' && Math.abs(value) <= 8.64e15 ? new Date(value) : undefined),
  Number: (value) => (typeof value === 'number' ? value : undefined),
  String: (value) => (typeof value === 'string' ? value : undefined),
  Boolean: (value) => (typeof value === 'boolean' ? value : undefined),
};

const signatureOf = (sort: Sort): string => JSON.stringify(sort);

function cursorOf<T>(model: Model<T>, sort: Sort, last: unknown): string {
  const values = Object.keys(sort).map((field) => {
    const value = valueAt(last, field);
    if (value === undefined || value === null) {
      throw new Error(`${model.modelName} is sorted by ${field}, which a document lacks`);
    }
    return value instanceof Date ? value.getTime() : value;
  });
  return Buffer.from(JSON.stringify([signatureOf(sort), ...values])).toString('base64url');
}

const valueAt = (document: unknown, field: string): unknown =>
  field
    .split('.')
    .reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], document);

/** What stands after the cursor: a range on the first field, so that one index scan serves, and the exact rest. */
function beyond<T>(model: Model<T>, sort: Sort, cursor: string): Record<string, unknown> {
  const values = readCursor(model, sort, cursor);
  const steps = Object.entries(sort).map(([field, direction], index) => ({
    field,
    value: values[index],
    operator: direction === 1 ? '$gt' : '$lt',
  }));
  const alternatives = steps.map(({ field, value, operator }, index) => ({
    ...Object.fromEntries(steps.slice(0, index).map((before) => [before.field, before.value])),
    [field]: { [operator]: value },
  }));
  const [first] = steps;
  if (!first || steps.length === 1) {
    return alternatives[0] ?? {};
  }
  return { [first.field]: { [`${first.operator}e`]: first.value }, $or: alternatives };
}

function readCursor<T>(model: Model<T>, sort: Sort, cursor: string): Scalar[] {
  const [signature, ...given] = listIn(cursor);
  const fields = Object.keys(sort);
  const values = fields.map((field, index) => {
    const kind = model.schema.path(field)?.instance ?? '';
    return KINDS[kind]?.(given[index]);
  });
  if (signature !== signatureOf(sort) || given.length !== fields.length || values.includes(undefined)) {
    throw wrongCursor();
  }
  return values as Scalar[];
}

function listIn(cursor: string): unknown[] {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(read) ? read : [];
  } catch (error) {
    throw wrongCursor(error);
  }
}

/** 400: the cursor is of another list, or the list gives none. */
export function wrongCursor(cause?: unknown): BadRequest {
  const errors = [{ field: 'cursor', message: 'cursor is not one that this list has given' }];
  return new BadRequest('request.invalid', { pub: { errors }, cause });
}
