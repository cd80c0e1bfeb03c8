import { JOB_PHOTOS } from '../utils/fileLimits';
import { input } from '../utils/input';
import { CURRENCIES } from '../utils/money';
import { isoDate, objectId, oneOf, text } from './common.validator';
import { Joi } from './joi';

/** The states of the table; a test holds them against it. */
export const JOB_STATUSES = [
  'Posted',
  'Quoted',
  'Hired',
  'On The Way',
  'In Progress',
  'Completed',
  'Disputed',
  'Cancelled',
] as const;

export interface JobParams {
  jobId: string;
}

const params = Joi.object<JobParams, true>({ jobId: objectId().required() });
const reason = () => text(1, 500).empty(['', null]);

export interface StatusBody {
  status: (typeof JOB_STATUSES)[number];
  reason?: string;
  photos?: string[];
  quoteId?: string;
}

/** Pictures of the result come as files or as ids of uploads. */
export const changeStatus = input({
  params,
  body: Joi.object<StatusBody, true>({
    status: oneOf(JOB_STATUSES).required().example('On The Way'),
    reason: reason()
      .description('Kept in the history; needed for Disputed.')
      .example('The pipe has to dry first'),
    photos: Joi.array()
      .items(Joi.string().max(500))
      .max(JOB_PHOTOS)
      .description('Of the result: ids of uploads.')
      .example(['665f1c2ab8a1f0d4c3e2b1a0']),
    quoteId: objectId().empty(['', null]).description('Needed for Hired.'),
  }),
  files: [{ name: 'photos', maxCount: JOB_PHOTOS }],
});

export interface ReasonBody {
  reason?: string;
}

export const withReason = input({
  params,
  body: Joi.object<ReasonBody, true>({ reason: reason().example('The tap still drips') }),
});

export const oneJob = input({ params });

/** An instant, or a day without an hour. */
export interface DayOrInstant {
  at: Date;
  hasTime: boolean;
}

export interface RescheduleBody {
  scheduledAt: DayOrInstant;
  reason?: string;
}

const IS_DAY = /^\d{4}-\d{2}-\d{2}$/;

const dayOrInstant = () =>
  isoDate().custom((at: Date, helpers): DayOrInstant => ({
    at,
    hasTime: !IS_DAY.test(String(helpers.original)),
  }));

export const reschedule = input({
  params,
  body: Joi.object<RescheduleBody>({
    scheduledAt: dayOrInstant()
      .required()
      .description('An instant, or a day as YYYY-MM-DD.')
      .example('2126-05-31T09:00:00.000Z'),
    reason: reason().example('The part comes a day later'),
  }),
});

export interface PreviewBody {
  action: string;
}

export const preview = input({
  params,
  body: Joi.object<PreviewBody, true>({
    action: text(1, 40).required().description('A name from the list of actions.').example('cancel'),
  }),
});

const action = {
  action: Joi.string().example('setOut'),
  quoteId: objectId().optional(),
  invitationId: objectId().optional(),
  disputeId: objectId().optional(),
};

export const actionsAnswer = Joi.object({
  jobId: objectId(),
  status: Joi.string().valid(...JOB_STATUSES),
  can: Joi.array().items(
    Joi.object({
      ...action,
      method: Joi.string().valid('POST', 'PUT', 'PATCH', 'DELETE'),
      path: Joi.string().example('/api/jobs/665f1c2ab8a1f0d4c3e2b1a0/status'),
      body: Joi.object().pattern(Joi.string(), Joi.string()).optional(),
      needs: Joi.array().items(Joi.string()).optional(),
    }),
  ),
  cannot: Joi.array().items(
    Joi.object({
      ...action,
      code: Joi.string().example('workflow.wrongState'),
      message: Joi.string(),
    }),
  ),
  upcoming: Joi.array().items(
    Joi.object({
      what: Joi.string().example('autoComplete'),
      at: isoDate(),
      quoteId: objectId().optional(),
      invitationId: objectId().optional(),
    }),
  ),
}).meta({ component: 'JobActions' });

const figure = () => Joi.number().integer().example(0);
const amounts = () => Joi.object({ pays: figure(), receives: figure() });

export const previewAnswer = Joi.object({
  jobId: objectId(),
  action: Joi.string().example('cancel'),
  currency: Joi.string().valid(...CURRENCIES),
  charged: Joi.boolean(),
  amounts: Joi.object({ client: amounts(), craftsman: amounts(), platform: amounts() }),
  terms: Joi.object({
    band: Joi.string().example('late'),
    clientFee: figure(),
    craftsmanShare: figure(),
    platformShare: figure(),
    craftsmanPenalty: figure(),
    reliability: Joi.string().valid('none', 'afterFirst', 'counts'),
  }).allow(null),
  notes: Joi.array().items(Joi.string()),
}).meta({ component: 'JobActionPreview' });
