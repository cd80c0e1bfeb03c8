import { input } from '../utils/input';
import { isoDate, pageKeys } from './common.validator';
import { Joi } from './joi';

export interface ListEventsQuery {
  /** The id of the last event that the app knows. */
  since?: number;
  /** `nextCursor` of the page before; the same as `since`. */
  cursor?: string;
  limit: number;
}

export const listEvents = input({
  query: Joi.object<ListEventsQuery, true>({
    since: Joi.number().integer().min(0).example(0),
    cursor: Joi.string()
      .pattern(/^\d{1,15}$/)
      .messages({ 'string.pattern.base': '{{#label}} is not a cursor of this list' })
      .example('20'),
    limit: pageKeys.limit,
  }),
});

/** What an answer holds of an event. */
export const eventAnswer = Joi.object({
  id: Joi.number().integer().min(1).example(21),
  event: Joi.string().example('notification'),
  data: Joi.object().unknown().example({ id: 21, type: 'quote' }),
  at: isoDate(),
});
