import type BaseJoi from 'joi';
import { input } from '../utils/input';
import { EXPERIENCE_LEVELS, PAYMENT_TYPES, URGENCIES } from '../utils/jobWords';
import type { ExperienceLevel, PaymentType, Urgency } from '../utils/jobWords';
import type { PageRequest } from '../utils/page';
import { latitude, longitude, moneyAmount, oneOf, pagedQuery, text } from './common.validator';
import { JOB_STATUSES } from './jobAction.validator';
import { jobItem, ownJobItem } from './jobAnswer.validator';
import { Joi } from './joi';

type JobStatus = (typeof JOB_STATUSES)[number];

export interface BrowseQuery extends PageRequest {
  service?: string;
  serviceId?: string;
  category?: string;
  status?: JobStatus[];
  paymentType?: PaymentType[];
  city?: string;
  state?: string;
  minPrice?: number;
  maxPrice?: number;
  urgency?: Urgency[];
  experienceLevel?: ExperienceLevel[];
  latitude?: number;
  longitude?: number;
  radius?: number;
  sortBy: 'newest' | 'oldest' | 'priceLow' | 'priceHigh' | 'distance';
}

export interface SearchQuery extends Omit<BrowseQuery, 'sortBy'> {
  q: string;
  sortBy: BrowseQuery['sortBy'] | 'relevance';
}

export interface NearbyQuery extends BrowseQuery {
  latitude: number;
  longitude: number;
  radius: number;
}

export interface OwnJobsQuery extends PageRequest {
  as?: 'client' | 'craftsman';
  status?: JobStatus[];
}

const SORTS = ['newest', 'oldest', 'priceLow', 'priceHigh', 'distance'] as const;
const LEAST_RADIUS_KM = 0.1;

const several = <const T extends readonly string[]>(values: T): BaseJoi.ArraySchema =>
  Joi.array().items(oneOf(values)).single().min(1).max(values.length).unique().empty('');

const radius = (most: number): BaseJoi.NumberSchema =>
  Joi.number().min(LEAST_RADIUS_KM).max(most).description('In kilometres.').example(10);

const service = () => text(1, 120).empty('');

const filters = {
  service: service().description('Id, slug, name or synonym, in any language; a group means all in it.'),
  serviceId: service(),
  category: service().description('The same as `service`.').example('Plumbing'),
  status: several(JOB_STATUSES)
    .description('Other states than Posted and Quoted: only jobs of which one is a party.')
    .example(['Posted']),
  paymentType: several(PAYMENT_TYPES).example(['Cash']),
  city: text(1, 80).empty('').example('Cairo'),
  state: text(1, 80).empty('').example('Cairo Governorate'),
  minPrice: moneyAmount().min(0).description('Only jobs that name a price; in the smallest unit.'),
  maxPrice: moneyAmount().min(0),
  urgency: several(URGENCIES).example(['urgent']),
  experienceLevel: several(EXPERIENCE_LEVELS).example(['worker']),
} as const;

const place = {
  latitude: latitude(),
  longitude: longitude(),
  radius: radius(200).default(50),
} as const;

const sortBy = <const T extends readonly string[]>(values: T, usual: T[number]): BaseJoi.StringSchema =>
  oneOf(values).default(usual).description('`distance` needs a place.');

interface Placed {
  minPrice?: number;
  maxPrice?: number;
  latitude?: number;
  sortBy: string;
}

function sound<T extends Placed>(query: T, helpers: BaseJoi.CustomHelpers): T | BaseJoi.ErrorReport {
  const { minPrice, maxPrice, latitude: given, sortBy: order } = query;
  if (minPrice !== undefined && maxPrice !== undefined && minPrice > maxPrice) {
    return helpers.error('budget.upsideDown', {}, helpers.state.localize?.(['maxPrice']));
  }
  const lacksPlace = order === 'distance' && given === undefined;
  return lacksPlace ? helpers.error('any.required', {}, helpers.state.localize?.(['latitude'])) : query;
}

/** Half a place is none. */
const whole = <T>(query: BaseJoi.ObjectSchema<T>): BaseJoi.ObjectSchema<T> =>
  query.and('latitude', 'longitude');

const q = () => text(1, 200).required().description('In Arabic or English.').example('kitchen sink');

export const browseJobs = input({
  query: whole(pagedQuery<BrowseQuery>({ ...filters, ...place, sortBy: sortBy(SORTS, 'newest') })).custom(
    sound,
  ),
});

export const searchJobs = input({
  query: whole(
    pagedQuery<SearchQuery>({
      ...filters,
      ...place,
      q: q(),
      sortBy: sortBy([...SORTS, 'relevance'], 'newest'),
    }),
  ).custom(sound),
});

export const nearbyJobs = input({
  query: pagedQuery<NearbyQuery>({
    ...filters,
    status: several(['Posted', 'Quoted']).example(['Posted']),
    latitude: latitude().required(),
    longitude: longitude().required(),
    radius: radius(100).default(10),
    sortBy: sortBy(SORTS, 'distance'),
  }).custom(sound),
});

export const ownJobs = input({
  query: pagedQuery<OwnJobsQuery>({
    as: oneOf(['client', 'craftsman']).description('As whom; absent: one’s active role.'),
    status: several(JOB_STATUSES).example(['Posted']),
  }),
});

const distance = Joi.number()
  .integer()
  .optional()
  .description('Metres to the area of the job, to the next 100; only where a place was named.')
  .example(1_400);

/** What an answer holds of a job in a list. */
export const jobItemAnswer = jobItem.keys({ distance });
export const ownJobItemAnswer = ownJobItem;
