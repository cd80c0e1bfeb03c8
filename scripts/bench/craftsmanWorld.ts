import { setTimeout as wait } from 'node:timers/promises';
import type { mongo } from 'mongoose';
import { seedReading } from '../../seeds/jobs/reading';
import { seedCatalogue } from '../../seeds/seedServices';
import { fillWorld } from '../../seeds/world/fillWorld';
import { presentCraftsmanItem } from '../../src/controllers/presenters/craftsmanBrowse.presenter';
import type { CraftsmanRow } from '../../src/models/queries/craftsmanItem.query';
import { findable } from '../../src/services/craftsmen/browseFilter';
import { itemOf } from '../../src/services/craftsmen/craftsmanList';
import { ORDERS } from '../../src/services/craftsmen/craftsmanOrder';
import { toObjectId } from '../../src/utils/ids';
import { LIMIT } from './jobWorld';
import type { World } from './types';

const CRAFTSMEN = Number(process.env['BENCH_CRAFTSMEN'] ?? 100_000);
const WAIT_MS = 1_000;
const MOST_WAITS = 120;

/** What every list of craftsmen asks for. */
export const LISTED = {
  ...findable([]),
  'listing.rating': { $gte: 0 },
  'listing.experience': { $gte: 0 },
};

/** So many craftsmen in the catalogue's trades and the country's towns, a job of each caller, and the statistics of them. */
export async function fillCraftsmen({ db, callers }: World): Promise<void> {
  await seedCatalogue(() => undefined);
  await fillWorld({
    craftsmen: CRAFTSMEN,
    jobs: callers.length,
    quotes: 0,
    now: new Date(),
    ownerOf: (index) => toObjectId(callers[index % callers.length]?.userId ?? ''),
  });
  for (let i = 0; i < MOST_WAITS && !(await hasStatistics(db)); i += 1) {
    await wait(WAIT_MS);
  }
}

/** DocumentDB takes the order from an index once it knows how much there is. */
async function hasStatistics(db: mongo.Db): Promise<boolean> {
  const find = { find: 'users', filter: LISTED, sort: ORDERS.rating, limit: LIMIT };
  const plan: unknown = await db.command({ explain: find, verbosity: 'queryPlanner' });
  return !/"stage":"(SORT|COLLSCAN)"/.test(JSON.stringify(plan));
}

const look = { locale: seedReading.locale, catalogue: seedReading.catalogue };

/** A craftsman of a list as ours sends him. */
export const craftsmanOf = (row: CraftsmanRow): Record<string, unknown> =>
  presentCraftsmanItem(itemOf(row), look);
