import type BaseJoi from 'joi';
import { input } from '../utils/input';
import { LABOUR_TYPES, type LabourType } from '../utils/labourTypes';
import type { PageRequest } from '../utils/page';
import { latitude, longitude, objectId, oneOf, pagedQuery, text } from './common.validator';
import { publicProfileAnswer } from './craftsman.validator';
import { Joi } from './joi';
import { locationAnswer } from './place.validator';

export interface BrowseQuery extends PageRequest {
  search?: string;
  service?: string;
  serviceId?: string;
  category?: string;
  skills?: string[];
  city?: string;
  minExperience?: number;
  maxExperience?: number;
  labourType?: LabourType[];
  availableOnly?: boolean;
  minRating?: number;
  latitude?: number;
  longitude?: number;
  radius?: number;
  sortBy: 'relevance' | 'rating' | 'experience' | 'distance';
}

export interface NearbyQuery extends BrowseQuery {
  latitude: number;
  longitude: number;
  radius: number;
}

const SORTS = ['relevance', 'rating', 'experience', 'distance'] as const;
const LEAST_RADIUS_KM = 0.1;

const years = (): BaseJoi.NumberSchema => Joi.number().integer().min(0).max(80).example(5);
const service = () => text(1, 120).empty('');

const radius = (most: number): BaseJoi.NumberSchema =>
  Joi.number().min(LEAST_RADIUS_KM).max(most).description('In kilometres.').example(10);

const filters = {
  search: text(1, 200).empty('').description('Words in Arabic or English.').example('boilers'),
  service: service().description('Id, slug, name or synonym, in any language; a group means all in it.'),
  serviceId: service(),
  category: service().description('The same as `service`.').example('Plumbing'),
  skills: Joi.array()
    .items(text(1, 60))
    .single()
    .min(1)
    .max(10)
    .unique()
    .empty('')
    .description('He has all of them.')
    .example(['pipes']),
  city: text(1, 80).empty('').example('Cairo'),
  minExperience: years().description('In years.'),
  maxExperience: years(),
  labourType: Joi.array()
    .items(oneOf(LABOUR_TYPES))
    .single()
    .min(1)
    .max(LABOUR_TYPES.length)
    .unique()
    .empty('')
    .example(['daily']),
  availableOnly: Joi.boolean().empty('').description('Only those who take work now.'),
  minRating: Joi.number().min(0).max(5).description('Leaves out who has no review yet.').example(4),
} as const;

const sortBy = (usual: (typeof SORTS)[number]): BaseJoi.StringSchema =>
  oneOf(SORTS)
    .default(usual)
    .description('`distance` needs a place; `relevance` without words is the best rated first.');

function sound(query: BrowseQuery, helpers: BaseJoi.CustomHelpers): BrowseQuery | BaseJoi.ErrorReport {
  const { minExperience, maxExperience, latitude: given, sortBy: order } = query;
  if (minExperience !== undefined && maxExperience !== undefined && minExperience > maxExperience) {
    return helpers.error('number.min', { limit: minExperience }, helpers.state.localize?.(['maxExperience']));
  }
  const lacksPlace = order === 'distance' && given === undefined;
  return lacksPlace ? helpers.error('any.required', {}, helpers.state.localize?.(['latitude'])) : query;
}

export const browseCraftsmen = input({
  query: pagedQuery<BrowseQuery>({
    ...filters,
    latitude: latitude(),
    longitude: longitude(),
    radius: radius(200).default(50),
    sortBy: sortBy('relevance'),
  })
    // Half a place is none.
    .and('latitude', 'longitude')
    .custom(sound),
});

export const nearbyCraftsmen = input({
  query: pagedQuery<NearbyQuery>({
    ...filters,
    latitude: latitude().required(),
    longitude: longitude().required(),
    radius: radius(100).default(10),
    sortBy: sortBy('distance'),
  }).custom(sound),
});

const params = Joi.object<{ craftsmanId: string }, true>({ craftsmanId: objectId().required() });
export const oneCraftsman = input({ params });
export const addCraftsmanBookmark = input({ params });
export const removeCraftsmanBookmark = input({ params });

const area = locationAnswer.allow(null).description('To about a kilometre: nobody’s home.');
const distance = Joi.number()
  .integer()
  .optional()
  .description('Metres to his area, to the next 100; only where a place was named.')
  .example(1_400);

/** A craftsman as others see him. */
export const craftsmanAnswer = publicProfileAnswer
  .keys({ location: area, isBookmarked: Joi.boolean() })
  .meta({ component: 'Craftsman' });

/** What an answer holds of a craftsman in a list. */
export const craftsmanItemAnswer = craftsmanAnswer
  .fork(['role'], (schema) => schema.optional())
  .keys({ distance })
  .meta({ component: 'CraftsmanItem' });

/** Whether the craftsman is kept now. */
export const craftsmanBookmarkAnswer = Joi.object({
  id: objectId(),
  _id: objectId(),
  craftsmanId: objectId(),
  isBookmarked: Joi.boolean().example(true),
});
