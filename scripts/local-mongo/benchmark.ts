import { MongoClient, ObjectId, type Db } from 'mongodb';

/** Operations per second, alone and 32 at a time: tsx scripts/local-mongo/benchmark.ts URI [SECONDS] */

interface Workload {
  readonly name: string;
  readonly run: (i: number) => Promise<unknown>;
}

const DOCUMENTS = 20_000;
const PLACES = 50_000;
const ids = Array.from({ length: DOCUMENTS }, () => new ObjectId());
const anyOf = (count: number): number => Math.floor(Math.random() * count);
const anyId = () => ({ _id: ids[anyOf(DOCUMENTS)] ?? new ObjectId() });
const anyPoint = () => ({
  type: 'Point' as const,
  coordinates: [6 + Math.random() * 8, 47 + Math.random() * 7],
});
const view = { $inc: { views: 1 } };

function workloads(client: MongoClient, db: Db): Workload[] {
  const jobs = db.collection('jobs');
  const log = db.collection('log');
  const newest = { sort: { at: -1 }, limit: 20 } as const;
  const near = () => [
    { $geoNear: { near: anyPoint(), distanceField: 'd', key: 'loc', maxDistance: 50_000 } },
    { $limit: 20 },
  ];
  return [
    { name: 'ping', run: () => db.command({ ping: 1 }) },
    { name: 'find by _id', run: () => jobs.findOne(anyId()) },
    { name: 'find by _id, with a time limit', run: () => jobs.findOne(anyId(), { maxTimeMS: 5_000 }) },
    { name: 'newest 20 by an index', run: (i) => jobs.find({ trade: `t${i % 50}` }, newest).toArray() },
    { name: 'insert', run: (i) => log.insertOne({ i, text: 'x'.repeat(300) }) },
    { name: 'update by _id', run: () => jobs.updateOne(anyId(), view) },
    { name: 'find and update by _id', run: () => jobs.findOneAndUpdate(anyId(), view) },
    { name: `$geoNear, ${PLACES} points`, run: () => db.collection('places').aggregate(near()).toArray() },
    {
      name: 'transaction with 3 writes',
      run: (i) =>
        client.withSession((session) =>
          session.withTransaction(async () => {
            await jobs.updateOne(anyId(), view, { session });
            await log.insertOne({ i }, { session });
            await log.insertOne({ i, second: true }, { session });
          }),
        ),
    },
  ];
}

async function seed(db: Db): Promise<void> {
  const job = (_id: ObjectId, i: number) => ({
    _id,
    trade: `t${i % 50}`,
    at: new Date(i * 1000),
    views: 0,
    text: 'x'.repeat(400),
  });
  await db.collection('jobs').insertMany(ids.map(job));
  await db.collection('jobs').createIndex({ trade: 1, at: -1 });
  await db.collection('places').createIndex({ loc: '2dsphere' });
  for (let start = 0; start < PLACES; start += 5_000) {
    const places = Array.from({ length: 5_000 }, (_, i) => ({ i: start + i, loc: anyPoint() }));
    await db.collection('places').insertMany(places);
  }
}

async function measure({ name, run }: Workload, concurrency: number, seconds: number): Promise<void> {
  const until = performance.now() + seconds * 1000;
  const latencies: number[] = [];
  const worker = async (offset: number): Promise<void> => {
    for (let i = offset; performance.now() < until; i += concurrency) {
      const startedAt = performance.now();
      await run(i);
      latencies.push(performance.now() - startedAt);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, (_, i) => worker(i)));
  latencies.sort((a, b) => a - b);
  const at = (share: number): string => (latencies[Math.floor(latencies.length * share)] ?? 0).toFixed(1);
  const rate = String(Math.round(latencies.length / seconds)).padStart(6);
  console.log(
    `${name.padEnd(32)} x${String(concurrency).padEnd(3)} ${rate} /s   p50 ${at(0.5)} ms   p95 ${at(0.95)} ms`,
  );
}

async function main([uri = '', seconds = '2']: string[]): Promise<void> {
  const client = await MongoClient.connect(uri, { maxPoolSize: 32 });
  const db = client.db(`benchmark_${process.pid}`);
  await seed(db);
  for (const concurrency of [1, 32]) {
    for (const workload of workloads(client, db)) {
      await measure(workload, concurrency, Number(seconds));
    }
  }
  await db.dropDatabase();
  await client.close();
}

void main(process.argv.slice(2));
