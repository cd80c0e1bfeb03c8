import { UserModel } from '../../src/models/user.model';
import { UNLISTED } from '../../src/services/craftsmen/listing';
import type { Migration } from './migration';

/** Who is a craftsman no longer, or under a ban, was kept out of lists by every query; now he has no listing. */
export const unlistedCraftsmen: Migration = {
  name: '2026-11-28-unlisted-craftsmen',
  async run() {
    const { modifiedCount } = await UserModel.updateMany(
      {
        'listing.rating': { $gte: 0 },
        $or: [{ roles: { $ne: 'craftsman' } }, { ban: { $ne: null } }],
      },
      { $unset: UNLISTED },
    ).exec();
    return modifiedCount;
  },
};
