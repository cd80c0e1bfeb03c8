import {
  DECISION_KINDS,
  DISPUTE_KINDS,
  DISPUTE_REASONS,
  DISPUTE_STATUSES,
  type DecisionKind,
  type DisputeReason,
  type DisputeStatus,
} from '../utils/disputeWords';
import { input } from '../utils/input';
import { CURRENCIES } from '../utils/money';
import type { PageRequest } from '../utils/page';
import { isoDate, moneyAmount, objectId, oneOf, pagedQuery, text } from './common.validator';
import { Joi } from './joi';
import { JOB_STATUSES } from './jobAction.validator';
import { doerAnswer } from './person.validator';
import { jobCardAnswer } from './quote.validator';

export interface OpenDisputeBody {
  jobId: string;
  reason: DisputeReason;
  description: string;
}

export const openDispute = input({
  body: Joi.object<OpenDisputeBody, true>({
    jobId: objectId().required(),
    reason: oneOf(DISPUTE_REASONS).required(),
    description: text(1, 2_000).required().example('The pipe still drips, a day after the repair.'),
  }),
});

const params = Joi.object<{ id: string }, true>({ id: objectId().required() });

export const oneDispute = input({ params });

export interface ListDisputesQuery extends PageRequest {
  status?: DisputeStatus;
}

export const listDisputes = input({
  query: pagedQuery<ListDisputesQuery>({
    status: oneOf(DISPUTE_STATUSES).description('Absent: all, those that wait for a decision first.'),
  }),
});

export interface ResolveBody {
  decision: DecisionKind;
  reason: string;
  clientAmount?: number;
  craftsmanAmount?: number;
  dueDate?: Date;
}

const part = (whose: string) =>
  moneyAmount()
    .min(0)
    .empty(null)
    .when('decision', { is: 'split', then: Joi.required() })
    .description(`Of what is in dispute, in minor units: the ${whose} part of a split.`);

export const resolveDispute = input({
  params,
  body: Joi.object<ResolveBody>({
    decision: oneOf(DECISION_KINDS).required(),
    reason: text(3, 2_000).required().example('The photos show that half of the work is done.'),
    clientAmount: part('client’s').example(20_000),
    craftsmanAmount: part('craftsman’s').example(30_000),
    dueDate: isoDate()
      .empty(null)
      .when('decision', { is: 'rework', then: Joi.required() })
      .description('Until when the rework is to be done.')
      .example('2126-05-31T09:00:00.000Z'),
  }),
});

const amount = () => Joi.number().integer().example(50_000);
const SIDES = ['client', 'craftsman', 'system'] as const;

export const disputeAnswer = Joi.object({
  id: objectId(),
  _id: objectId(),
  jobId: objectId(),
  job: jobCardAnswer.allow(null),
  client: doerAnswer,
  craftsman: doerAnswer,
  kind: oneOf(DISPUTE_KINDS),
  status: oneOf(DISPUTE_STATUSES),
  openedBy: oneOf(SIDES),
  reason: oneOf(DISPUTE_REASONS),
  description: Joi.string(),
  cash: Joi.object({ clientAmount: amount(), craftsmanAmount: amount() })
    .allow(null)
    .description('How much cash was paid, as each side says.'),
  fromJobStatus: oneOf(JOB_STATUSES),
  openedAt: isoDate(),
  answerDueAt: isoDate(),
  decisionDueAt: isoDate(),
  decidedAt: isoDate().allow(null),
  finalAt: isoDate().allow(null).description('Until then a decision may be appealed.'),
  currency: oneOf(CURRENCIES),
  inDispute: amount().description('What the two amounts of a split add up to.'),
  decision: Joi.object({
    decision: oneOf(DECISION_KINDS),
    reason: Joi.string(),
    clientAmount: amount().allow(null),
    craftsmanAmount: amount().allow(null),
    owed: amount()
      .allow(null)
      .description('What of the client’s part was no longer there: the craftsman owes it.'),
    dueDate: isoDate().allow(null),
    at: isoDate(),
  }).allow(null),
  history: Joi.array().items(
    Joi.object({
      event: Joi.string().example('resolve'),
      from: oneOf(DISPUTE_STATUSES).allow(null),
      to: oneOf(DISPUTE_STATUSES),
      by: oneOf([...SIDES, 'staff']),
      at: isoDate(),
    }),
  ),
  updatedAt: isoDate(),
  frozen: amount().optional().description('Only for staff: what of the earnings is held.'),
  decidedBy: doerAnswer.allow(null).optional(),
  can: Joi.object({ resolve: Joi.boolean().required() }).optional(),
}).meta({ component: 'Dispute' });
