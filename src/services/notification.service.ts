import type { QueryFilter } from 'mongoose';
import { NotificationModel, type Notification } from '../models/notification.model';
import type { Clock } from '../utils/clock';
import { NotFound } from '../utils/errors';
import { idOf, newId, toObjectId, type Id } from '../utils/ids';
import { COUNT_CAP, type Page, type PageRequest } from '../utils/page';
import { countCapped, findPage } from '../utils/paging';
import { inTransaction } from '../utils/transaction';
import type { UserActor } from '../utils/types/actor';
import { makeNotificationTotals, type NotificationTotals } from './notifications/totals';
import type { Outbox } from './outbox/outbox.service';
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
  /** Marks one of one's own as read; 404 when there is none. */
  mark(actor: UserActor, id: Id): Promise<Notification>;
  /** Marks several of one's own as read, all or none: 404 when one of them is not there; says how many were unread. */
  markMany(actor: UserActor, ids: readonly Id[]): Promise<number>;
  /** Marks all of one's own as read, more than 10,000 of them in the background; says how many were unread. */
  markAll(actor: UserActor): Promise<number>;
  /** Marks what a user was told up to an instant; safe to repeat. */
  markThrough(userId: Id, through: Date, signal: AbortSignal): Promise<void>;
  /** How many are unread: exact up to 1,000. */
  countUnread(actor: UserActor): Promise<number>;
}

export interface NotificationDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly realtime: Pick<Realtime, 'notify'>;
}

const NEWEST_FIRST = { at: -1, _id: -1 } as const;
/** A badge says no more: counting further would make the list slower for those who are told much. */
const UNREAD_CAP = 1_000;
const BATCH = 5_000;

/** Makes what users are told inside the app. */
export function makeNotificationService(deps: NotificationDeps): NotificationService {
  const markRead = makeMarkRead(deps.clock);
  return {
    deliver: makeDeliver(deps),
    list: makeListOwn(makeNotificationTotals()),
    async mark(actor, id) {
      const filter = { _id: toObjectId(id), ...own(actor) };
      await markRead(filter);
      const found = await NotificationModel.findOne(filter).lean<Notification>().exec();
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
    async markAll(actor) {
      const unread = { ...own(actor), read: false };
      if ((await countCapped(NotificationModel, unread)) <= COUNT_CAP) {
        return markRead(own(actor));
      }
      const through = await markNewest(markRead, unread);
      await inTransaction((tx) =>
        deps.outbox.record(
          tx,
          'notification.allRead',
          { userId: actor.id, through: through.toISOString() },
          { actor },
        ),
      );
      return COUNT_CAP;
    },
    async markThrough(userId, through, signal) {
      const filter = { userId: toObjectId(userId), at: { $lte: through } };
      while ((await markBatch(markRead, filter)) === BATCH) {
        signal.throwIfAborted();
      }
    },
    countUnread,
  };
}

type MarkRead = (filter: QueryFilter<Notification>) => Promise<number>;

/** What is read already keeps the instant at which it was. */
const makeMarkRead =
  (clock: Clock): MarkRead =>
  async (filter) => {
    const set = { $set: { read: true, readAt: clock.now() } };
    return (await NotificationModel.updateMany({ ...filter, read: false }, set).exec()).modifiedCount;
  };

/** Marks the newest unread ones, which the reader sees first; returns the instant up to which others are left. */
async function markNewest(markRead: MarkRead, unread: QueryFilter<Notification>): Promise<Date> {
  const { at } = await NotificationModel.findOne(unread, { at: 1 })
    .sort(NEWEST_FIRST)
    .skip(UNREAD_CAP)
    .orFail()
    .lean<Notification>()
    .exec();
  await markRead({ ...unread, at: { $gt: at } });
  return at;
}

async function markBatch(markRead: MarkRead, filter: QueryFilter<Notification>): Promise<number> {
  const batch = await NotificationModel.find({ ...filter, read: false }, { _id: 1 })
    .sort(NEWEST_FIRST)
    .limit(BATCH)
    .lean()
    .exec();
  await markRead({ _id: { $in: batch.map(({ _id }) => _id) } });
  return batch.length;
}

function makeListOwn(totals: NotificationTotals): NotificationService['list'] {
  const pageOfAll = async (filter: OfUser, request: PageRequest): Promise<Page<Notification>> => {
    const counted = await totals.known(filter.userId);
    const count = (): Promise<number> => totals.count(filter.userId);
    return findPage(NotificationModel, { filter, sort: NEWEST_FIRST, request, counted, count });
  };
  return async (actor, { unreadOnly, ...request }) => {
    const filter = own(actor);
    const unread = { ...filter, read: false };
    const [page, unreadCount] = await Promise.all([
      unreadOnly
        ? findPage(NotificationModel, { filter: unread, sort: NEWEST_FIRST, request })
        : pageOfAll(filter, request),
      countUnread(actor),
    ]);
    return { page, unreadCount };
  };
}

const makeDeliver =
  ({ clock, realtime }: NotificationDeps): NotificationService['deliver'] =>
  async ({ userId, ...fields }) => {
    const stored = await store({ ...fields, userId: toObjectId(userId), read: false, at: clock.now() });
    const { dedupeKey } = fields;
    await realtime.notify({ userId, name: 'notification', payload: payloadOf(stored), dedupeKey });
  };

interface OfUser {
  readonly userId: Notification['userId'];
}

const own = ({ id }: UserActor): OfUser => ({ userId: toObjectId(id) });

const countUnread = async (actor: UserActor): Promise<number> =>
  Math.min(await countCapped(NotificationModel, { ...own(actor), read: false }, UNREAD_CAP), UNREAD_CAP);

const store = (notification: Omit<Notification, '_id'>): Promise<Notification> =>
  NotificationModel.findOneAndUpdate(
    { dedupeKey: notification.dedupeKey },
    { $setOnInsert: { _id: newId(), ...notification } },
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
