import { itemJoins, type JobRow } from '../../../src/models/queries/jobItem.query';
import { NEAREST_MAX } from '../../../src/models/queries/jobSearch.query';
import { asking, bodyOf, fillJobs, LIMIT, OPEN } from '../jobWorld';
import type { Scenario } from '../types';

const RADIUS_KM = 10;
/** Within towns of the world, from the densest on. */
const PLACES = [
  [30.0444, 31.2357],
  [31.2001, 29.9187],
  [30.0131, 31.2089],
  [30.05, 31.37],
] as const;

/** The nearest 20 of all open jobs. */
export const nearby: Scenario = {
  name: 'nearby',
  summary: 'the nearest 20 of 100,000 open jobs within 10 km, with their clients, bookmarks and the total',
  goal: { throughput: 0.8, cpu: 1.6 },
  connections: 16,
  world: 'jobs',
  prepare: async (world) => {
    await fillJobs(world);
    const paths = PLACES.map(([lat, lng]) => `/api/jobs/nearby?latitude=${lat}&longitude=${lng}`);
    return asking(
      world,
      world.callers.map((_, i) => paths[i % paths.length] ?? ''),
    );
  },
  limit: (db) => {
    const jobs = db.collection('jobs');
    return async (req, userId) => {
      const asked = new URL(req.url ?? '', 'http://limit').searchParams;
      const coordinates = [Number(asked.get('longitude')), Number(asked.get('latitude'))];
      const nearest = {
        $geoNear: {
          near: { type: 'Point' as const, coordinates: coordinates as [number, number] },
          distanceField: 'distance',
          maxDistance: RADIUS_KM * 1_000,
          key: 'area',
          query: OPEN,
        },
      };
      const rows = await jobs
        .aggregate<JobRow>([
          nearest,
          { $limit: LIMIT + 1 },
          ...itemJoins({ viewerId: userId, withCraftsmen: false }),
        ])
        .toArray();
      const [found] =
        rows.length > LIMIT
          ? await jobs
              .aggregate<{ count: number }>([nearest, { $limit: NEAREST_MAX + 1 }, { $count: 'count' }])
              .toArray()
          : [{ count: rows.length }];
      return bodyOf({ rows, userId, counted: found?.count ?? 0, cap: NEAREST_MAX });
    };
  },
};
