import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Decimal128, Double, Int32, Long, UUID, type Document } from 'mongodb';
import { writeBackup } from '../../scripts/local-mongo/backup/backup';
import { restoreBackup } from '../../scripts/local-mongo/backup/restore';
import { openFixture, upTo, type Fixture } from './support';

let source: Fixture;
let target: Fixture;
let folder: string;
let file: string;

beforeAll(async () => {
  source = await openFixture();
  folder = await mkdtemp(join(tmpdir(), 'craftworks-backup-'));
  file = join(folder, 'backup.bson.gz');
  await fill(source);
});
beforeEach(async () => {
  target = await openFixture();
});
afterEach(() => target.close());
afterAll(async () => {
  await rm(folder, { recursive: true });
  await source.close();
});

async function fill({ db, rows }: Fixture): Promise<void> {
  const kinds = {
    double: new Double(3),
    int: new Int32(3),
    long: Long.fromString('9007199254740993'),
    uuid: new UUID(),
  };
  const others = {
    price: Decimal128.fromString('1.50'),
    at: new Date('2024-02-29T12:34:56.789Z'),
    nul: null,
    re: /a+/i,
  };
  await rows('jobs').insertMany(
    upTo(1200).map((i) => ({
      i,
      title: `kitchen ${i}`,
      ...kinds,
      ...others,
      loc: { type: 'Point', coordinates: [13, 52] },
    })),
  );
  await rows('jobs').createIndexes([
    { key: { title: 'text' }, name: 'text', weights: { title: 3 }, default_language: 'none' },
    { key: { loc: '2dsphere' }, name: 'geo' },
    { key: { i: 1 }, name: 'i', unique: true, partialFilterExpression: { i: { $gt: 5 } } },
    { key: { at: 1 }, name: 'at', expireAfterSeconds: 1_000_000_000 },
  ]);
  await db.createCollection('valid', { validator: { $jsonSchema: { bsonType: 'object', required: ['n'] } } });
  await db.createCollection('view', { viewOn: 'jobs', pipeline: [{ $match: { i: { $lt: 3 } } }] });
}

/** Everything that a database holds, byte for byte. */
async function contents({ db }: Fixture): Promise<Document> {
  const jobs = await db.collection('jobs').find({}, { raw: true }).sort({ _id: 1 }).toArray();
  const collections: Document[] = await db.listCollections().toArray();
  return {
    jobs: jobs.map((bytes) => (bytes as unknown as Buffer).toString('hex')),
    indexes: await db.collection('jobs').listIndexes().toArray(),
    collections: collections
      .map(({ info: _info, idIndex: _idIndex, ...collection }) => collection)
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

describe('a backup', () => {
  it('gives back documents, indexes, rules and views as they were', async () => {
    const saved = await writeBackup(source.db, file);

    const restored = await restoreBackup(target.db, file, { force: false });

    expect(saved.map(({ name, count }) => [name, count])).toEqual([
      ['jobs', 1200],
      ['valid', 0],
      ['view', 0],
    ]);
    expect(restored).toEqual(saved);
    expect(await contents(target)).toEqual(await contents(source));
    expect(await target.rows('view').countDocuments()).toBe(3);
    expect(await target.rows('jobs').countDocuments({ $text: { $search: 'kitchen' } })).toBe(1200);
    await expect(target.rows('valid').insertOne({ m: 1 })).rejects.toThrow();
    await expect(target.rows('jobs').insertOne({ i: 7 })).rejects.toMatchObject({ code: 11000 });
  });

  it('shows one moment, whatever is written meanwhile', async () => {
    const rows = source.rows('moving');
    await rows.insertMany(upTo(600).map((_id) => ({ _id, n: 0 })));
    const during = join(folder, 'during.bson.gz');

    const [saved] = await Promise.all([
      writeBackup(source.db, during),
      rows.updateMany({}, { $set: { n: 1 } }),
    ]);
    await restoreBackup(target.db, during, { force: false });
    await rows.drop();

    expect(saved.find(({ name }) => name === 'moving')?.count).toBe(600);
    expect(await target.rows('moving').distinct('n')).toHaveLength(1);
  });

  it('is not put over what a database holds, unless that is asked for', async () => {
    await writeBackup(source.db, file);
    await target.rows('precious').insertOne({ _id: 1 });

    await expect(restoreBackup(target.db, file, { force: false })).rejects.toThrow('not empty (precious)');
    expect(await target.rows('precious').countDocuments()).toBe(1);

    await restoreBackup(target.db, file, { force: true });
    expect(await target.rows('precious').countDocuments()).toBe(0);
    expect(await target.rows('jobs').countDocuments()).toBe(1200);
  });

  it('that is damaged or cut off changes nothing', async () => {
    await writeBackup(source.db, file);
    await target.rows('precious').insertOne({ _id: 1 });
    const bytes = gunzipSync(await readFile(file));
    const place = bytes.indexOf('kitchen 7');
    const damaged = Buffer.concat([
      bytes.subarray(0, place),
      Buffer.from('kitsch'),
      bytes.subarray(place + 6),
    ]);
    await writeFile(join(folder, 'damaged'), gzipSync(damaged));
    await writeFile(join(folder, 'short'), gzipSync(bytes.subarray(0, bytes.length / 2)));
    await writeFile(join(folder, 'other'), gzipSync(Buffer.from('hello')));

    await expect(restoreBackup(target.db, join(folder, 'damaged'), { force: true })).rejects.toThrow(
      'differs: jobs',
    );
    await expect(restoreBackup(target.db, join(folder, 'short'), { force: true })).rejects.toThrow('cut off');
    await expect(restoreBackup(target.db, join(folder, 'other'), { force: true })).rejects.toThrow();
    await expect(restoreBackup(target.db, join(folder, 'absent'), { force: true })).rejects.toThrow('ENOENT');
    expect(await target.rows('precious').countDocuments()).toBe(1);
  });
});
