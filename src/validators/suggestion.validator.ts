import type { GeoPoint } from '../utils/geo';
import { input } from '../utils/input';
import { CURRENCIES } from '../utils/money';
import { objectId, oneOf } from './common.validator';
import { serviceName, serviceRefAnswer } from './craftsman.validator';
import { Joi } from './joi';
import { location } from './place.validator';

export interface SuggestionBody {
  service?: string;
  serviceId?: string;
  category?: string;
  location: GeoPoint;
}

export const forDraft = input({
  body: Joi.object<SuggestionBody, true>({
    service: serviceName(),
    serviceId: serviceName(),
    category: serviceName().description('The same as `service`.'),
    location: location().required(),
  }).or('service', 'serviceId', 'category'),
});

export const forJob = input({
  params: Joi.object<{ jobId: string }, true>({ jobId: objectId().required() }),
});

const figure = (example: number, what: string) =>
  Joi.number().allow(null).example(example).description(`${what}; null with too few cases.`);

const usual = (examples: readonly [number, number, number]) => ({
  cases: Joi.number().integer().example(42).description('On how many hires it rests.'),
  isEnough: Joi.boolean().example(true),
  low: figure(examples[0], 'A quarter of them are below'),
  typical: figure(examples[1], 'Half of them are below'),
  high: figure(examples[2], 'A quarter of them are above'),
});

/** What such a job usually costs and takes. */
export const suggestionAnswer = Joi.object({
  service: serviceRefAnswer,
  radiusKm: Joi.number().example(50),
  days: Joi.number().integer().example(365),
  price: Joi.object({ ...usual([30_000, 45_000, 60_000]), currency: oneOf(CURRENCIES) }).description(
    'In the smallest unit.',
  ),
  duration: Joi.object(usual([1.5, 2, 4])).description('In hours.'),
  text: Joi.string().example('Such jobs usually cost EGP 300.00 to EGP 600.00.'),
  generatedBy: oneOf(['rules', 'llm']).description(
    'Whose words the text is; the figures are always our own.',
  ),
}).meta({ component: 'Suggestion' });
