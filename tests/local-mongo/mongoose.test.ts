import mongoose, { Schema, type Connection } from 'mongoose';
import { withDatabase } from '../../scripts/local-mongo/uri';
import { failureOf, openFixture, runUri, upTo, type Fixture } from './support';

const userSchema = new Schema(
  {
    email: { type: String, unique: true, lowercase: true },
    name: { type: String, index: true },
    loc: { type: { type: String }, coordinates: { type: [Number], default: undefined } },
  },
  { timestamps: true, optimisticConcurrency: true },
);
userSchema.index({ loc: '2dsphere' });
const jobSchema = new Schema(
  {
    title: String,
    owner: { type: Schema.Types.ObjectId, ref: 'User' },
    price: Schema.Types.Decimal128,
    tags: [String],
  },
  { timestamps: true },
);
jobSchema.index({ title: 'text' });

const modelsOf = (connection: Connection) => ({
  User: connection.model('User', userSchema),
  Job: connection.model('Job', jobSchema),
});

let fixture: Fixture;
let connection: Connection;
let models: ReturnType<typeof modelsOf>;

beforeAll(async () => {
  fixture = await openFixture();
  connection = await mongoose
    .createConnection(withDatabase(runUri(), 'craftworks'), { dbName: fixture.db.databaseName })
    .asPromise();
  models = modelsOf(connection);
  await Promise.all([models.User.init(), models.Job.init()]);
});
afterAll(async () => {
  await connection.close();
  await fixture.close();
});
afterEach(async () => {
  await models.User.deleteMany();
  await models.Job.deleteMany();
});

describe('Mongoose', () => {
  it('finds its indexes as it declared them', async () => {
    const { User, Job } = models;

    expect(await User.listIndexes()).toHaveLength(4);
    expect([await User.syncIndexes(), await Job.syncIndexes()]).toEqual([[], []]);
    expect(await User.diffIndexes()).toEqual({ toDrop: [], toCreate: [] });
    expect(await Job.diffIndexes()).toEqual({ toDrop: [], toCreate: [] });
  });

  it('creates, populates and reads through cursors', async () => {
    const { User, Job } = models;
    const user = await User.create({ email: 'A@x.org', name: 'Ann' });
    await Job.create(
      upTo(20).map((i) => ({ title: `job ${i}`, owner: user._id, price: '12.50', tags: ['a'] })),
    );

    const job = await Job.findOne({ title: 'job 3' }).populate<{ owner: { email: string } }>('owner');
    let read = 0;
    for await (const row of Job.find().lean().cursor({ batchSize: 7 })) {
      read += row.title ? 1 : 0;
    }

    expect(user.createdAt).toBeInstanceOf(Date);
    expect([job?.owner.email, job?.price?.toString(), read]).toEqual(['a@x.org', '12.50', 20]);
  });

  it('hears which key is taken', async () => {
    const { User } = models;
    await User.create({ email: 'a@x.org' });

    const failure = await failureOf(User.create({ email: 'A@x.org' }));

    expect(failure).toMatchObject({ code: 11000, keyPattern: { email: 1 }, keyValue: { email: 'a@x.org' } });
  });

  it('refuses to save a document that another has changed', async () => {
    const { User } = models;
    await User.create({ email: 'a@x.org', name: 'Ann' });
    const [one, two] = [await User.findOne().orFail(), await User.findOne().orFail()];
    one.name = 'first';
    two.name = 'second';

    await one.save();

    expect((await failureOf(two.save())).name).toBe('VersionError');
  });

  it('repeats transactions until each has had its turn', async () => {
    const { User, Job } = models;
    await User.create({ email: 'a@x.org', name: 'Ann' });

    await Promise.all(
      upTo(10).map((i) =>
        connection.transaction(async (session) => {
          const user = await User.findOne().session(session).orFail();
          user.name = `tx ${i}`;
          await user.save({ session });
          await Job.create([{ title: `tx ${i}`, owner: user._id }], { session });
        }),
      ),
    );

    expect(await Job.countDocuments({ title: /^tx/ })).toBe(10);
    expect((await User.findOne().orFail()).__v).toBe(10);
  });

  it('saves in bulk and searches text', async () => {
    const { Job } = models;
    await Job.create({ title: 'job 1', tags: ['a'] });
    const job = await Job.findOneAndUpdate(
      { title: 'job 1' },
      { $push: { tags: 'b' } },
      { returnDocument: 'after' },
    ).orFail();
    job.title = 'job one';

    await Job.bulkSave([job]);

    expect([...job.tags]).toEqual(['a', 'b']);
    expect(await Job.exists({ title: 'job one' })).not.toBeNull();
    expect(await Job.countDocuments({ $text: { $search: 'one' } })).toBe(1);
  });
});
