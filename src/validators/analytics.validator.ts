import { input } from '../utils/input';
import { oneOf } from './common.validator';
import { Joi } from './joi';

export interface DisputeFiguresQuery {
  month?: string;
}

export const disputeFigures = input({
  query: Joi.object<DisputeFiguresQuery, true>({
    month: Joi.string()
      .pattern(/^\d{4}-(0[1-9]|1[0-2])$/)
      .example('2026-05')
      .description('Only disputes decided in this month (UTC); absent: all.'),
  }),
});

export interface TimeQuery {
  from?: string;
  to?: string;
}

const day = (what: string) =>
  Joi.string()
    .pattern(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'a day such as 2026-05-31')
    .custom((value: string, helpers) =>
      new Date(value).toISOString().startsWith(value) ? value : helpers.error('date.calendar'),
    )
    .example('2026-05-31')
    .description(what);
const time = {
  from: day('The first day (UTC) on which jobs were posted; absent: 90 days before the last.'),
  to: day('The last day; absent: today.'),
};

export const ofTime = input({ query: Joi.object<TimeQuery, true>(time) });

const BY = ['service', 'area'] as const;

export interface FillRateQuery extends TimeQuery {
  by: (typeof BY)[number];
}

export const fillRate = input({
  query: Joi.object<FillRateQuery, true>({ ...time, by: oneOf(BY).default('service') }),
});

export interface RetentionQuery {
  months: number;
}

export const retention = input({
  query: Joi.object<RetentionQuery, true>({
    months: Joi.number()
      .integer()
      .min(1)
      .max(24)
      .default(12)
      .description('How many months of new accounts, up to this month.'),
  }),
});

const count = () => Joi.number().integer().min(0).example(12);

export const disputeFiguresAnswer = Joi.object({
  month: Joi.string().allow(null).example('2026-05'),
  resolved: count(),
  median: Joi.number()
    .allow(null)
    .example(31.5)
    .description('Hours from opening to the latest decision; half of the disputes took no longer.'),
  medianMs: Joi.number().integer().allow(null).example(113_400_000),
  goalHours: Joi.number().example(72),
  withinGoal: count().description('How many took less than the goal.'),
}).meta({ component: 'DisputeFigures' });

const rate = () => Joi.number().min(0).allow(null).example(0.625);
const posted = { from: Joi.string().example('2026-03-03'), to: Joi.string().example('2026-05-31') };
const waitClass = Joi.object({ upToMinutes: Joi.number().allow(null).example(60), count: count() });
const funnelKeys = {
  posted: count(),
  quoted: count(),
  hired: count().description('Hired for good: paid where it has to be paid first.'),
  completed: count(),
  cancelled: count(),
  quoteRate: rate().description('Quoted of posted.'),
  hireRate: rate().description('Hired of quoted.'),
  fillRate: rate().description('Hired of posted.'),
  completionRate: rate().description('Completed of hired.'),
  timeToFirstQuote: Joi.object({
    count: count(),
    meanMinutes: Joi.number().integer().allow(null).example(42),
    medianMinutes: Joi.number().integer().allow(null).example(25).description('Read off the classes.'),
    classes: Joi.array().items(waitClass),
  }),
};

export const funnelAnswer = Joi.object({ ...posted, ...funnelKeys }).meta({ component: 'Funnel' });

export const fillRateAnswer = Joi.object({
  ...posted,
  by: oneOf(BY),
  rows: Joi.array().items(
    Joi.object({
      key: Joi.string().allow('').example('665f1c2ab8a1f0d4c3e2b1a0'),
      name: Joi.string().allow('').example('Plumbing'),
      ...funnelKeys,
    }),
  ),
}).meta({ component: 'FillRates' });

const amount = () => Joi.number().integer().example(125_000);
const sums = {
  fees: amount(),
  penalties: amount(),
  promotions: amount(),
  providerCosts: amount(),
  net: amount(),
};

export const revenueAnswer = Joi.object({
  ...posted,
  currencies: Joi.array().items(
    Joi.object({
      currency: Joi.string().example('EGP'),
      ...sums,
      days: Joi.array().items(Joi.object({ day: Joi.string().example('2026-05-31'), ...sums })),
    }),
  ),
}).meta({ component: 'Revenue' });

export const retentionAnswer = Joi.object({
  cohorts: Joi.array().items(
    Joi.object({
      cohort: Joi.string().example('2026-04'),
      size: count(),
      months: Joi.array().items(
        Joi.object({ month: Joi.string().example('2026-05'), active: count(), rate: rate() }),
      ),
    }),
  ),
}).meta({ component: 'Retention' });
