import { JOB_STATUSES } from './jobAction.validator';
import { EXPERIENCE_LEVELS, PAYMENT_TYPES, SALARY_TYPES, URGENCIES } from '../utils/jobWords';
import { CURRENCIES } from '../utils/money';
import { isoDate, objectId, oneOf } from './common.validator';
import { invitationAnswer } from './invitation.validator';
import { Joi } from './joi';
import { jobCashAnswer, jobMoneyAnswer, openChangeOrderAnswer } from './jobMoney.validator';
import { personAnswer } from './person.validator';
import { addressAnswer, locationAnswer } from './place.validator';
import { quoteAnswer } from './quote.validator';

/** What answers hold of a job, by viewer. */

const amount = () => Joi.number().integer().allow(null).example(50_000);
const pictures = () =>
  Joi.array().items(Joi.string().example('/media/job-photos/3f0c8f5e5b3c4b8e9c556d2f3a1b7c90.jpg'));

const range = {
  salaryMin: amount(),
  salaryMax: amount(),
  salaryType: oneOf(SALARY_TYPES).allow(null),
};

const party = personAnswer
  .keys({
    phone: Joi.string()
      .allow(null)
      .optional()
      .example('+201012345678')
      .description('Only for the other side of a firm hire, until 7 days after its end.'),
  })
  .meta({ component: 'JobParty' });

export const jobServiceAnswer = Joi.object({
  id: objectId(),
  _id: objectId(),
  name: Joi.string().allow('').example('Plumbing'),
}).meta({ component: 'JobService' });

const common = {
  id: objectId(),
  _id: objectId(),
  title: Joi.string().example('Kitchen sink leaks'),
  description: Joi.string().example('Water drips from the pipe below the sink.'),
  status: oneOf(JOB_STATUSES),
  isOpen: Joi.boolean().example(true),
  closed: Joi.boolean().valid(false),
  service: jobServiceAnswer,
  category: Joi.string().allow('').example('Plumbing'),
  photos: pictures(),
  address: addressAnswer,
  location: locationAnswer,
  isPlaceExact: Joi.boolean()
    .description('False: the area, and a point rounded to about a kilometre.')
    .example(false),
  paymentType: oneOf(PAYMENT_TYPES),
  currency: oneOf(CURRENCIES),
  jobPrice: Joi.number()
    .integer()
    .description('What was named, 0 for nothing; from hire on what was agreed.'),
  budget: Joi.object({ price: amount(), ...range }).description('What was named, whatever was agreed.'),
  ...range,
  platformFee: Joi.number().integer().description('Our part of the price; 0 until hire.').example(0),
  urgency: oneOf(URGENCIES),
  experienceLevel: oneOf(EXPERIENCE_LEVELS).allow(null),
  requirements: Joi.array().items(Joi.string().example('Own tools')),
  benefits: Joi.array().items(Joi.string().example('Lunch')),
  trainingProvided: Joi.boolean().example(false),
  jobDate: isoDate().allow(null),
  jobDateHasTime: Joi.boolean().allow(null).description('False: a day without an hour.'),
  timeWindow: Joi.object({ from: Joi.string().example('09:00'), to: Joi.string().example('12:00') }).allow(
    null,
  ),
  client: party,
  isBookmarked: Joi.boolean().example(false),
  createdAt: isoDate(),
};

const application = { quote: quoteAnswer.allow(null), invitation: invitationAnswer.allow(null) };

const openJob = Joi.object({ ...common, craftsman: Joi.valid(null), ...application }).meta({
  component: 'OpenJob',
});

const SIDES = ['client', 'craftsman', 'staff', 'system'] as const;

const historyEntry = Joi.object({
  event: Joi.string().example('hire'),
  from: oneOf(JOB_STATUSES).allow(null),
  to: oneOf(JOB_STATUSES),
  by: oneOf(SIDES),
  at: isoDate(),
  reason: Joi.string().allow(null).example(null),
}).meta({ component: 'JobHistoryEntry' });

const reschedule = Joi.object({
  by: oneOf(['client', 'craftsman']),
  proposedAt: isoDate(),
  scheduledAt: isoDate(),
  hasTime: Joi.boolean(),
  reason: Joi.string().allow(null),
});

const progress = {
  craftsman: party.allow(null),
  hiredAt: isoDate().allow(null),
  isFirm: Joi.boolean(),
  lapsesAt: isoDate().allow(null),
  scheduledAt: isoDate().allow(null),
  scheduledHasTime: Joi.boolean().allow(null),
  reschedule: reschedule.allow(null),
  dispute: Joi.object({ id: objectId(), answerDueAt: isoDate(), decisionDueAt: isoDate() })
    .allow(null)
    .description('The latest one about the job.'),
  awaitingAcceptance: Joi.boolean(),
  submittedAt: isoDate().allow(null),
  autoCompletesAt: isoDate().allow(null),
  resultPhotos: pictures(),
  reworkCount: Joi.number().integer(),
  money: jobMoneyAnswer.allow(null),
  cash: jobCashAnswer.allow(null),
  changeOrder: openChangeOrderAnswer.allow(null),
  completedAt: isoDate().allow(null),
  completionNote: Joi.string().allow(null),
  reviewsCloseAt: isoDate()
    .allow(null)
    .description('Until when both sides can review each other; null while they cannot.'),
  reviewedAt: isoDate().allow(null).description('When the reviews were revealed.'),
  cancelledAt: isoDate().allow(null),
  cancelledBy: oneOf(SIDES).allow(null),
  disclosedUntil: isoDate().allow(null),
  history: Joi.array().items(historyEntry),
  updatedAt: isoDate(),
};

const ownerOnly = {
  quoteCount: Joi.number().integer().example(2),
  pendingInvitationCount: Joi.number().integer().example(0),
  views: Joi.number().integer().example(17),
  isHidden: Joi.boolean().example(false),
  expiresAt: isoDate(),
  repostOf: objectId().allow(null),
};

/** One's own job, or any for staff. */
export const ownJobAnswer = Joi.object({ ...common, ...progress, ...ownerOnly }).meta({
  component: 'OwnJob',
});

/** A job in a list. */
export const jobItem = Joi.object({ ...common, craftsman: party.allow(null) }).meta({ component: 'JobItem' });

/** One's own job in a list; what only its owner sees is absent for the one who was hired. */
export const ownJobItem = Joi.object({
  ...common,
  ...progress,
  ...Object.fromEntries(Object.entries(ownerOnly).map(([key, schema]) => [key, schema.optional()])),
}).meta({ component: 'OwnJobItem' });

const hiredJob = Joi.object({ ...common, ...progress, ...application }).meta({ component: 'HiredJob' });

const closedJob = Joi.object({
  id: objectId(),
  _id: objectId(),
  title: Joi.string().example('Kitchen sink leaks'),
  status: oneOf(JOB_STATUSES),
  closed: Joi.boolean().valid(true),
}).meta({ component: 'ClosedJob' });

/** A job as the caller may see it. */
export const jobAnswer = Joi.alternatives(ownJobAnswer, hiredJob, openJob, closedJob);
