import {
  Binary,
  Decimal128,
  Double,
  Int32,
  Long,
  MinKey,
  ObjectId,
  Timestamp,
  UUID,
  type UpdateFilter,
} from 'mongodb';
import { failureOf, openFixture, upTo, type Fixture, type Row } from './support';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => fixture.close());

describe('reading', () => {
  it('filters, sorts, skips, limits and projects', async () => {
    const rows = fixture.rows('basic');
    await rows.insertMany(upTo(30).map((i) => ({ i, tag: `t${i % 3}`, nested: { v: i * 2 } })));

    const found = await rows
      .find({ tag: 't1', i: { $gte: 4 } })
      .sort({ i: -1 })
      .skip(1)
      .limit(3)
      .project({ _id: 0, i: 1, 'nested.v': 1 })
      .toArray();

    expect(found).toEqual([
      { i: 25, nested: { v: 50 } },
      { i: 22, nested: { v: 44 } },
      { i: 19, nested: { v: 38 } },
    ]);
    expect(await rows.countDocuments({ tag: 't0' })).toBe(10);
    expect(await rows.estimatedDocumentCount()).toBe(30);
    expect((await rows.distinct('tag')).sort()).toEqual(['t0', 't1', 't2']);
  });

  it('understands the operators of an ordinary application', async () => {
    const rows = fixture.rows('operators');
    await rows.insertMany([
      { _id: 1, s: 'Plumber', a: 5, b: 3, l: [{ x: 1, y: 2 }] },
      { _id: 2, s: 'painter', a: 1, b: 3, l: [{ x: 1, y: 9 }] },
      { _id: 3, a: null },
    ]);
    const ids = async (filter: object) =>
      (await rows.find(filter).sort({ _id: 1 }).toArray()).map((row) => row._id);

    expect(await ids({ s: /^p/i })).toEqual([1, 2]);
    expect(await ids({ s: { $regex: '^P' } })).toEqual([1]);
    expect(await ids({ $expr: { $gt: ['$a', '$b'] } })).toEqual([1, 3]); // null sorts above missing
    expect(await ids({ l: { $elemMatch: { x: 1, y: { $gt: 5 } } } })).toEqual([2]);
    expect(await ids({ a: null })).toEqual([3]);
    expect(await ids({ s: { $exists: false } })).toEqual([3]);
    expect(await ids({ $nor: [{ _id: { $in: [1, 3] } }] })).toEqual([2]);
    expect(await ids({ $or: [{ a: { $type: 'int' } }, { a: { $type: 10 } }] })).toEqual([1, 2, 3]);
  });

  it('gives every value back as it was stored', async () => {
    const rows = fixture.rows('types');
    const stored: Row = {
      ...{ _id: new ObjectId(), long: Long.fromString('9007199254740993') },
      ...{
        decimal: Decimal128.fromString('1234567890.123456789012345678'),
        date: new Date('2024-02-29T12:34:56.789Z'),
      },
      ...{
        binary: new Binary(Buffer.from([0, 255, 10, 128])),
        uuid: new UUID(),
        double: new Double(3),
        int: new Int32(7),
      },
      ...{ regex: /ab+c/i, nul: null, timestamp: new Timestamp({ t: 5, i: 6 }), min: new MinKey() },
      ...{ text: 'Größe 🔧 \u0000x', array: [[], [1, [2]]], empty: {} },
    };
    await rows.insertOne(stored);

    const exact = await rows.findOne({ _id: stored._id as ObjectId }, { promoteValues: false });
    const plain = await rows.findOne({ long: stored.long });

    expect(exact?.long.toString()).toBe('9007199254740993');
    expect(exact?.decimal.toString()).toBe(stored.decimal.toString());
    expect(exact?.double).toEqual(new Double(3));
    expect(exact?.int).toEqual(new Int32(7));
    const { date, text, array, empty, regex } = stored;
    expect(plain).toMatchObject({ date, text, array, empty, regex });
    expect([...(plain?.binary.buffer as Buffer)]).toEqual([0, 255, 10, 128]);
    expect(plain?.uuid.toString()).toBe(stored.uuid.toString());
  });

  it('reads thousands of documents through cursors of any batch size', async () => {
    const rows = fixture.rows('cursor');
    await rows.insertMany(upTo(3000).map((i) => ({ i, pad: 'x'.repeat(200) })));
    const cursors = [
      rows.find(),
      rows.find().batchSize(100),
      rows.find({}, { noCursorTimeout: true }).sort({ i: 1 }),
    ];

    for (const cursor of cursors) {
      const seen = new Set((await cursor.toArray()).map((row) => row.i as number));
      expect(seen.size).toBe(3000);
    }
    const sorted = await rows.find().sort({ i: 1 }).batchSize(7).limit(50).toArray();
    expect(sorted.map((row) => row.i as number)).toEqual(upTo(50));
    const grouped = await rows.aggregate([{ $group: { _id: '$i' } }], { batchSize: 500 }).toArray();
    expect(grouped).toHaveLength(3000);
  });

  it('closes a cursor before its end', async () => {
    const rows = fixture.rows('closed');
    await rows.insertMany(upTo(50).map((i) => ({ i })));
    const cursor = rows.find().batchSize(10);
    await cursor.next();

    await cursor.close();

    expect(cursor.killed).toBe(true);
    expect(await rows.countDocuments()).toBe(50);
  });

  it('ends a query at its time limit with code 50, and the next one is not limited', async () => {
    const rows = fixture.rows('slow');
    await rows.insertMany(upTo(2000).map((i) => ({ i })));
    const sum = { $expr: { $gt: [{ $add: ['$i', '$$i'] }, 1e9] } };
    const lookup = { $lookup: { from: 'slow', let: { i: '$i' }, pipeline: [{ $match: sum }], as: 'x' } };

    const failure = await failureOf(rows.aggregate([lookup, { $count: 'n' }], { maxTimeMS: 50 }).toArray());

    expect(failure.code).toBe(50);
    expect(await rows.countDocuments({}, { maxTimeMS: 5_000 })).toBe(2000);
    expect(await rows.countDocuments()).toBe(2000);
  });
});

