import type { Listing } from '../../models/listing.schemas';
import { UserModel, type CraftsmanProfile, type User } from '../../models/user.model';
import { coarse } from '../../utils/area';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import { placeKeyOf } from '../../utils/placeKey';
import { reachCells } from '../../utils/reachCells';
import { termsOf } from '../../utils/textTerms';
import type { CatalogueView } from '../catalogue/catalogueView';
import type { ServiceCatalogue } from '../catalogue/serviceCatalogue';

type Listed = Pick<
  User,
  'firstName' | 'lastName' | 'bio' | 'address' | 'location' | 'craftsman' | 'rating' | 'ratingCount'
>;

/** Whether lists may show him at all: who was a craftsman once, or is under a ban, has no listing. Pure. */
const isListed = ({ roles, craftsman, ban }: Pick<User, 'roles' | 'craftsman' | 'ban'>): boolean =>
  craftsman !== undefined && roles.includes('craftsman') && !ban;

/** For the `$unset` of an act that ends his being listed: no list shows him from that instant. */
export const UNLISTED = { listing: 1 } as const;

/** His listing as it should be now; null for whom no list may show. Pure. */
export const dueListing = (user: User, catalogue: Names): Listing | null =>
  isListed(user) ? listingOf(user, catalogue) : null;

export type RefreshListing = (userId: Id) => Promise<void>;

const RACES = 5;
const MOST_SKILL_TERMS = 40;

/** A word as it stands among the skills. */
export const skillTerm = (term: string): string => `#${term}`;

type Names = Pick<CatalogueView, 'get' | 'meaningsOf'>;

/** What lists find and order a craftsman by. Neither street nor anything to reach him by is among it. Pure. */
export const listingOf = (user: Listed, catalogue: Names): Listing => ({
  ...(user.location && { area: coarse(user.location) }),
  terms: findableTerms(user, catalogue),
  reach: reachOf(user),
  cityKey: placeKeyOf(user.address?.city) ?? null,
  experience: user.craftsman?.yearsOfExperience ?? 0,
  rating: user.rating ?? 0,
  ratingCount: user.ratingCount ?? 0,
});

/** How a trade in a square of the map is written. */
export const reachKey = (serviceId: Id, cell: string): string => `${serviceId}/${cell}`;

function reachOf({ location, craftsman }: Listed): string[] {
  const { serviceId, radiusKm = 0 } = craftsman ?? {};
  return location && serviceId
    ? reachCells(coarse(location), radiusKm).map((cell) => reachKey(idOf(serviceId), cell))
    : [];
}

function findableTerms({ craftsman, ...user }: Listed, catalogue: Names): string[] {
  const skills = craftsman?.skills ?? [];
  const { meant, names } = tradeOf(craftsman?.serviceId, catalogue);
  const { firstName, lastName, address, bio } = user;
  // The most telling texts first: the words of a long bio may not all find room.
  const texts = [...skills, firstName, lastName, ...names, address?.city, address?.state, bio];
  const ofSkills = termsOf(skills).slice(0, MOST_SKILL_TERMS).map(skillTerm);
  const said = texts.filter((text) => text !== undefined);
  return [...new Set([...meant, ...ofSkills, ...termsOf(said)])];
}

function tradeOf(
  serviceId: CraftsmanProfile['serviceId'],
  catalogue: Names,
): { readonly meant: readonly string[]; readonly names: readonly string[] } {
  if (!serviceId) {
    return { meant: [], names: [] };
  }
  const id = idOf(serviceId);
  return { meant: catalogue.meaningsOf(id), names: Object.values(catalogue.get(id)?.names ?? {}) };
}

/**
 * Makes what writes a craftsman's listing from his account as it is now, and takes it from who is none; safe to repeat, and
 * of two at once the later one stands.
 */
export const makeRefreshListing =
  ({ serviceCatalogue }: { readonly serviceCatalogue: Pick<ServiceCatalogue, 'current'> }): RefreshListing =>
  async (userId) => {
    for (let race = 1; race <= RACES; race += 1) {
      const user = await UserModel.findOne({ _id: toObjectId(userId), craftsman: { $exists: true } })
        .lean<User>()
        .exec();
      if (!user || (await write(user, dueListing(user, await serviceCatalogue.current())))) {
        return;
      }
    }
    throw new Error('the profile changes all the time');
  };

/** False when the account was changed since it was read. */
async function write(user: User, listing: Listing | null): Promise<boolean> {
  const { _id, updatedAt, roles, ban, rating = null, ratingCount = null } = user;
  const { matchedCount } = await UserModel.updateOne(
    { _id, updatedAt, roles, 'ban.at': ban?.at ?? null, rating, ratingCount },
    listing ? { $set: { listing } } : { $unset: UNLISTED },
  ).exec();
  return matchedCount === 1;
}
