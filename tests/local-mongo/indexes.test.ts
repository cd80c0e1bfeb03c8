import { atOnce, failureOf, openFixture, upTo, type Fixture } from './support';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => fixture.close());

describe('unique indexes', () => {
  it('name the key that is taken', async () => {
    const rows = fixture.rows('uniq');
    await rows.createIndex({ email: 1 }, { unique: true });
    await rows.createIndex(
      { 'a.b': 1, k: -1 },
      { unique: true, partialFilterExpression: { k: { $exists: true } } },
    );
    await rows.insertMany([
      { _id: 1, email: 'a@x', a: { b: 1 }, k: 1 },
      { _id: 2, email: 'b@x' },
    ]);

    const insert = await failureOf(rows.insertOne({ email: 'a@x' }));
    const update = await failureOf(
      rows.updateOne({ _id: 2 }, [{ $set: { email: { $concat: ['a', '@x'] } } }]),
    );
    const change = await failureOf(rows.findOneAndUpdate({ _id: 2 }, { $set: { a: { b: 1 }, k: 1 } }));
    const id = await failureOf(rows.insertOne({ _id: 1, email: 'q' }));

    expect(insert).toMatchObject({ code: 11000, keyPattern: { email: 1 }, keyValue: { email: 'a@x' } });
    expect(insert.message).toMatch(
      /^E11000 duplicate key error collection: .*\.uniq index: email_1 dup key: /,
    );
    expect(update).toMatchObject({ code: 11000, keyValue: { email: 'a@x' } });
    expect(change).toMatchObject({
      code: 11000,
      keyPattern: { 'a.b': 1, k: -1 },
      keyValue: { 'a.b': 1, k: 1 },
    });
    expect(id).toMatchObject({ code: 11000, keyPattern: { _id: 1 }, keyValue: { _id: 1 } });
    expect((await failureOf(rows.createIndex({ dup: 1 }, { unique: true }))).code).toBe(11000);
  });

  it('let one of many simultaneous inserts through', async () => {
    const rows = fixture.rows('race');
    await rows.createIndex({ k: 1 }, { unique: true });

    const outcomes = await atOnce(30, (i) =>
      rows.insertOne({ k: 'same', i }).then(
        () => 'in',
        (error: { code: number }) => error.code,
      ),
    );

    expect(outcomes.filter((outcome) => outcome === 'in')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 11000)).toHaveLength(29);
  });
});

