import type BaseJoi from 'joi';
import type { GivenAddress } from '../utils/address';
import type { GeoPoint } from '../utils/geo';
import { JOB_PHOTOS } from '../utils/fileLimits';
import { input } from '../utils/input';
import {
  EXPERIENCE_LEVELS,
  PAYMENT_TYPES,
  SALARY_TYPES,
  URGENCIES,
  type ExperienceLevel,
  type PaymentType,
  type SalaryType,
  type Urgency,
} from '../utils/jobWords';
import { moneyAmount, objectId, oneOf, text } from './common.validator';
import { jobDay, serviceName, timeWindow, type GivenDay, type GivenWindow } from './jobParts.validator';
import { Joi } from './joi';
import { address, location } from './place.validator';

interface JobBody {
  title?: string;
  description?: string;
  service?: string;
  serviceId?: string;
  category?: string;
  address?: GivenAddress;
  location?: GeoPoint;
  paymentType?: PaymentType;
  jobPrice?: number | null;
  salaryMin?: number | null;
  salaryMax?: number | null;
  salaryType?: SalaryType | null;
  urgency?: Urgency;
  experienceLevel?: ExperienceLevel | null;
  requirements?: string[] | null;
  benefits?: string[] | null;
  trainingProvided?: boolean;
  jobDate?: GivenDay | null;
  timeWindow?: GivenWindow | null;
  photos?: string[] | null;
}

export interface CreateJobBody extends JobBody {
  title: string;
  description: string;
  address: GivenAddress;
  location: GeoPoint;
}

export interface EditJobBody extends JobBody {
  existingPhotos?: string[] | null;
}

export interface JobParams {
  jobId: string;
}

const params = Joi.object<JobParams, true>({ jobId: objectId().required() });

const lines = (): BaseJoi.ArraySchema =>
  Joi.array().items(text(1, 200)).single().max(20).allow(null).example(['Own tools']);

/** Ids or addresses of pictures that were uploaded before. */
const pictures = (): BaseJoi.ArraySchema =>
  Joi.array()
    .items(Joi.string().trim().max(1_000).empty(''))
    .single()
    .max(JOB_PHOTOS)
    .allow(null)
    .example(['665f1c2ab8a1f0d4c3e2b1a0']);

const said = (given: GivenAddress, helpers: BaseJoi.CustomHelpers): GivenAddress | BaseJoi.ErrorReport =>
  [given.state, given.city, given.street, given.text].some(Boolean) ? given : helpers.error('any.required');

const place = () => address().custom(said);

/** Nothing is a price of its own: apps send back the 0 that stands for a job without one. */
const price = (least: 0 | 1): BaseJoi.NumberSchema => moneyAmount().min(least).allow(null);

const keys = {
  service: serviceName().description('Id, slug, name or synonym, in any language.'),
  serviceId: serviceName(),
  category: serviceName().description('The same as `service`.'),
  paymentType: oneOf(PAYMENT_TYPES).description('Cash unless said otherwise.').example('Cash'),
  salaryMin: price(1),
  salaryMax: price(1),
  salaryType: oneOf(SALARY_TYPES).allow(null),
  urgency: oneOf(URGENCIES),
  experienceLevel: oneOf(EXPERIENCE_LEVELS).allow(null),
  requirements: lines(),
  benefits: lines(),
  trainingProvided: Joi.boolean().example(false),
  jobDate: jobDay().allow(null),
  timeWindow: timeWindow().allow(null),
  photos: pictures(),
} as const;

const title = () => text(5, 120).example('Kitchen sink leaks');
const description = () => text(10, 5_000).example('Water drips from the pipe below the sink.');

const photoFiles = ['photos', 'photos[]'].map((name) => ({ name, maxCount: JOB_PHOTOS }));

export const createJob = input({
  body: Joi.object<CreateJobBody, true>({
    ...keys,
    title: title().required(),
    description: description().required(),
    address: place().required(),
    location: location().required(),
    jobPrice: price(1).description('In the smallest unit of the currency.'),
  })
    .or('service', 'serviceId', 'category')
    .custom(soundBudget),
  files: photoFiles,
});

/** What an owner may change; what an app sends back besides is dropped. */
export const editJob = input({
  params,
  body: Joi.object<EditJobBody, true>({
    ...keys,
    title: title(),
    description: description(),
    address: place(),
    location: location(),
    jobPrice: price(0).description('0 or null: no price is named.'),
    existingPhotos: pictures()
      .allow('')
      .description('Those of the job’s photos that stay; the rest goes. Absent, without new ones: all stay.'),
  }).custom(soundBudget),
  files: photoFiles,
});

export const getJob = input({ params });
export const extendJob = input({ params });
export const repostJob = input({ params });

export interface CancelBody {
  reason?: string;
}

/** The end of a job by its owner or by staff. */
export const cancelJob = input({
  params,
  query: Joi.object<CancelBody, true>({ reason: text(1, 500).empty(['', null]) }),
  body: Joi.object<CancelBody, true>({ reason: text(1, 500).empty(['', null]) }),
});

export interface ModerateJobBody {
  isHidden?: boolean;
  title?: string;
  description?: string;
  reason?: string;
}

export const moderateJob = input({
  params,
  body: Joi.object<ModerateJobBody, true>({
    isHidden: Joi.boolean().example(true).description('Nobody but the parties and staff sees a hidden job.'),
    title: title(),
    description: description(),
    reason: text(1, 500).empty(['', null]).example('Asks for work that is against our rules'),
  }).or('isHidden', 'title', 'description'),
});

/** One figure or a range, never both; a range is not upside down. */
function soundBudget<T extends JobBody>(body: T, helpers: BaseJoi.CustomHelpers): T | BaseJoi.ErrorReport {
  const { jobPrice, salaryMin, salaryMax } = body;
  if (jobPrice && (salaryMin || salaryMax)) {
    return helpers.error('budget.both', {}, helpers.state.localize?.(['jobPrice']));
  }
  const isUpsideDown = salaryMin && salaryMax && salaryMin > salaryMax;
  return isUpsideDown
    ? helpers.error('budget.upsideDown', {}, helpers.state.localize?.(['salaryMax']))
    : body;
}
