import { createHash } from 'node:crypto';
import type { QueryFilter, Types } from 'mongoose';
import { ActivityModel, type Activity } from '../models/activity.model';
import { hours } from '../utils/clock';
import { BadRequest } from '../utils/errors';
import { newId, toObjectId, type Id } from '../utils/ids';
import { COUNT_CAP, type Page, type PageRequest } from '../utils/page';

/** What changed, as the author of an event allows it to be seen by staff. */
export interface ActivityFacts {
  readonly action: string;
  readonly target: { readonly type: string; readonly id: string };
  readonly before?: Readonly<Record<string, unknown>> | undefined;
  readonly after?: Readonly<Record<string, unknown>> | undefined;
  readonly reason?: string | undefined;
}

export interface NewActivity extends ActivityFacts {
  readonly eventId: Id;
  readonly actor: Activity['actor'];
  readonly requestId?: string | undefined;
  readonly at: Date;
}

export interface ActivityFilter {
  readonly actorId?: string | undefined;
  readonly action?: string | undefined;
  readonly targetType?: string | undefined;
  readonly targetId?: string | undefined;
  /** From this instant on. */
  readonly from?: Date | undefined;
  /** Before this instant. */
  readonly to?: Date | undefined;
}

export interface ActivityService {
  /** Adds the line of one event; a repetition adds nothing. */
  record(activity: NewActivity): Promise<void>;
  /** Counts a failed login in the line of its hour; nobody's name is written down. */
  countFailedLogin(at: Date): Promise<void>;
  /** Newest first. */
  list(filter: ActivityFilter, request: PageRequest): Promise<Page<Activity>>;
}

/** Makes the audit log that staff read. */
export function makeActivityService(): ActivityService {
  return {
    async record({ eventId, ...line }) {
      const _id = toObjectId(eventId);
      await ActivityModel.updateOne(
        { eventId: _id },
        { $setOnInsert: withoutUndefined({ ...line, _id: newId(), eventId: _id }) },
        { upsert: true },
      ).exec();
    },
    async countFailedLogin(at) {
      const hour = new Date(Math.floor(at.getTime() / hours(1)) * hours(1));
      const target = { type: 'logins', id: hour.toISOString() };
      const line = { actor: { id: 'system', role: 'system' }, action: 'login.failed', target, at: hour };
      await ActivityModel.updateOne(
        { eventId: idOfHour(hour) },
        { $inc: { 'after.count': 1 }, $setOnInsert: line },
        { upsert: true },
      ).exec();
    },
    async list(filter, request) {
      const where = filterOf(filter);
      const rows = await findPage(where, request);
      const counted = await ActivityModel.countDocuments(where, { limit: COUNT_CAP + 1 }).exec();
      const items = rows.slice(0, request.limit);
      const last = items.at(-1);
      const hasNextPage = rows.length > request.limit;
      return {
        items,
        page: request.page,
        limit: request.limit,
        totalItems: Math.min(counted, COUNT_CAP),
        totalIsCapped: counted > COUNT_CAP,
        hasNextPage,
        ...(hasNextPage && last ? { nextCursor: cursorOf(last) } : {}),
      };
    },
  };
}

/** No event stands behind an hour's line: the same hour always gives the same id. */
const idOfHour = (hour: Date): Types.ObjectId =>
  toObjectId(createHash('sha256').update(`login.failed ${hour.toISOString()}`).digest('hex').slice(0, 24));

/** One more than the page holds, to know whether there is a next one. */
const findPage = (where: QueryFilter<Activity>, { page, limit, cursor }: PageRequest): Promise<Activity[]> =>
  ActivityModel.find(cursor === undefined ? where : { $and: [where, olderThan(cursor)] })
    .sort({ at: -1, _id: -1 })
    .skip(cursor === undefined ? (page - 1) * limit : 0)
    .limit(limit + 1)
    .lean<Activity[]>()
    .exec();

function filterOf({
  actorId,
  action,
  targetType,
  targetId,
  from,
  to,
}: ActivityFilter): QueryFilter<Activity> {
  const at = withoutUndefined({ $gte: from, $lt: to });
  return withoutUndefined({
    'actor.id': actorId,
    action,
    'target.type': targetType,
    'target.id': targetId,
    at: Object.keys(at).length > 0 ? at : undefined,
  });
}

const cursorOf = ({ at, _id }: Activity): string =>
  Buffer.from(`${at.getTime()}.${_id.toHexString()}`).toString('base64url');

function olderThan(cursor: string): QueryFilter<Activity> {
  const [, ms, id] = /^(\d{1,15})\.([0-9a-f]{24})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (ms === undefined || id === undefined) {
    const errors = [{ field: 'cursor', message: 'cursor is not one that this list has given' }];
    throw new BadRequest('request.invalid', { pub: { errors } });
  }
  const at = new Date(Number(ms));
  return { $or: [{ at: { $lt: at } }, { at, _id: { $lt: toObjectId(id) } }] };
}

const withoutUndefined = (fields: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
