import {
  DECISION_KINDS,
  DISPUTE_REASONS,
  DISPUTE_STATUSES,
  type DecisionKind,
  type DisputeReason,
  type DisputeStatus,
} from '../utils/disputeWords';
import { input } from '../utils/input';
import type { PageRequest } from '../utils/page';
import { isoDate, moneyAmount, objectId, oneOf, pagedQuery, text } from './common.validator';
import { Joi } from './joi';

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

export interface EvidenceBody {
  text?: string;
  files?: string[];
  messageIds?: string[];
}

const EVIDENCE_FILES = 10;

const evidenceBody = (example: string) =>
  Joi.object<EvidenceBody, true>({
    text: text(1, 5_000).empty(['', null]).example(example),
    files: Joi.array()
      .items(Joi.string().max(1_000))
      .max(EVIDENCE_FILES)
      .unique()
      .example(['665f1c2ab8a1f0d4c3e2b1a0'])
      .description('Files, also as `photos`, or ids of files uploaded as `evidence`.'),
    messageIds: Joi.array()
      .items(objectId())
      .max(EVIDENCE_FILES)
      .unique()
      .description('Messages between the two; they are kept as they are now.'),
  });

const evidenceFiles = [
  { name: 'files', maxCount: EVIDENCE_FILES },
  { name: 'photos', maxCount: EVIDENCE_FILES },
];

export const addEvidence = input({
  params,
  body: evidenceBody('The photos were taken the day after the repair.'),
  files: evidenceFiles,
});

export const answerDispute = input({
  params,
  body: evidenceBody('The leak is in another pipe, which was not part of the work.'),
  files: evidenceFiles,
});

export interface OfferBody {
  amount: number;
}

export const offerSettlement = input({
  params,
  body: Joi.object<OfferBody, true>({
    amount: moneyAmount()
      .min(0)
      .required()
      .description('Of what is in dispute: what the caller accepts for himself, in minor units. Sealed.')
      .example(20_000),
  }),
});

export interface AppealBody {
  reason: string;
}

export const appealDispute = input({
  params,
  body: Joi.object<AppealBody, true>({
    reason: text(3, 2_000).required().example('The photos of the second day were not looked at.'),
  }),
});

export interface NoteBody {
  text: string;
}

export const noteDispute = input({
  params,
  body: Joi.object<NoteBody, true>({
    text: text(1, 5_000).required().example('Both have had a dispute with each other before.'),
  }),
});
