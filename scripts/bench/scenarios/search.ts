import { seedReading } from '../../../seeds/jobs/reading';
import { itemJoins, type JobRow } from '../../../src/models/queries/jobItem.query';
import { matchesAllOf, queryTerms } from '../../../src/utils/textTerms';
import { asking, bodyOf, fillJobs, LIMIT, NEWEST, OPEN } from '../jobWorld';
import type { Scenario } from '../types';

const CAP = 10_000;
const QUESTIONS = ['kitchen sink', 'plumber cairo', 'سباك', 'دهان شقة'];

/** The newest 20 of the jobs that have every word. */
export const search: Scenario = {
  name: 'search',
  summary: 'the newest 20 of 100,000 open jobs that have every word, in Arabic and English, and the total',
  goal: { throughput: 0.8, cpu: 1.6 },
  connections: 16,
  world: 'jobs',
  prepare: async (world) => {
    await fillJobs(world);
    const paths = QUESTIONS.map((q) => `/api/jobs/search?q=${encodeURIComponent(q)}`);
    return asking(
      world,
      world.callers.map((_, i) => paths[i % paths.length] ?? ''),
    );
  },
  limit: (db) => {
    const jobs = db.collection('jobs');
    return async (req, userId) => {
      const q = new URL(req.url ?? '', 'http://limit').searchParams.get('q') ?? '';
      const groups = queryTerms(q, { expand: seedReading.catalogue.expand });
      const filter = { ...OPEN, ...matchesAllOf('terms', groups) };
      const counted = await jobs.countDocuments(filter, { limit: CAP + 1 });
      const rows = await jobs
        .aggregate<JobRow>([
          { $match: filter },
          ...(counted <= 1_000 ? inMemory : [{ $sort: NEWEST }]),
          { $limit: LIMIT + 1 },
          ...itemJoins({ viewerId: userId, withCraftsmen: false }),
        ])
        .toArray();
      return bodyOf({ rows, userId, counted, cap: CAP, order: NEWEST });
    };
  },
};

/** Few are read by the index of terms and put in order after that, as ours does. */
const inMemory = [
  { $set: { first: { $ifNull: ['$createdAt', null] }, second: { $ifNull: ['$_id', null] } } },
  { $sort: { first: -1, second: -1 } as const },
  { $unset: ['first', 'second'] },
];
