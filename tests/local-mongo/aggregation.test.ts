import { failureOf, openFixture, type Fixture, type Row } from './support';

const point = (lng: number, lat: number) => ({ type: 'Point' as const, coordinates: [lng, lat] });

let fixture: Fixture;
const orders = () => fixture.rows('orders');
const users = () => fixture.rows('users');

beforeAll(async () => {
  fixture = await openFixture();
  await orders().insertMany([
    { _id: 1, user: 1, total: 5 },
    { _id: 2, user: 1, total: 7 },
    { _id: 3, user: 2, total: 9 },
  ]);
  await users().insertMany([
    { _id: 1, name: 'A' },
    { _id: 2, name: 'B' },
  ]);
});
afterAll(() => fixture.close());

const only = async (pipeline: Row[], name = 'orders'): Promise<Row> =>
  (await fixture.rows(name).aggregate(pipeline).toArray())[0] ?? {};

describe('aggregation', () => {
  it('joins with $lookup, plain and with a pipeline', async () => {
    const join = { from: 'orders', localField: '_id', foreignField: 'user' };
    const best = [{ $match: { $expr: { $eq: ['$user', '$$u'] } } }, { $sort: { total: -1 } }, { $limit: 1 }];

    const plain = await users()
      .aggregate([{ $lookup: { ...join, as: 'o' } }, { $sort: { _id: 1 } }])
      .toArray();
    const both = await users()
      .aggregate([
        { $lookup: { ...join, pipeline: [{ $match: { total: { $gt: 6 } } }], as: 'o' } },
        { $sort: { _id: 1 } },
      ])
      .toArray();
    const piped = await users()
      .aggregate([
        { $lookup: { from: 'orders', let: { u: '$_id' }, pipeline: best, as: 'top' } },
        ...[{ $unwind: '$top' }, { $sort: { _id: 1 } }, { $project: { t: '$top.total' } }],
      ])
      .toArray();

    expect(plain.map((user) => user.o.length as number)).toEqual([2, 1]);
    expect(both.map((user) => user.o.length as number)).toEqual([1, 1]);
    expect(piped).toEqual([
      { _id: 1, t: 7 },
      { _id: 2, t: 9 },
    ]);
  });

  it('groups with every common accumulator', async () => {
    const accumulators = {
      ...{
        sum: { $sum: '$total' },
        avg: { $avg: '$total' },
        all: { $push: '$total' },
        set: { $addToSet: '$user' },
      },
      ...{
        first: { $first: '$total' },
        last: { $last: '$total' },
        n: { $count: {} },
        std: { $stdDevPop: '$total' },
      },
    };

    const group = await only([
      { $sort: { _id: 1 } },
      { $group: { _id: '$user', ...accumulators } },
      { $sort: { _id: 1 } },
    ]);

    expect(group).toEqual({
      _id: 1,
      sum: 12,
      avg: 6,
      all: [5, 7],
      set: [1],
      first: 5,
      last: 7,
      n: 2,
      std: 1,
    });
  });

  it('picks the top and the largest of a group', async () => {
    const top = { $topN: { n: 2, sortBy: { total: -1 }, output: '$total' } };

    const group = await only([{ $group: { _id: null, top, max: { $maxN: { n: 2, input: '$total' } } } }]);

    expect([group.top, group.max]).toEqual([
      [9, 7],
      [9, 7],
    ]);
  });

  it('answers rows, total and groups at once with $facet', async () => {
    const rows = [{ $sort: { total: 1 } }, { $limit: 1 }];

    const facet = await only([
      { $facet: { rows, total: [{ $count: 'n' }], by: [{ $sortByCount: '$user' }] } },
    ]);

    expect([facet.rows[0].total, facet.total[0].n, facet.by[0]]).toEqual([5, 3, { _id: 1, count: 2 }]);
  });

  it('sorts into buckets and takes samples', async () => {
    const bucket = { groupBy: '$total', boundaries: [0, 6, 8], default: 'big', output: { n: { $sum: 1 } } };

    expect(
      await orders()
        .aggregate([{ $bucket: bucket }])
        .toArray(),
    ).toHaveLength(3);
    expect(
      await orders()
        .aggregate([{ $bucketAuto: { groupBy: '$total', buckets: 2 } }])
        .toArray(),
    ).toHaveLength(2);
    expect(
      await orders()
        .aggregate([{ $sample: { size: 2 } }])
        .toArray(),
    ).toHaveLength(2);
  });

  it('computes running totals over a window', async () => {
    const run = { $sum: '$total', window: { documents: ['unbounded', 'current'] } };
    const fields = { partitionBy: '$user', sortBy: { _id: 1 }, output: { run, rank: { $rank: {} } } };

    const rows = await orders()
      .aggregate([{ $setWindowFields: fields }, { $sort: { _id: 1 } }])
      .toArray();

    expect(rows.map((row) => row.run as number)).toEqual([5, 12, 9]);
  });

  it('unites collections, walks graphs and replaces roots', async () => {
    const tree = fixture.rows('tree');
    await tree.insertMany([{ _id: 'root' }, { _id: 'a', parent: 'root' }, { _id: 'b', parent: 'a' }]);
    const walk = {
      from: 'tree',
      startWith: '$_id',
      connectFromField: '_id',
      connectToField: 'parent',
      as: 'all',
    };

    expect(
      await orders()
        .aggregate([{ $unionWith: 'users' }])
        .toArray(),
    ).toHaveLength(5);
    expect((await only([{ $match: { _id: 'root' } }, { $graphLookup: walk }], 'tree')).all).toHaveLength(2);
    const merged = { newRoot: { $mergeObjects: ['$$ROOT', { x: 1 }] } };
    expect(await only([{ $match: { _id: 1 } }, { $replaceRoot: merged }], 'users')).toEqual({
      _id: 1,
      name: 'A',
      x: 1,
    });
  });

  it('writes its result with $out and $merge', async () => {
    const perUser = { $group: { _id: '$user', total: { $sum: '$total' } } };

    await orders()
      .aggregate([{ $match: { user: 1 } }, { $out: 'outcome' }])
      .toArray();
    await orders()
      .aggregate([perUser, { $merge: { into: 'merged', on: '_id', whenMatched: 'replace' } }])
      .toArray();
    await orders()
      .aggregate([
        { $group: { _id: '$user', n: { $sum: 1 } } },
        { $merge: { into: 'merged', whenMatched: 'merge' } },
      ])
      .toArray();

    expect(await fixture.rows('outcome').countDocuments()).toBe(2);
    const merged = await fixture.rows('merged').find().sort({ _id: 1 }).toArray();
    expect(merged).toEqual([
      { _id: 1, total: 12, n: 2 },
      { _id: 2, total: 9, n: 1 },
    ]);
  });

  it('reckons with dates in time zones', async () => {
    await fixture.rows('dates').insertOne({ _id: 1, at: new Date('2024-03-31T00:30:00Z') });
    const timezone = 'Europe/Berlin';
    const endDate = new Date('2024-04-02T00:30:00Z');
    const fields = {
      day: { $dateTrunc: { date: '$at', unit: 'day', timezone } },
      week: { $dateTrunc: { date: '$at', unit: 'week', startOfWeek: 'monday' } },
      text: { $dateToString: { date: '$at', format: '%Y-%m-%d %H:%M', timezone } },
      later: { $dateAdd: { startDate: '$at', unit: 'hour', amount: 2 } },
      days: { $toInt: { $dateDiff: { startDate: '$at', endDate, unit: 'day' } } },
    };

    expect(await only([{ $project: { _id: 0, ...fields } }], 'dates')).toEqual({
      day: new Date('2024-03-30T23:00:00Z'),
      week: new Date('2024-03-25T00:00:00Z'),
      text: '2024-03-31 01:30',
      later: new Date('2024-03-31T02:30:00Z'),
      days: 2,
    });
  });

  it('evaluates the usual expressions', async () => {
    const fields = {
      kind: { $switch: { branches: [{ case: { $gt: ['$total', 3] }, then: 'hi' }], default: 'lo' } },
      mapped: { $map: { input: [1, 2], as: 'x', in: { $multiply: ['$$x', 2] } } },
      kept: { $filter: { input: [1, 2, 3], cond: { $gte: ['$$this', 2] } } },
      reduced: { $reduce: { input: [1, 2, 3], initialValue: 0, in: { $add: ['$$value', '$$this'] } } },
      last: { $arrayElemAt: [[7, 8], -1] },
      matches: { $regexMatch: { input: 'Hello', regex: '^h', options: 'i' } },
      fallback: { $ifNull: ['$nope', 'other'] },
      rounded: { $round: [{ $divide: [10, 3] }, 2] },
    };

    expect(await only([{ $match: { _id: 1 } }, { $project: { _id: 0, ...fields } }])).toEqual({
      ...{
        kind: 'hi',
        mapped: [2, 4],
        kept: [2, 3],
        reduced: 6,
        last: 8,
        matches: true,
        fallback: 'other',
        rounded: 3.33,
      },
    });
  });

  it('finds what is near, within and crossing', async () => {
    const places = fixture.rows('places');
    await places.createIndex({ loc: '2dsphere' });
    await places.insertMany([
      { _id: 1, loc: point(13.4, 52.5), k: 'a' },
      { _id: 2, loc: point(13.5, 52.5), k: 'b' },
      { _id: 3, loc: point(9.9, 53.5), k: 'a' },
    ]);
    const polygon = {
      type: 'Polygon',
      coordinates: [
        [
          [13, 52],
          [14, 52],
          [14, 53],
          [13, 53],
          [13, 52],
        ],
      ],
    };
    const geoNear = {
      near: point(13.41, 52.5),
      distanceField: 'km',
      maxDistance: 400_000,
      query: { k: 'a' },
    };

    const near = await places
      .find({ loc: { $near: { $geometry: point(13.41, 52.5), $maxDistance: 20_000 } } })
      .toArray();
    const measured = await places
      .aggregate([{ $geoNear: { ...geoNear, key: 'loc', distanceMultiplier: 0.001 } }])
      .toArray();

    expect(near.map((row) => row._id)).toEqual([1, 2]);
    expect(
      await places.countDocuments({ loc: { $geoWithin: { $centerSphere: [[13.4, 52.5], 20 / 6378.1] } } }),
    ).toBe(2);
    expect(await places.countDocuments({ loc: { $geoWithin: { $geometry: polygon } } })).toBe(2);
    expect(await places.find({ loc: { $geoIntersects: { $geometry: polygon } } }).toArray()).toHaveLength(2);
    expect(measured.map((row) => row._id as number)).toEqual([1, 3]);
    expect(measured[0]?.km).toBeCloseTo(0.68, 1);
  });

  it('refuses change streams where there are none, rather than staying silent', async () => {
    const stream = orders().watch();

    const outcome = fixture.isGateway ? (await failureOf(stream.next())).code : 115;
    await stream.close();

    expect(outcome).toBe(115);
  });
});