describe('writing', () => {
  it('applies every update operator', async () => {
    const rows = fixture.rows('updates');
    await rows.insertOne({
      _id: 1,
      n: 1,
      list: [1, 2, 3],
      items: [
        { k: 'a', v: 1 },
        { k: 'b', v: 2 },
      ],
      gone: 1,
      m: 5,
    });

    await rows.updateOne(
      { _id: 1 },
      {
        $set: { 'deep.x': 1 },
        $inc: { n: 2 },
        $unset: { gone: '' },
        $mul: { m: 3 },
        $currentDate: { at: true },
      },
    );
    await rows.updateOne({ _id: 1 }, {
      $push: { list: { $each: [9, 8], $slice: -4, $sort: 1 } },
      $addToSet: { tags: { $each: ['x', 'x', 'y'] } },
    } as unknown as UpdateFilter<Row>);
    await rows.updateOne({ _id: 1, 'items.k': 'b' }, { $set: { 'items.$.v': 20 } });
    await rows.updateOne({ _id: 1 }, { $inc: { 'items.$[e].v': 5 } }, { arrayFilters: [{ 'e.k': 'a' }] });
    await rows.updateOne({ _id: 1 }, {
      $pull: { tags: 'x' },
      $min: { low: 1 },
      $max: { n: 10 },
      $rename: { m: 'mm' },
    } as unknown as UpdateFilter<Row>);

    const { at, ...row } = ((await rows.findOne({ _id: 1 })) ?? {}) as Row;
    expect(at).toBeInstanceOf(Date);
    const items = [
      { k: 'a', v: 6 },
      { k: 'b', v: 20 },
    ];
    expect(row).toEqual({
      _id: 1,
      n: 10,
      list: [2, 3, 8, 9],
      items,
      deep: { x: 1 },
      tags: ['y'],
      low: 1,
      mm: 15,
    });
    await rows.updateOne({ _id: 1 }, [{ $set: { total: { $sum: '$items.v' } } }, { $unset: 'list' }]);
    expect(await rows.findOne({ _id: 1 })).toMatchObject({ total: 26 });
  });

  it('upserts, and sets on insert only once', async () => {
    const rows = fixture.rows('upserts');

    const first = await rows.updateOne(
      { k: 'a' },
      { $set: { v: 1 }, $setOnInsert: { born: 1 } },
      { upsert: true },
    );
    await rows.updateOne({ k: 'a' }, { $set: { v: 2 }, $setOnInsert: { born: 2 } }, { upsert: true });
    const replaced = await rows.replaceOne({ k: 'z' }, { k: 'z', q: 1 }, { upsert: true });

    expect(first.upsertedId).toBeInstanceOf(ObjectId);
    expect([first.upsertedCount, replaced.upsertedCount]).toEqual([1, 1]);
    expect(await rows.findOne({ k: 'a' }, { projection: { _id: 0 } })).toEqual({ k: 'a', v: 2, born: 1 });
  });

  it('finds and changes in one step', async () => {
    const rows = fixture.rows('findAndModify');
    await rows.insertOne({ _id: 1, n: 1 });
    const after = { returnDocument: 'after' } as const;

    expect(
      await rows.findOneAndUpdate({ _id: 1 }, { $inc: { n: 1 } }, { returnDocument: 'before' }),
    ).toMatchObject({ n: 1 });
    expect(await rows.findOneAndUpdate({ _id: 1 }, { $inc: { n: 1 } }, after)).toMatchObject({ n: 3 });
    expect(
      await rows.findOneAndUpdate({ _id: 2 }, { $set: { n: 9 } }, { upsert: true, ...after }),
    ).toMatchObject({ n: 9 });
    expect(await rows.findOneAndUpdate({ _id: 7 }, { $set: { n: 9 } })).toBeNull();
    const whole = await rows.findOneAndUpdate(
      { _id: 3 },
      { $set: { n: 4 } },
      { upsert: true, includeResultMetadata: true },
    );
    expect(whole.lastErrorObject?.upserted).toBe(3);
    expect(await rows.findOneAndReplace({ _id: 1 }, { r: 1 }, after)).toMatchObject({ r: 1 });
    expect(await rows.findOneAndDelete({ _id: 1 })).toMatchObject({ r: 1 });
    expect(
      await rows.findOneAndUpdate({ n: { $gt: 0 } }, { $set: { s: 1 } }, { sort: { n: -1 }, ...after }),
    ).toMatchObject({ n: 9 });
  });

  it('writes in bulk and says which statements failed', async () => {
    const rows = fixture.rows('bulk');

    const bulk = await rows.bulkWrite([
      { insertOne: { document: { _id: 1 } } },
      { updateOne: { filter: { _id: 1 }, update: { $set: { a: 1 } } } },
      { updateOne: { filter: { _id: 5 }, update: { $set: { a: 1 } }, upsert: true } },
      { deleteOne: { filter: { _id: 1 } } },
      { replaceOne: { filter: { _id: 5 }, replacement: { b: 1 } } },
      { updateMany: { filter: {}, update: { $set: { z: 1 } } } },
    ]);
    const ordered = await failureOf(rows.insertMany([{ _id: 10 }, { _id: 5 }, { _id: 11 }]));
    const inserted = await rows.countDocuments({ _id: { $gte: 10 } });
    const unordered = await failureOf(
      rows.insertMany([{ _id: 20 }, { _id: 5 }, { _id: 21 }, { _id: 20 }], { ordered: false }),
    );

    expect([bulk.insertedCount, bulk.modifiedCount, bulk.upsertedCount, bulk.deletedCount]).toEqual([
      1, 3, 1, 1,
    ]);
    expect([ordered.code, ordered.writeErrors[0].index, inserted]).toEqual([11000, 1, 1]);
    expect(unordered.writeErrors.map((error: Row) => [error.index, error.code])).toEqual([
      [1, 11000],
      [3, 11000],
    ]);
    expect(unordered.result.insertedCount).toBe(2);
  });

  it('stores documents up to 16 MB and refuses larger ones', async () => {
    const rows = fixture.rows('large');
    const size = 16 * 1024 * 1024;

    await rows.insertOne({ _id: 1, s: 'x'.repeat(size - 200) });

    expect((await rows.findOne({ _id: 1 }))?.s).toHaveLength(size - 200);
    await expect(rows.insertOne({ s: 'x'.repeat(size + 10) })).rejects.toThrow();
    await expect(rows.updateOne({ _id: 1 }, { $set: { t: 'y'.repeat(1000) } })).rejects.toThrow();
  });

  it('says with MongoDB’s codes what is wrong with a command', async () => {
    const rows = fixture.rows('wrong');
    await rows.insertOne({ a: 1 });

    expect((await failureOf(rows.find({ $foo: 1 } as Row).toArray())).code).toBe(2);
    expect((await failureOf(rows.updateOne({}, { $set: { _id: 5 } }))).code).toBe(66);
    expect((await failureOf(rows.updateOne({}, { $set: { a: 1 }, $inc: { a: 1 } }))).code).toBe(40);
    expect((await failureOf(fixture.db.command({ nope: 1 }))).code).toBe(59);
  });

  it('stores a write that nobody waits for', async () => {
    const unacknowledged = fixture.db.collection<Row>('w0', { writeConcern: { w: 0 } });

    await unacknowledged.insertOne({ _id: 1 });

    await expect(untilCounted('w0', 1)).resolves.toBe(1);
  });
});

/** Asks until the count is reached; the time limit of the test ends the waiting. */
async function untilCounted(name: string, expected: number): Promise<number> {
  for (;;) {
    const counted = await fixture.rows(name).countDocuments();
    if (counted >= expected) {
      return counted;
    }
  }
}
