import { NotificationModel, type Notification } from '../models/notification.model';
import type { Clock } from '../utils/clock';
import { NotFound } from '../utils/errors';
import { idOf, toObjectId, type Id } from '../utils/ids';
import { COUNT_CAP, type Page, type PageRequest } from '../utils/page';
import { countCapped, findPage } from '../utils/paging';
import type { UserActor } from '../utils/types/actor';
import type { Realtime } from './realtime/realtime';

export type NewNotification = Pick<Notification, 'type' | 'name' | 'title' | 'message' | 'data'> & {
  readonly userId: Id;
  /** The same for the same cause: delivering it again changes nothing. */
  readonly dedupeKey: string;
};

export interface NotificationPage {
  readonly page: Page<Notification>;
  readonly unreadCount: number;
}

export interface NotificationService {
  /** Stores a notification and tells the user's connected apps; safe to repeat. */
  deliver(notification: NewNotification): Promise<void>;
  /** One's own, newest first. */
  list(actor: UserActor, request: PageRequest & { readonly unreadOnly: boolean }): Promise<NotificationPage>;
  /** Marks one of one's own as read, or as unread again; 404 when there is none. */
  mark(actor: UserActor, id: Id, read: boolean): Promise<Notification>;
  /** Marks several of one's own as read, all or none: 404 when one of them is not there; says how many were unread. */
  markMany(actor: UserActor, ids: readonly Id[]): Promise<number>;
  /** Marks all of one's own as read; says how many were unread. */
  markAll(actor: UserActor): Promise<number>;
  /** How many are unread: exact up to 10,000. */
  countUnread(actor: UserActor): Promise<number>;
}

export interface NotificationDeps {
  readonly clock: Clock;
  readonly realtime: Pick<Realtime, 'notify'>;
}

const NEWEST_FIRST = { at: -1, _id: -1 } as const;

/** Makes what users are told inside the app. */
export function makeNotificationService({ clock, realtime }: NotificationDeps): NotificationService {
  const markRead = async (filter: object): Promise<number> => {
    const set = { $set: { read: true, readAt: clock.now() } };
    return (await NotificationModel.updateMany({ ...filter, read: false }, set).exec()).modifiedCount;
  };
  return {
    async deliver({ userId, ...fields }) {
      const stored = await store({ ...fields, userId: toObjectId(userId), read: false, at: clock.now() });
      const { dedupeKey } = fields;
      await realtime.notify({ userId, name: 'notification', payload: payloadOf(stored), dedupeKey });
    },
    async list(actor, { unreadOnly, ...request }) {
      const filter = { ...own(actor), ...(unreadOnly && { read: false }) };
      const page = await findPage(NotificationModel, { filter, sort: NEWEST_FIRST, request });
      return { page, unreadCount: unreadOnly ? page.totalItems : await countUnread(actor) };
    },
    async mark(actor, id, read) {
      const change = read
        ? { $set: { read, readAt: clock.now() } }
        : { $set: { read }, $unset: { readAt: 1 } };
      const filter = { _id: toObjectId(id), ...own(actor) };
      // What is read already keeps the instant at which it was.
      const marked = await NotificationModel.findOneAndUpdate({ ...filter, read: !read }, change, {
        returnDocument: 'after',
      }).lean<Notification>();
      const found = marked ?? (await NotificationModel.findOne(filter).lean<Notification>());
      if (!found) {
        throw new NotFound('request.notFound');
      }
      return found;
    },
    async markMany(actor, ids) {
      const distinct = [...new Set(ids)].map(toObjectId);
      const filter = { _id: { $in: distinct }, ...own(actor) };
      if ((await NotificationModel.countDocuments(filter).exec()) < distinct.length) {
        throw new NotFound('request.notFound');
      }
      return markRead(filter);
    },
    markAll: (actor) => markRead(own(actor)),
    countUnread,
  };
}

const own = ({ id }: UserActor) => ({ userId: toObjectId(id) });

const countUnread = async (actor: UserActor): Promise<number> =>
  Math.min(await countCapped(NotificationModel, { ...own(actor), read: false }), COUNT_CAP);

const store = (notification: Omit<Notification, '_id'>): Promise<Notification> =>
  NotificationModel.findOneAndUpdate(
    { dedupeKey: notification.dedupeKey },
    { $setOnInsert: notification },
    { upsert: true, returnDocument: 'after' },
  )
    .orFail()
    .lean<Notification>()
    .exec();

/** What the socket says; the event's place in the log travels as `id`, so the notification's own is `_id`. */
const payloadOf = (notification: Notification): Readonly<Record<string, unknown>> => ({
  _id: idOf(notification),
  notificationId: idOf(notification),
  type: notification.type,
  title: notification.title,
  message: notification.message,
  data: notification.data,
  read: notification.read,
  createdAt: notification.at.toISOString(),
});
