import { itemJoins, type JobRow } from '../../../src/models/queries/jobItem.query';
import { asking, bodyOf, fillJobs, LIMIT, NEWEST, OPEN } from '../jobWorld';
import type { Scenario } from '../types';

const CAP = 10_000;

/** The newest 20 of all open jobs. */
export const browse: Scenario = {
  name: 'browse',
  summary: 'the newest 20 of 100,000 open jobs, with their clients, bookmarks and the total',
  goal: { throughput: 0.8, cpu: 1.6 },
  connections: 16,
  world: 'jobs',
  prepare: async (world) => {
    await fillJobs(world);
    return asking(
      world,
      world.callers.map(() => '/api/jobs'),
    );
  },
  limit: (db) => {
    const jobs = db.collection('jobs');
    return async (_req, userId) => {
      const rows = await jobs
        .aggregate<JobRow>([
          { $match: OPEN },
          { $sort: NEWEST },
          { $limit: LIMIT + 1 },
          ...itemJoins({ viewerId: userId, withCraftsmen: false }),
        ])
        .toArray();
      const counted = await jobs.countDocuments(OPEN, { limit: CAP + 1 });
      return bodyOf({ rows, userId, counted, cap: CAP, order: NEWEST });
    };
  },
};
