import type BaseJoi from 'joi';
import { input } from '../utils/input';
import type { PageRequest } from '../utils/page';
import { VERIFICATION_STATES } from '../utils/verificationWords';
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
/** What the queue is asked for: the words of the contract, and those of the case where they say more. */
const ASKED = [...STATUSES, 'submitted', 'in_review', 'changes_requested', 'expired', 'all'] as const;
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

/** What stands on the papers; empty for one without a number. Nothing of it is repeated in a refusal. */
const numbers = (): BaseJoi.ArraySchema<string[]> =>
  Joi.alternatives(
    text(0, 60)
      .allow('')
      .pattern(/^[^[]/)
      .custom((number: string): string[] => [number]),
    Joi.array().items(text(0, 60).allow('')).max(FILES),
  ).example(['29001011234567']) as unknown as BaseJoi.ArraySchema<string[]>;

export interface SubmitBody {
  skills?: string[];
  bio?: string;
  service?: string;
  serviceId?: string;
  yearsOfExperience?: number;
  verificationDocs?: string[];
  docTypes?: string[];
  docNames?: string[];
  docNumbers?: string[];
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
    docNumbers: numbers().description('The number on each of them, in the same order; kept encrypted.'),
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
  status?: (typeof ASKED)[number];
  craftsmanId?: string;
  mine?: boolean;
}

export const list = input({
  query: pagedQuery<ListQuery>({
    status: oneOf(ASKED).description('Absent: those that wait for staff.'),
    craftsmanId: objectId(),
    mine: Joi.boolean().description('Those that the caller has taken.'),
  }),
});

const params = Joi.object<{ id: string }, true>({ id: objectId().required() });

export const oneCase = input({ params });

export interface ApproveBody {
  /** The `submissions` of the case as it was looked at. */
  submission?: number;
}

const submission = Joi.number()
  .integer()
  .min(1)
  .example(1)
  .description('The `submissions` of the case that was looked at; 409 when more were sent in since');

export const approve = input({ params, body: Joi.object<ApproveBody, true>({ submission }) });

export interface ReasonBody extends ApproveBody {
  reason: string;
}

export const giveReason = input({
  params,
  body: Joi.object<ReasonBody, true>({
    submission,
    reason: text(3, 500).required().example('The photo of the identity card cannot be read.'),
  }),
});

export interface DocumentParams {
  id: string;
  documentId: string;
}

export interface LinkQuery {
  expires?: string;
  signature?: string;
}

/** What a link holds is only looked at whole: any flaw makes it unknown. */
export const viewDocument = input({
  params: Joi.object<DocumentParams, true>({ id: objectId().required(), documentId: objectId().required() }),
  query: Joi.object<LinkQuery, true>({
    expires: Joi.string().allow('').description('Seconds since 1970.'),
    signature: Joi.string().allow(''),
  }),
});

const paper = {
  id: objectId(),
  _id: objectId(),
  docType: Joi.string().example('National ID'),
  docName: Joi.string().allow('').example('front.jpg'),
  contentType: Joi.string().example('image/jpeg'),
  hasNumber: Joi.boolean().description('A number was given with it.'),
};

const link = (part: string) =>
  Joi.string().example(
    `/api/admin/verifications/665f1c2ab8a1f0d4c3e2b1a0/documents/665f1c2ab8a1f0d4c3e2b1a1/${part}?expires=1780000000&signature=…`,
  );

const shown = {
  id: objectId(),
  _id: objectId(),
  status: oneOf(STATUSES).description('What others see.'),
  state: oneOf(VERIFICATION_STATES).description('How the case stands.'),
  skills: Joi.array().items(Joi.string().example('pipes')),
  bio: Joi.string().allow(''),
  service: serviceRefAnswer.allow(null),
  yearsOfExperience: Joi.number().integer().allow(null).example(8),
  portfolioImageUrls: portfolioAnswer,
  reason: Joi.string().allow(null).example('The photo of the identity card cannot be read.'),
  submittedAt: isoDate(),
  decidedAt: isoDate().allow(null),
  expiresAt: isoDate().allow(null).description('When an approval ends.'),
};

/** What a craftsman sees of his own case; before he has begun it has no id. */
export const ownAnswer = Joi.object({
  ...shown,
  id: objectId().allow(null),
  _id: objectId().allow(null),
  submittedAt: isoDate().allow(null),
  verificationDocs: Joi.array().items(Joi.object(paper)),
  requiredDocuments: Joi.array()
    .items(Joi.string().example('National ID'))
    .description('Kinds of documents that a request must hold.'),
}).meta({ component: 'OwnVerification' });

/** What staff sees of a case. */
export const staffAnswer = Joi.object({
  ...shown,
  submissions: Joi.number().integer().example(1),
  verificationDocs: Joi.array().items(
    Joi.object({
      ...paper,
      docUrl: link('file').description('For the caller alone, for five minutes.'),
      numberUrl: link('number').allow(null).description('The number on it, in the same way.'),
    }),
  ),
  craftsman: personAnswer.allow(null),
  takenBy: personAnswer.allow(null),
  takenAt: isoDate().allow(null),
  decidedBy: personAnswer.allow(null),
  can: Joi.object({
    take: Joi.boolean(),
    requestChanges: Joi.boolean(),
    approve: Joi.boolean(),
    reject: Joi.boolean(),
  }),
}).meta({ component: 'Verification' });
