import type { GeoPoint } from '../utils/geo';
import { input } from '../utils/input';
import { EXPERIENCE_LEVELS, type ExperienceLevel } from '../utils/jobWords';
import { MATCH_PARTS } from '../utils/matchParts';
import type { PageRequest } from '../utils/page';
import { objectId, oneOf, pagedQuery, text } from './common.validator';
import { craftsmanItemAnswer } from './craftsmanBrowse.validator';
import { serviceName, skills } from './craftsman.validator';
import { Joi } from './joi';
import { location } from './place.validator';

export interface ForJobQuery extends PageRequest {
  jobId: string;
}

export interface DraftBody {
  service?: string;
  serviceId?: string;
  category?: string;
  location: GeoPoint;
  title?: string;
  description?: string;
  requirements?: string[] | null;
  skills?: string[];
  experienceLevel?: ExperienceLevel | null;
}

export const forJob = input({ query: pagedQuery<ForJobQuery>({ jobId: objectId().required() }) });

export const forDraft = input({
  query: pagedQuery<PageRequest>(),
  body: Joi.object<DraftBody, true>({
    service: serviceName(),
    serviceId: serviceName(),
    category: serviceName().description('The same as `service`.'),
    location: location().required(),
    title: text(0, 120).allow(''),
    description: text(0, 5_000).allow(''),
    requirements: Joi.array().items(text(1, 200)).single().max(20).allow(null),
    skills: skills(),
    experienceLevel: oneOf(EXPERIENCE_LEVELS).allow(null),
  }).or('service', 'serviceId', 'category'),
});

const part = Joi.number().min(0).max(1).example(0.82);

/** A craftsman who fits a job. */
export const recommendedAnswer = craftsmanItemAnswer
  .keys({
    score: part.description('From 0 to 1.'),
    parts: Joi.object(Object.fromEntries(MATCH_PARTS.map((name) => [name, part]))).description(
      'What the score is made of; how much each counts is a setting.',
    ),
    reasons: Joi.array().items(Joi.string().example('1.4 km away')),
    generatedBy: oneOf(['rules', 'llm']).description('Whose words the reasons are.'),
    isInvited: Joi.boolean().description('To this job, whatever became of it.'),
  })
  .meta({ component: 'RecommendedCraftsman' });
