import { Long, UUID, deserialize, serialize, type Document } from 'bson';
import { connect } from 'node:net';
import type { ClientSession } from 'mongodb';
import { makeMessageSplitter } from '../../scripts/local-mongo/documentdb/gateway/framing';
import { atOnce, failureOf, openFixture, upTo, type Fixture } from './support';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => fixture.close());

const inTransaction = <T>(work: (session: ClientSession) => Promise<T>): Promise<T> =>
  fixture.client.withSession((session) => session.withTransaction(() => work(session)));

const isTransient = (failure: Document): boolean =>
  failure.hasErrorLabel('TransientTransactionError') as boolean;

describe('a transaction', () => {
  it('reads what it wrote, hides it from others, and is all or nothing', async () => {
    const rows = fixture.rows('tx');
    await rows.insertOne({ _id: 0 });
    const session = fixture.client.startSession();

    session.startTransaction();
    await rows.insertOne({ _id: 1 }, { session });
    const own = await rows.countDocuments({}, { session });
    const others = await rows.countDocuments({ _id: 1 });
    await rows.insertOne({ _id: 5 });
    const later = await rows.countDocuments({ _id: 5 }, { session });
    await session.commitTransaction();
    await session.commitTransaction();
    const committed = await rows.countDocuments();
    session.startTransaction();
    await rows.deleteMany({}, { session });
    await session.abortTransaction();
    await session.endSession();

    expect([own, others, later, committed]).toEqual([2, 0, 0, 3]);
    expect(await rows.countDocuments()).toBe(3);
  });

  it('of a client that is gone frees its locks, after a minute at most', async () => {
    const rows = fixture.rows('gone');
    await rows.insertOne({ _id: 0, by: 'nobody' });
    const lsid = { id: new UUID() };
    const first = { lsid, txnNumber: Long.fromNumber(1), autocommit: false, startTransaction: true };
    const updates = [{ q: { _id: 0 }, u: { $set: { by: 'gone' } } }];

    const reply = await sendRaw({ update: 'gone', updates, ...first, $db: fixture.db.databaseName });
    await inTransaction((session) => rows.updateOne({ _id: 0 }, { $set: { by: 'me' } }, { session }));

    expect(reply).toMatchObject({ ok: 1, nModified: 1 });
    expect(await rows.findOne({ _id: 0 })).toMatchObject({ by: 'me' });
  });

  it('that meets another’s write gives up and may be repeated', async () => {
    const rows = fixture.rows('conflict');
    await rows.insertOne({ _id: 0 });
    const [one, two] = [fixture.client.startSession(), fixture.client.startSession()];
    one.startTransaction();
    two.startTransaction();
    await rows.updateOne({ _id: 0 }, { $set: { by: 1 } }, { session: one });

    const failure = await failureOf(rows.updateOne({ _id: 0 }, { $set: { by: 2 } }, { session: two }));
    const over = await failureOf(rows.findOne({}, { session: two }));
    await two.abortTransaction();
    await one.commitTransaction();
    await Promise.all([one.endSession(), two.endSession()]);

    expect([failure.code, isTransient(failure), over.code]).toEqual([112, true, 251]);
    expect(await rows.findOne({ _id: 0 })).toMatchObject({ by: 1 });
  });

  it('does not overwrite what was committed after its snapshot', async () => {
    const rows = fixture.rows('stale');
    await rows.insertOne({ _id: 0 });
    const session = fixture.client.startSession();

    session.startTransaction();
    await rows.findOne({ _id: 0 }, { session });
    await rows.updateOne({ _id: 0 }, { $set: { by: 'outside' } });
    const failure = await failureOf(
      rows.findOneAndUpdate({ _id: 0 }, { $set: { by: 'inside' } }, { session }),
    );
    await session.endSession();

    expect([failure.code, isTransient(failure)]).toEqual([112, true]);
    expect(await rows.findOne({ _id: 0 })).toMatchObject({ by: 'outside' });
  });

  it('ends at a duplicate key, and is not repeated', async () => {
    const rows = fixture.rows('duplicate');
    await rows.createIndex({ k: 1 }, { unique: true });
    await rows.insertOne({ k: 1 });
    let runs = 0;

    const failure = await failureOf(
      inTransaction(async (session) => {
        runs += 1;
        await rows.insertOne({ k: 1 }, { session });
      }),
    );
    const upsert = await failureOf(
      inTransaction((session) =>
        rows.findOneAndUpdate({ k: 9 }, { $set: { k: 1 } }, { upsert: true, session }),
      ),
    );

    expect([failure.code, runs, failure.keyValue]).toEqual([11000, 1, { k: 1 }]);
    expect(upsert.code).toBe(11000);
  });

  it('that meets a key committed meanwhile is repeated, and then sees it', async () => {
    const rows = fixture.rows('meanwhile');
    await rows.createIndex({ k: 1 }, { unique: true });
    await rows.insertOne({ k: 0 });
    let runs = 0;

    await inTransaction(async (session) => {
      runs += 1;
      await rows.findOne({}, { session });
      if (runs === 1) {
        await rows.insertOne({ k: 77, by: 'other' });
      }
      await rows.updateOne({ k: 77 }, { $set: { by: 'me' } }, { upsert: true, session });
    });

    expect(runs).toBe(2);
    expect(await rows.findOne({ k: 77 })).toMatchObject({ by: 'me' });
  });

  it('may make collections', async () => {
    await inTransaction(async (session) => {
      await fixture.db.createCollection('made', { session });
      await fixture.rows('made').insertOne({ a: 1 }, { session });
      await fixture.rows('made-too').insertOne({ a: 1 }, { session });
    });

    expect(await fixture.rows('made').countDocuments()).toBe(1);
    expect(await fixture.rows('made-too').countDocuments()).toBe(1);
  });

  it('reads long results page by page', async () => {
    const rows = fixture.rows('pages');
    await rows.insertMany(upTo(300).map((i) => ({ i })));

    const sizes = await inTransaction(async (session) => {
      await rows.insertOne({ i: 300 }, { session });
      const plain = await rows.find({}, { session, batchSize: 50 }).toArray();
      const sorted = await rows.find({}, { session, batchSize: 50 }).sort({ i: -1 }).toArray();
      return [plain.length, sorted.length];
    });

    expect(sizes).toEqual([301, 301]);
  });

  it('undoes a bulk of writes when the application fails', async () => {
    const rows = fixture.rows('undone');
    await rows.insertMany([{ _id: 1 }, { _id: 2 }]);

    const failure = await failureOf(
      inTransaction(async (session) => {
        const update = { updateOne: { filter: { _id: 1 }, update: { $set: { a: 1 } } } };
        await rows.bulkWrite(
          [update, { deleteOne: { filter: { _id: 2 } } }, { insertOne: { document: { _id: 3 } } }],
          { session },
        );
        throw new Error('application failure');
      }),
    );

    expect(failure.message).toBe('application failure');
    expect(await rows.find().sort({ _id: 1 }).toArray()).toEqual([{ _id: 1 }, { _id: 2 }]);
  });

  it('ends within its time limit', async () => {
    const rows = fixture.rows('limited');
    await rows.insertOne({ _id: 1, n: 0 });

    await inTransaction(async (session) => {
      await rows.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session, maxTimeMS: 5_000 });
      await rows.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session });
    });

    expect(await rows.findOne({ _id: 1 })).toMatchObject({ n: 2 });
  });
});

