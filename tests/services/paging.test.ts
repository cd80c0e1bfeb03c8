import { Schema, Types } from 'mongoose';
import { defineModel } from '../../src/models/defineModel';
import { BadRequest } from '../../src/utils/errors';
import { COUNT_CAP, type PageRequest } from '../../src/utils/page';
import { countCapped, findPage } from '../../src/utils/paging';
import { connectTestDatabase, leaveTestDatabase, emptyDatabase } from '../helpers/database';

interface Shelf {
  _id: Types.ObjectId;
  owner: string;
  at: Date;
  rank: number;
}

const schema = new Schema<Shelf>({ owner: String, at: Date, rank: Number });
schema.index({ owner: 1, at: -1, _id: -1 });
const ShelfModel = defineModel<Shelf>({ name: 'Shelf', collection: 'shelves', schema });

const NEWEST = { at: -1, _id: -1 } as const;
const START = Date.parse('2026-03-01T09:00:00.000Z');

beforeAll(connectTestDatabase);
afterEach(emptyDatabase);
afterAll(leaveTestDatabase);

/** Shelves of which each two were made in the same instant. */
async function shelves(count: number, owner = 'Mona'): Promise<string[]> {
  const made = Array.from({ length: count }, (_, index) => ({
    _id: new Types.ObjectId(),
    owner,
    at: new Date(START + Math.floor(index / 2) * 1_000),
    rank: index % 3,
  }));
  await ShelfModel.insertMany(made);
  return made.map(({ _id }) => _id.toHexString());
}

const ask = (request: Partial<PageRequest>): PageRequest => ({ page: 1, limit: 20, ...request });
const newestOf = (owner: string, request: Partial<PageRequest>) =>
  findPage(ShelfModel, { filter: { owner }, sort: NEWEST, request: ask(request) });
const idsOf = (items: readonly Shelf[]): string[] => items.map(({ _id }) => _id.toHexString());

describe('a page of a list', () => {
  it('holds the asked part, newest first, and the exact total', async () => {
    const ids = await shelves(25);
    await shelves(3, 'Adel');

    const second = await newestOf('Mona', { page: 2, limit: 10 });

    expect(idsOf(second.items)).toEqual(ids.toReversed().slice(10, 20));
    expect(second).toMatchObject({
      page: 2,
      limit: 10,
      totalItems: 25,
      totalIsCapped: false,
      hasNextPage: true,
    });
  });

  it('has no cursor at the end, and an empty one knows its total', async () => {
    await shelves(3);

    const last = await newestOf('Mona', { limit: 3 });
    const none = await newestOf('Nobody', {});
    const beyondTheEnd = await newestOf('Mona', { page: 4, limit: 2 });

    expect([last.hasNextPage, last.nextCursor, last.totalItems]).toEqual([false, undefined, 3]);
    expect([none.items.length, none.totalItems]).toEqual([0, 0]);
    expect([beyondTheEnd.items.length, beyondTheEnd.totalItems]).toEqual([0, 3]);
  });

  it('gives plain documents with the fields asked for', async () => {
    await shelves(1);

    const page = await findPage(ShelfModel, {
      filter: { owner: 'Mona' },
      sort: NEWEST,
      request: ask({}),
      select: { owner: 1 },
    });

    expect(Object.keys(page.items[0] ?? {}).sort()).toEqual(['_id', 'owner']);
  });

  it('counts no further than 10,000', async () => {
    await shelves(COUNT_CAP + 5);

    const page = await newestOf('Mona', { limit: 1 });

    expect(page).toMatchObject({ totalItems: COUNT_CAP, totalIsCapped: true });
    expect(await countCapped(ShelfModel, { owner: 'Mona' }, 50)).toBe(51);
  });
});

describe('a cursor', () => {
  it.each([
    ['newest first', NEWEST],
    ['by rank, then newest first', { rank: 1, at: -1, _id: -1 }],
    ['by id alone', { _id: 1 }],
  ] as const)('leads through the whole list, each item once: %s', async (_what, sort) => {
    const ids = await shelves(23);
    const seen: string[] = [];
    let cursor: string | undefined;

    do {
      const request = ask({ limit: 4, cursor });
      const page = await findPage(ShelfModel, { filter: { owner: 'Mona' }, sort, request });
      seen.push(...idsOf(page.items));
      cursor = page.nextCursor;
    } while (cursor !== undefined);

    const sorted = await ShelfModel.find()
      .sort({ ...sort })
      .lean();
    expect(seen).toEqual(idsOf(sorted));
    expect(new Set(seen).size).toBe(ids.length);
  });

  it('stands firm while new items come in front', async () => {
    const ids = await shelves(6);
    const first = await newestOf('Mona', { limit: 3 });
    await ShelfModel.create({ owner: 'Mona', at: new Date(START + 60_000), rank: 0 });

    const second = await newestOf('Mona', { limit: 3, cursor: first.nextCursor });

    expect(idsOf(second.items)).toEqual(ids.toReversed().slice(3));
  });

  const written = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  it.each([
    ['no JSON at all', 'abc'],
    ['another shape', written({ at: 1 })],
    ['another list', written(['{"rank":1}', 3])],
    ['a value of another kind', written([JSON.stringify(NEWEST), 'yesterday', '665f1c2ab8a1f0d4c3e2b1a0'])],
    ['an operator', written([JSON.stringify(NEWEST), START, { $gt: '' }])],
    ['a value too many', written([JSON.stringify(NEWEST), START, '665f1c2ab8a1f0d4c3e2b1a0', 1])],
  ])('that this list has not given is refused: %s', async (_what, cursor) => {
    const refusal = await newestOf('Mona', { cursor }).catch((error: unknown) => error);

    expect(refusal).toBeInstanceOf(BadRequest);
    expect(refusal).toMatchObject({ code: 'request.invalid', pub: { errors: [{ field: 'cursor' }] } });
  });
});
