import { input } from '../utils/input';
import type { PageRequest } from '../utils/page';
import { isoDate, objectId, pagedQuery } from './common.validator';
import { Joi } from './joi';

export interface ListNotificationsQuery extends PageRequest {
  unreadOnly: boolean;
}
export interface MarkNotificationsBody {
  ids?: string[];
  all?: boolean;
}

const MOST_IDS = 500;

export const listNotifications = input({
  query: pagedQuery<ListNotificationsQuery>({ unreadOnly: Joi.boolean().default(false).example(false) }),
});

export const markNotifications = input({
  body: Joi.object<MarkNotificationsBody, true>({
    ids: Joi.array().items(objectId()).max(MOST_IDS).description('Those to mark; absent: all.'),
    all: Joi.boolean().valid(true).example(true).description('The same as an empty body: all.'),
  })
    .oxor('ids', 'all')
    .example({ all: true }),
});

export const markNotification = input({
  params: Joi.object<{ id: string }, true>({ id: objectId().required() }),
});

export const markAllNotifications = input({});

/** What an answer holds of a notification. */
export const notificationAnswer = Joi.object({
  id: objectId(),
  _id: objectId(),
  type: Joi.string().example('security'),
  title: Joi.string().example('New sign-in to your account'),
  message: Joi.string().example('Somebody signed in on Firefox on Linux.'),
  data: Joi.object().unknown().description('The ids it speaks of.'),
  read: Joi.boolean().example(false),
  createdAt: isoDate(),
});

/** What changed when several were marked. */
export const markedAnswer = Joi.object({
  updated: Joi.number().integer().example(3).description('How many were unread before.'),
  unreadCount: Joi.number().integer().example(0),
});
