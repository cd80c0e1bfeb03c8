import { input } from '../utils/input';
import type { PageRequest } from '../utils/page';
import { QUOTE_STATES, type QuoteStateName } from '../utils/offerStates';
import { isoDate, moneyAmount, objectId, oneOf, pagedQuery, text } from './common.validator';
import { Joi } from './joi';
import { personAnswer } from './person.validator';

const params = Joi.object<{ jobId: string; quoteId: string }, true>({
  jobId: objectId().required(),
  quoteId: objectId().required(),
});
const ofJob = Joi.object<{ jobId: string }, true>({ jobId: objectId().required() });

const amount = () => moneyAmount().min(1);
const notes = () => text(1, 2_000).empty('').example('I bring the part with me.');
const duration = () => Joi.number().positive().max(10_000).example(3);
const validHours = () => Joi.number().positive().max(10_000).example(72);

export interface SubmitQuoteBody {
  price: number;
  notes?: string;
  laborPrice?: number;
  materialsPrice?: number;
  estimatedHours?: number;
  earliestStart?: Date;
  validUntil?: Date;
  validHours?: number;
}

export const submitQuote = input({
  params: ofJob,
  body: Joi.object<SubmitQuoteBody, true>({
    price: amount().required().example(45_000),
    notes: notes().empty(['', null]),
    laborPrice: moneyAmount().min(0).empty(null).example(30_000),
    materialsPrice: moneyAmount().min(0).empty(null).example(15_000),
    estimatedHours: duration().empty(null),
    earliestStart: isoDate().empty(null).example('2126-05-31T09:00:00.000Z'),
    validUntil: isoDate().empty(null).example('2126-06-07T09:00:00.000Z'),
    validHours: validHours().empty(null),
  }).oxor('validUntil', 'validHours'),
});

export interface ReviseQuoteBody {
  price?: number;
  notes?: string | null;
  laborPrice?: number | null;
  materialsPrice?: number | null;
  estimatedHours?: number | null;
  earliestStart?: Date | null;
  validUntil?: Date;
  validHours?: number;
}

export const reviseQuote = input({
  params,
  body: Joi.object<ReviseQuoteBody, true>({
    price: amount().example(40_000),
    notes: notes().allow(null),
    laborPrice: moneyAmount().min(0).allow(null),
    materialsPrice: moneyAmount().min(0).allow(null),
    estimatedHours: duration().allow(null),
    earliestStart: isoDate().allow(null),
    validUntil: isoDate(),
    validHours: validHours(),
  })
    .oxor('validUntil', 'validHours')
    .or(
      'price',
      'notes',
      'laborPrice',
      'materialsPrice',
      'estimatedHours',
      'earliestStart',
      'validUntil',
      'validHours',
    ),
});

export const oneQuote = input({ params });

export interface EndQuoteBody {
  reason?: string;
}

export const endQuote = input({
  params,
  body: Joi.object<EndQuoteBody, true>({ reason: text(1, 500).empty(['', null]) }),
});

export interface AcceptQuoteBody {
  version?: number;
}

export const acceptQuote = input({
  params,
  body: Joi.object<AcceptQuoteBody, true>({
    version: Joi.number().integer().min(1).max(1_000_000).empty(null).description('The one that was seen.'),
  }),
});

export interface ListQuotesQuery extends PageRequest {
  status?: QuoteStateName[];
}

const listQuery = () =>
  pagedQuery<ListQuotesQuery>({ status: Joi.array().items(oneOf(QUOTE_STATES)).single().max(5).unique() });

export const listQuotes = input({ params: ofJob, query: listQuery() });
export const listOwnQuotes = input({ query: listQuery() });

/** What is shown of a job beside one's own quote or invitation. */
export const jobCardAnswer = Joi.object({
  id: objectId(),
  _id: objectId(),
  title: Joi.string().example('Kitchen sink leaks'),
  status: Joi.string().example('Quoted'),
  isOpen: Joi.boolean(),
}).meta({ component: 'JobCard' });

const terms = {
  price: moneyAmount(),
  notes: Joi.string().allow(null),
  laborPrice: moneyAmount().allow(null),
  materialsPrice: moneyAmount().allow(null),
  estimatedHours: Joi.number().allow(null),
  earliestStart: isoDate().allow(null),
};

export const quoteAnswer = Joi.object({
  id: objectId(),
  _id: objectId(),
  jobId: objectId(),
  craftsman: personAnswer.optional(),
  job: jobCardAnswer.optional(),
  ...terms,
  currency: Joi.string().example('EGP'),
  status: oneOf(QUOTE_STATES),
  version: Joi.number(),
  versions: Joi.array().items(Joi.object({ ...terms, version: Joi.number(), at: isoDate() })),
  needsConfirmation: Joi.boolean(),
  isInvited: Joi.boolean(),
  expiresAt: isoDate(),
  createdAt: isoDate(),
  updatedAt: isoDate(),
}).meta({ component: 'Quote' });
