import type BaseJoi from 'joi';
import { input } from '../utils/input';
import type { PageRequest } from '../utils/page';
import { isoDate, objectId, oneOf, pagedQuery, text } from './common.validator';
import {
  portfolioAnswer,
  serviceName,
  serviceRefAnswer,
  skills,
  yearsOfExperience,
} from './craftsman.validator';
import { Joi } from './joi';
import { personAnswer } from './person.validator';

const STATUSES = ['Pending', 'Verified', 'Rejected'] as const;
const FILES = 10;

/** Names of uploaded files: their ids or addresses. */
const fileRefs = () => Joi.array().items(Joi.string().max(1_000)).max(FILES).unique();

/** One text is one label, commas and all. */
const labels = (): BaseJoi.ArraySchema<string[]> =>
  Joi.alternatives(
    text(1, 120)
      .pattern(/^[^[]/)
      .custom((label: string): string[] => [label]),
    Joi.array().items(text(1, 120)).max(FILES),
  ).example(['National ID']) as unknown as BaseJoi.ArraySchema<string[]>;

export interface SubmitBody {
  skills?: string[];
  bio?: string;
  service?: string;
  serviceId?: string;
  yearsOfExperience?: number;
  verificationDocs?: string[];
  docTypes?: string[];
  docNames?: string[];
  portfolioImages?: string[];
}

/** Files come as `verificationDocs` and `portfolioImages`; those named by id come before them. */
export const submit = input({
  body: Joi.object<SubmitBody, true>({
    skills: skills().empty(null),
    bio: text(1, 1_000).empty(['', null]).example('Plumber for twelve years.'),
    service: serviceName().empty(['', null]),
    serviceId: serviceName().empty(['', null]),
    yearsOfExperience: yearsOfExperience().empty(['', null]),
    verificationDocs: fileRefs()
      .example(['665f1c2ab8a1f0d4c3e2b1a0'])
      .description('Files, or ids of files uploaded as `document`.'),
    docTypes: labels().description('What each of them is, in the same order.'),
    docNames: labels().description('How each of them is called, in the same order.'),
    portfolioImages: fileRefs()
      .example(['665f1c2ab8a1f0d4c3e2b1a1'])
      .description('Files, or ids of files uploaded as `portfolio`; they replace those that are there.'),
  }),
  files: [
    { name: 'verificationDocs', maxCount: FILES },
    { name: 'portfolioImages', maxCount: FILES },
  ],
});

export const getOwn = input({});

export interface ListQuery extends PageRequest {
  status: (typeof STATUSES)[number] | 'all';
}

export const list = input({
  query: pagedQuery<ListQuery>({
    status: oneOf([...STATUSES, 'all']).default('Pending'),
  }),
});

const params = Joi.object<{ id: string }, true>({ id: objectId().required() });

export const approve = input({ params });

export interface RejectBody {
  reason: string;
}

export const reject = input({
  params,
  body: Joi.object<RejectBody, true>({
    reason: text(3, 500).required().example('The photo of the identity card cannot be read.'),
  }),
});

const paper = {
  docType: Joi.string().example('National ID'),
  docName: Joi.string().allow('').example('front.jpg'),
  contentType: Joi.string().example('image/jpeg'),
};

const shown = {
  id: objectId(),
  _id: objectId(),
  status: oneOf(STATUSES),
  skills: Joi.array().items(Joi.string().example('pipes')),
  bio: Joi.string().allow(''),
  service: serviceRefAnswer.allow(null),
  yearsOfExperience: Joi.number().integer().allow(null).example(8),
  portfolioImageUrls: portfolioAnswer,
  reason: Joi.string().allow(null).example('The photo of the identity card cannot be read.'),
  submittedAt: isoDate(),
  decidedAt: isoDate().allow(null),
};

/** What a craftsman sees of his own request. */
export const ownAnswer = Joi.object({
  ...shown,
  verificationDocs: Joi.array().items(Joi.object(paper)),
}).meta({ component: 'OwnVerification' });

/** What staff sees of a request. */
export const staffAnswer = Joi.object({
  ...shown,
  verificationDocs: Joi.array().items(
    Joi.object({ ...paper, docUrl: Joi.string().description('Good for five minutes.') }),
  ),
  craftsman: personAnswer.allow(null),
  decidedBy: personAnswer.allow(null),
  can: Joi.object({ approve: Joi.boolean(), reject: Joi.boolean() }),
}).meta({ component: 'Verification' });
