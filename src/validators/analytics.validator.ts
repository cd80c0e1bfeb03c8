import { input } from '../utils/input';
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