describe('many clients at once', () => {
  it('count exactly, each in a transaction', async () => {
    const rows = fixture.rows('counter');
    await rows.insertOne({ _id: 'c', n: 0 });

    await atOnce(30, () =>
      inTransaction(async (session) => {
        const found = await rows.findOne({ _id: 'c' }, { session });
        await rows.updateOne({ _id: 'c' }, { $set: { n: (found?.n as number) + 1 } }, { session });
      }),
    );

    expect(await rows.findOne({ _id: 'c' })).toMatchObject({ n: 30 });
  });

  it('count exactly without transactions', async () => {
    const rows = fixture.rows('counter');
    await rows.insertOne({ _id: 'd', n: 0 });
    const inc = { $inc: { n: 1 } };

    await Promise.all([
      atOnce(100, () => rows.updateOne({ _id: 'd' }, inc)),
      atOnce(100, () => rows.findOneAndUpdate({ _id: 'd' }, inc)),
    ]);

    expect(await rows.findOne({ _id: 'd' })).toMatchObject({ n: 200 });
  });

  it('claim a thing, and one of them gets it', async () => {
    const rows = fixture.rows('claims');
    await rows.insertMany([
      { _id: 1, owner: null },
      { _id: 2, owner: null },
      { _id: 3, status: 'open', n: 0 },
    ]);

    const updated = await atOnce(100, (owner) =>
      rows.updateOne({ _id: 1, owner: null }, { $set: { owner } }),
    );
    const found = await atOnce(100, (owner) =>
      rows.findOneAndUpdate({ _id: 2, owner: null }, { $set: { owner } }),
    );
    const many = await atOnce(60, () =>
      rows.updateMany({ status: 'open' }, { $set: { status: 'done' }, $inc: { n: 1 } }),
    );

    expect(updated.filter(({ modifiedCount }) => modifiedCount === 1)).toHaveLength(1);
    expect(found.filter((row) => row !== null)).toHaveLength(1);
    expect(many.filter(({ modifiedCount }) => modifiedCount === 1)).toHaveLength(1);
  });

  it('upsert one key, and there is one document', async () => {
    const rows = fixture.rows('upserted');
    await rows.createIndex({ k: 1 }, { unique: true });

    await atOnce(100, () => rows.updateOne({ k: 'x' }, { $inc: { n: 1 } }, { upsert: true }));
    await atOnce(100, () => rows.findOneAndUpdate({ k: 'y' }, { $inc: { n: 1 } }, { upsert: true }));

    const found = await rows
      .find({}, { projection: { _id: 0 } })
      .sort({ k: 1 })
      .toArray();
    expect(found).toEqual([
      { k: 'x', n: 100 },
      { k: 'y', n: 100 },
    ]);
  });

  it('may all be first to use a collection', async () => {
    await atOnce(40, (i) => fixture.rows('fresh').insertOne({ i }));

    expect(await fixture.rows('fresh').countDocuments()).toBe(40);
  });
});

