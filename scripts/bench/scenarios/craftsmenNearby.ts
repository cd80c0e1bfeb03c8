import { craftsmanJoins, type CraftsmanRow } from '../../../src/models/queries/craftsmanItem.query';
import {
  nearestCraftsmen,
  NEAREST_CRAFTSMEN,
  withinStages,
} from '../../../src/models/queries/craftsmanSearch.query';
import { geoPoint } from '../../../src/utils/geo';
import { findable } from '../../../src/services/craftsmen/browseFilter';
import { craftsmanOf, fillCraftsmen } from '../craftsmanWorld';
import { asking, firstPage, LIMIT } from '../jobWorld';
import type { Scenario } from '../types';

const RADIUS_M = 10_000;
/** Within towns of the world, from the densest on. */
const PLACES = [
  [30.0444, 31.2357],
  [31.2001, 29.9187],
  [30.0131, 31.2089],
  [30.05, 31.37],
] as const;

/** The nearest 20 of all craftsmen. */
export const craftsmenNearby: Scenario = {
  name: 'craftsmenNearby',
  summary: 'the nearest 20 of 100,000 craftsmen within 10 km, with bookmarks and the total',
  goal: { throughput: 0.7, cpu: 1.6, p95Ms: 60 },
  connections: 16,
  world: 'craftsmen',
  prepare: async (world) => {
    await fillCraftsmen(world);
    const paths = PLACES.map(([lat, lng]) => `/api/craftsmen/nearby?latitude=${lat}&longitude=${lng}`);
    return asking(
      world,
      world.callers.map((_, i) => paths[i % paths.length] ?? ''),
    );
  },
  limit: (db) => {
    const users = db.collection('users');
    return async (req, userId) => {
      const asked = new URL(req.url ?? '', 'http://limit').searchParams;
      const point = geoPoint(Number(asked.get('longitude')), Number(asked.get('latitude')));
      const around = { point, radiusM: RADIUS_M, filter: findable([]) };
      const nearest = nearestCraftsmen(around);
      const rows = await users
        .aggregate<CraftsmanRow>([nearest, { $limit: LIMIT + 1 }, ...craftsmanJoins(userId)])
        .toArray();
      const [found] =
        rows.length > LIMIT
          ? await users.aggregate<{ count: number }>(withinStages(around)).toArray()
          : [{ count: rows.length }];
      return firstPage(rows.slice(0, LIMIT).map(craftsmanOf), {
        counted: found?.count ?? 0,
        cap: NEAREST_CRAFTSMEN,
        hasNextPage: rows.length > LIMIT,
      });
    };
  },
};
