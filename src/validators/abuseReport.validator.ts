import { input } from '../utils/input';
import type { PageRequest } from '../utils/page';
import {
  REPORT_ACTIONS,
  REPORT_DECISIONS,
  REPORT_REASONS,
  REPORT_STATUSES,
  REPORT_SUBJECTS,
  type ReportAction,
  type ReportReason,
  type ReportStatus,
  type ReportSubjectType,
} from '../utils/reportWords';
import { BAN_LEVELS } from './admin.validator';
import { isoDate, objectId, oneOf, pagedQuery, text } from './common.validator';
import { attachmentAnswer } from './conversation.validator';
import { Joi } from './joi';
import { doerAnswer } from './person.validator';

const params = Joi.object<{ id: string }, true>({ id: objectId().required() });

export interface FileReportBody {
  type: ReportSubjectType;
  id: string;
  reason: ReportReason;
  description?: string;
}

export const fileReport = input({
  body: Joi.object<FileReportBody, true>({
    type: oneOf(REPORT_SUBJECTS).required().example('job').description('What is reported.'),
    id: objectId().required().description('Its id.'),
    reason: oneOf(REPORT_REASONS).required(),
    description: text(1, 1_000)
      .empty(['', null])
      .when('reason', { is: 'other', then: Joi.required() })
      .description('Needed where the reason is `other`.')
      .example('Asks for money before the work.'),
  }),
});

export interface ListReportsQuery extends PageRequest {
  type?: ReportSubjectType;
  status?: ReportStatus;
}

export const listReports = input({
  query: pagedQuery<ListReportsQuery>({
    type: oneOf(REPORT_SUBJECTS),
    status: oneOf(REPORT_STATUSES).description('Absent: all that is not decided.'),
  }),
});

export const oneReport = input({ params });

export interface DecideReportBody {
  action: ReportAction;
  reason?: string;
  level: (typeof BAN_LEVELS)[number];
  until?: Date;
}

export const decideReport = input({
  params,
  body: Joi.object<DecideReportBody, true>({
    action: oneOf(REPORT_ACTIONS)
      .required()
      .description(
        '`take`: it is yours for a day. All others decide: the one who is responsible learns the reason of what was done, those who reported do not.',
      ),
    reason: text(3, 500)
      .empty(['', null])
      .when('action', { is: 'take', otherwise: Joi.required() })
      .description('Needed for all but `take`.')
      .example('Asks for payment outside of the platform.'),
    level: oneOf(BAN_LEVELS).default('banned').description('Of a ban.'),
    until: isoDate()
      .empty(null)
      .description('Of a ban; absent: until it is lifted.')
      .example('2126-05-31T09:00:00.000Z'),
  }),
});

const count = () => Joi.number().integer().min(0).example(2);
const subjectAnswer = Joi.object({ type: oneOf(REPORT_SUBJECTS), id: objectId() });

/** What the reporter gets: his own words, and that it is with staff. */
export const filedAnswer = Joi.object({
  id: objectId(),
  _id: objectId(),
  subject: subjectAnswer,
  reason: oneOf(REPORT_REASONS),
  description: Joi.string().allow(null),
  status: oneOf(REPORT_STATUSES),
  createdAt: isoDate(),
}).meta({ component: 'FiledReport' });

const caseKeys = {
  id: objectId(),
  _id: objectId(),
  subject: subjectAnswer,
  about: doerAnswer.description('Who is responsible for it.'),
  status: oneOf(REPORT_STATUSES),
  reportCount: count().description('How many have reported it.'),
  reasons: Joi.object().pattern(Joi.string(), count()).description('How many gave which reason.'),
  takenBy: doerAnswer.allow(null),
  takenAt: isoDate().allow(null),
  outcome: Joi.object({
    decision: oneOf(REPORT_DECISIONS),
    reason: Joi.string(),
    by: doerAnswer,
    at: isoDate(),
  }).allow(null),
  createdAt: isoDate().description('Of the first report.'),
  lastReportedAt: isoDate(),
};

export const caseAnswer = Joi.object(caseKeys).meta({ component: 'ReportCase' });

const evidenceMessage = Joi.object({
  id: objectId(),
  _id: objectId(),
  number: count(),
  sender: doerAnswer,
  isReported: Joi.boolean(),
  isRemoved: Joi.boolean(),
  content: Joi.string().allow(''),
  attachments: Joi.array().items(attachmentAnswer),
  createdAt: isoDate(),
});

const evidenceAnswer = Joi.alternatives(
  Joi.object({
    type: Joi.valid('user'),
    fullName: Joi.string().allow(''),
    bio: Joi.string().allow('', null),
    profilePicture: Joi.string().allow(null),
    roles: Joi.array().items(Joi.string()),
  }),
  Joi.object({
    type: Joi.valid('job'),
    title: Joi.string(),
    description: Joi.string().allow(''),
    photos: Joi.array().items(Joi.string()),
    status: Joi.string(),
  }),
  Joi.object({
    type: Joi.valid('review'),
    jobId: objectId(),
    rating: Joi.number(),
    comment: Joi.string().allow(null),
    reply: Joi.string().allow(null),
    status: Joi.string(),
  }),
  Joi.object({
    type: Joi.valid('message'),
    conversationId: objectId(),
    jobId: objectId(),
    messages: Joi.array().items(evidenceMessage),
  }),
);

export const wholeCaseAnswer = Joi.object({
  ...caseKeys,
  reports: Joi.array()
    .items(
      Joi.object({
        id: objectId(),
        _id: objectId(),
        reporter: doerAnswer,
        reason: oneOf(REPORT_REASONS),
        description: Joi.string().allow(null),
        evidence: evidenceAnswer.description('What was reported, as it was shown to the reporter.'),
        createdAt: isoDate(),
      }),
    )
    .description('The first fifty.'),
}).meta({ component: 'WholeReportCase' });