describe('indexes', () => {
  it('come in every kind that an application uses', async () => {
    const rows = fixture.rows('kinds');
    await rows.createIndexes([
      { key: { s: 1 }, sparse: true, unique: true, name: 's' },
      { key: { h: 'hashed' }, name: 'h' },
      { key: { at: 1 }, expireAfterSeconds: 1000, name: 'ttl' },
      { key: { 'w.$**': 1 }, name: 'w' },
      { key: { title: 'text', body: 'text' }, weights: { title: 5 }, name: 'text' },
      { key: { loc: '2dsphere' }, name: 'geo' },
      { key: { x: 1, y: -1 }, name: 'xy' },
    ]);
    await rows.insertMany([{ a: 1 }, { a: 2 }, { s: 1 }]);

    const indexes = await rows.indexes();

    expect(indexes.map(({ name }) => name).sort()).toEqual([
      '_id_',
      'geo',
      'h',
      's',
      'text',
      'ttl',
      'w',
      'xy',
    ]);
    expect(indexes.find(({ name }) => name === 'ttl')?.expireAfterSeconds).toBe(1000);
    expect((await failureOf(rows.insertOne({ s: 1 }))).code).toBe(11000);
    await rows.dropIndex('xy');
    expect((await failureOf(rows.dropIndex('xy'))).code).toBe(27);
  });

  it('may be asked for twice, but not with other options', async () => {
    const rows = fixture.rows('again');
    await rows.createIndex({ a: 1 });
    await rows.createIndex({ a: 1 });

    expect(await rows.indexes()).toHaveLength(2);
    expect((await failureOf(rows.createIndex({ a: 1 }, { name: 'other' }))).code).toBe(85);
    expect((await failureOf(rows.createIndex({ a: 1 }, { expireAfterSeconds: 5 }))).code).toBe(85);
  });

  it('can be built at the same time as documents arrive', async () => {
    const rows = fixture.rows('parallel');

    await Promise.all([
      atOnce(6, (i) => rows.createIndex({ [`f${i}`]: 1 })),
      atOnce(60, (i) => rows.insertOne({ f0: i })),
    ]);

    expect(await rows.indexes()).toHaveLength(7);
    expect(await rows.countDocuments()).toBe(60);
  });

  it('find words and rank them', async () => {
    const rows = fixture.rows('text');
    await rows.createIndex({ title: 'text', body: 'text' }, { weights: { title: 10, body: 1 } });
    await rows.insertMany([
      { _id: 1, title: 'kitchen tiles', body: 'plumbing' },
      { _id: 2, title: 'plumbing', body: 'pipes' },
      { _id: 3, title: 'roof' },
    ]);
    const score = { score: { $meta: 'textScore' } } as const;

    const ranked = await rows
      .find({ $text: { $search: 'plumbing' } }, { projection: score })
      .sort(score)
      .toArray();

    expect(ranked.map((row) => row._id)).toEqual([2, 1]);
    expect(await rows.find({ $text: { $search: 'roofs -tiles' } }).toArray()).toHaveLength(1);
  });

  it('are shown by explain, with the documents examined', async () => {
    const rows = fixture.rows('explained');
    await rows.insertMany(upTo(2000).map((i) => ({ i, j: i % 10 })));
    await rows.createIndex({ i: 1 });

    const used = await rows.find({ i: 5 }).explain('executionStats');
    const scanned = await rows.find({ j: 5 }).explain('executionStats');

    expect(JSON.stringify(used.queryPlanner)).toContain('IXSCAN');
    expect(used.executionStats.totalDocsExamined).toBe(1);
    expect(JSON.stringify(scanned.queryPlanner)).toContain('COLLSCAN');
    expect(scanned.executionStats.totalDocsExamined).toBe(2000);
  });

  it('are shown for small collections too, when the question prefers indexes', async () => {
    const rows = fixture.rows('small');
    await rows.createIndex({ trade: 1, at: -1 });
    await rows.insertMany(upTo(5).map((at) => ({ trade: 'tiles', at, other: at })));
    const comment = 'prefer-indexes';

    const served = await rows.find({ trade: 'tiles' }, { comment }).sort({ at: -1 }).explain();
    const unserved = await rows.find({ other: 1 }, { comment }).explain();

    expect(JSON.stringify(served.queryPlanner.winningPlan)).toContain('IXSCAN');
    expect(JSON.stringify(served.queryPlanner.winningPlan)).not.toContain('SORT');
    expect(JSON.stringify(unserved.queryPlanner.winningPlan)).toContain('COLLSCAN');
  });
});

describe('collections', () => {
  it('compare text without case when a collation asks for it', async () => {
    const rows = fixture.rows('collated');
    await rows.insertMany([
      { _id: 1, n: 'Zürich' },
      { _id: 2, n: 'zürich' },
      { _id: 3, n: 'Bern' },
    ]);
    const collation = { locale: 'en', strength: 2 };

    expect(await rows.find({ n: 'ZÜRICH' }).collation(collation).toArray()).toHaveLength(2);
    await rows.createIndex({ n: 1 }, { collation, name: 'ci' });
    expect(await rows.find({ n: 'zÜRICH' }).collation(collation).toArray()).toHaveLength(2);
    expect(await rows.find({ n: 'zÜRICH' }).toArray()).toHaveLength(0);
  });

  it('refuse documents that break their schema', async () => {
    const properties = { n: { bsonType: 'int', minimum: 0 } };
    await fixture.db.createCollection('valid', {
      validator: { $jsonSchema: { bsonType: 'object', required: ['n'], properties } },
    });
    const rows = fixture.rows('valid');

    await rows.insertOne({ n: 1 });

    expect((await failureOf(rows.insertOne({ n: -1 }))).code).toBe(121);
    await fixture.db.command({ collMod: 'valid', validationLevel: 'off' });
    await rows.insertOne({ n: -1 });
    expect(await rows.countDocuments()).toBe(2);
  });

  it('can be listed, renamed, viewed, measured and dropped', async () => {
    const { db } = fixture;
    await db.createCollection('one');
    await fixture.rows('one').insertOne({ a: 1 });

    await db.renameCollection('one', 'two');
    await db.createCollection('view', { viewOn: 'two', pipeline: [{ $project: { _id: 0 } }] });

    const names = (await db.listCollections().toArray()).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['two', 'view']));
    expect(names).not.toContain('one');
    expect(await fixture.rows('view').find().toArray()).toEqual([{ a: 1 }]);
    expect((await db.command({ collStats: 'two' })).count).toBe(1);
    expect((await db.stats()).ok).toBe(1);
    expect(await db.dropCollection('two')).toBe(true);
    expect(await db.dropCollection('never-was')).toBe(true);
  });
});
