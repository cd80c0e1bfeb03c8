import type { QueryFilter } from 'mongoose';
import type { User } from '../../models/user.model';
import { BadRequest } from '../../utils/errors';
import { toObjectId, type Id } from '../../utils/ids';
import type { LabourType } from '../../utils/labourTypes';
import { placeKeyOf } from '../../utils/placeKey';
import { matchesAllOf, queryTerms } from '../../utils/textTerms';
import type { CatalogueView } from '../catalogue/catalogueView';
import { anyOf } from '../jobs/browseFilter';
import { skillTerm } from './listing';

/** What a list of craftsmen may be narrowed by. */
export interface CraftsmanFilter {
  /** Words in any language. */
  readonly search?: string | undefined;
  /** Id, slug or name in any language; a group means everything in it. */
  readonly service?: string | undefined;
  /** He has all of them. */
  readonly skills?: readonly string[] | undefined;
  readonly city?: string | undefined;
  readonly minExperience?: number | undefined;
  readonly maxExperience?: number | undefined;
  readonly labourType?: readonly LabourType[] | undefined;
  readonly availableOnly?: boolean | undefined;
  readonly minRating?: number | undefined;
}

/** What was asked, as the database is asked. */
export interface AskedCraftsmen {
  readonly filter: QueryFilter<User>;
  /** The same for an index in which are none but the listed: each further condition makes it open a thousand accounts. */
  readonly listedFilter: QueryFilter<User>;
  /** One group of terms for each word that was asked for. */
  readonly groups: readonly (readonly string[])[];
  /** Something besides being there is asked for. */
  readonly isNarrowed: boolean;
}

/** Whom of the listed anybody may find with whom he has no block. */
export const findable = (blocked: readonly Id[]): QueryFilter<User> => ({
  'craftsman.verificationStatus': 'Verified',
  ...(blocked.length > 0 && { _id: { $nin: blocked.map(toObjectId) } }),
});

interface Reading {
  readonly catalogue: Pick<CatalogueView, 'find' | 'familyOf' | 'expand'>;
  readonly blocked: readonly Id[];
}

/** The filter of what is asked for; undefined when nothing can be found. 400 for a search without a telling word. */
export function askedCraftsmen(
  asked: CraftsmanFilter,
  { catalogue, blocked }: Reading,
): AskedCraftsmen | undefined {
  const service = serviceFilter(asked.service, catalogue);
  if (!service) {
    return undefined;
  }
  const groups = groupsOf(asked, catalogue);
  const wishes = {
    ...service,
    ...wishesOf(asked),
    ...rangesOf(asked),
    ...matchesAllOf('listing.terms', groups),
  };
  const listedFilter = { ...findable(blocked), ...wishes };
  return {
    filter: { ...LISTED, ...listedFilter },
    listedFilter,
    groups,
    isNarrowed: Object.keys(wishes).length > 0,
  };
}

/** Who has no listing is in no order: the least values keep him out. */
const LISTED = { 'listing.rating': { $gte: 0 }, 'listing.experience': { $gte: 0 } } as const;

function rangesOf({ minRating = 0, minExperience, maxExperience }: CraftsmanFilter): QueryFilter<User> {
  const isExperienceAsked = (minExperience ?? maxExperience) !== undefined;
  return {
    ...(minRating > 0 && { 'listing.rating': { $gte: minRating } }),
    ...(isExperienceAsked && {
      'listing.experience': {
        $gte: minExperience ?? 0,
        ...(maxExperience !== undefined && { $lte: maxExperience }),
      },
    }),
  };
}

function serviceFilter(
  service: string | undefined,
  catalogue: Reading['catalogue'],
): QueryFilter<User> | undefined {
  if (service === undefined) {
    return {};
  }
  const found = catalogue.find(service);
  return found && { 'craftsman.serviceId': anyOf(catalogue.familyOf(found.id).map(toObjectId)) };
}

/** Words of skills are looked for among the skills alone. */
function groupsOf({ search, skills = [] }: CraftsmanFilter, { expand }: Reading['catalogue']): string[][] {
  const words = search === undefined ? [] : queryTerms(search, { expand });
  const ofSkills = skills.map((skill) => queryTerms(skill));
  if ((search !== undefined && words.length === 0) || ofSkills.some((one) => one.length === 0)) {
    throw new BadRequest('craftsman.nothingAsked');
  }
  return [...words, ...ofSkills.flat().map((group) => group.map(skillTerm))];
}

function wishesOf({ city, labourType, availableOnly }: CraftsmanFilter): QueryFilter<User> {
  const equal = {
    'listing.cityKey': placeKeyOf(city),
    'craftsman.labourType': labourType && anyOf(labourType),
    'craftsman.isAvailable': availableOnly === true ? true : undefined,
  };
  return Object.fromEntries(Object.entries(equal).filter(([, wanted]) => wanted !== undefined));
}