describe('a message that arrives twice', () => {
  it('is applied once', async () => {
    const rows = fixture.rows('retry');
    await rows.insertMany([
      { _id: 1, n: 0 },
      { _id: 2, n: 0 },
    ]);
    const session = fixture.client.startSession();
    await fixture.db.command({ ping: 1 }, { session });
    const updates = [1, 2].map((_id) => ({ q: { _id }, u: { $inc: { n: 1 } } }));
    const message = {
      update: 'retry',
      updates,
      lsid: session.id,
      txnNumber: 77,
      $db: fixture.db.databaseName,
    };

    const first = await sendRaw(message);
    const second = await sendRaw(message);
    await session.endSession();

    expect(first).toMatchObject({ ok: 1, n: 2 });
    expect(second).toMatchObject({ ok: 1, n: 2 });
    expect((await rows.find().sort({ _id: 1 }).toArray()).map((row) => row.n as number)).toEqual([1, 1]);
  });
});

/** Sends one OP_MSG outside the driver, to repeat a message exactly. */
function sendRaw(command: Document): Promise<Document> {
  const address = fixture.client.options.hosts[0];
  const body = Buffer.from(serialize(command));
  const head = Buffer.alloc(21);
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE(1, 4);
  head.writeInt32LE(2013, 12);
  return new Promise((resolve, reject) => {
    const splitter = makeMessageSplitter();
    const socket = connect(address?.port ?? 27_017, address?.host ?? '127.0.0.1', () =>
      socket.write(Buffer.concat([head, body])),
    );
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      for (const reply of splitter.push(chunk)) {
        socket.destroy();
        resolve(deserialize(reply.subarray(21)));
      }
    });
  });
}
