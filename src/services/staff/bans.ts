import { UserModel, type Ban, type User } from '../../models/user.model';
import type { Clock } from '../../utils/clock';
import { BadRequest, Conflict, NotFound } from '../../utils/errors';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import { inTransaction, type Tx } from '../../utils/transaction';
import { systemActor, type UserActor } from '../../utils/types/actor';
import { isShutOut } from '../auth/account';
import type { Outbox } from '../outbox/outbox.service';
import type { SessionService } from '../session.service';
import { getAllowed, reachOf } from './reach';
import { assertAnotherAdmin, ensureRoster } from './roster';

export interface NewBan {
  readonly level: Ban['level'];
  readonly reason: string;
  /** Absent: until it is lifted. */
  readonly until?: Date | undefined;
}

export interface Bans {
  /** Puts a user under a ban, or changes the one he is under; from `suspended` on every login ends with it. */
  ban(actor: UserActor, userId: Id, ban: NewBan): Promise<void>;
  /** Lifts a ban. */
  unban(actor: UserActor, userId: Id): Promise<void>;
  /** Writes off the bans that are over, at most `most`; gives their number. */
  endDue(most: number): Promise<number>;
}

export interface BanDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly sessions: Pick<SessionService, 'end'>;
}

/** Makes bans: the account, its logins and the fact change in one step. */
export const makeBans = (deps: BanDeps): Bans => ({
  ban: makeBan(deps),
  unban: makeUnban(deps),
  endDue: makeEndDue(deps),
});

function makeBan(deps: BanDeps): Bans['ban'] {
  return async (actor, userId, ban) => {
    await prepareBans();
    await inTransaction((tx) => banIn(tx, deps, { actor, userId, ban }));
  };
}

/** What has to be there before the transaction of a ban begins. */
export const prepareBans = (): Promise<void> => ensureRoster();

interface Banning {
  readonly actor: UserActor;
  readonly userId: Id;
  readonly ban: NewBan;
}

/** A ban as part of something greater, after `prepareBans`. */
export async function banIn(
  tx: Tx,
  { clock, outbox, sessions }: BanDeps,
  { actor, userId, ban: { level, reason, until } }: Banning,
): Promise<void> {
  const now = clock.now();
  assertAhead(until, now);
  const before = await getAllowed(actor, userId, { verb: 'ban', tx });
  if (before.roles.includes('admin')) {
    await assertAnotherAdmin(tx, userId, now);
  }
  const ban: Ban = { level, reason, by: toObjectId(actor.id), at: now, ...(until && { until }) };
  const user = await UserModel.findOneAndUpdate(
    { _id: before._id, ...reachOf(actor) },
    { $set: { ban, updatedAt: now } },
    { session: tx, returnDocument: 'after' },
  )
    .orFail(() => new NotFound('request.notFound'))
    .lean<User>();
  if (isShutOut(user, now)) {
    await sessions.end({ tx, userId, reason: 'banned', by: actor });
  }
  const fact = { userId, level, reason, by: actor.id, ...(until && { until: until.toISOString() }) };
  const old = runningBan(before, now);
  await outbox.record(tx, 'user.banned', { ...fact, ...(old && { before: old.level }) }, { actor });
}

function assertAhead(until: Date | undefined, now: Date): void {
  if (until && until <= now) {
    const errors = [{ field: 'until', message: 'until must be in the future' }];
    throw new BadRequest('request.invalid', { pub: { errors } });
  }
}

function makeUnban({ clock, outbox }: BanDeps): Bans['unban'] {
  return async (actor, userId) => {
    await inTransaction(async (tx) => {
      const { _id, ban } = await getAllowed(actor, userId, { verb: 'unban', tx });
      if (!ban) {
        throw new Conflict('staff.notBanned', { pub: { currentState: 'active' } });
      }
      await UserModel.findOneAndUpdate(
        { _id, ...reachOf(actor) },
        { $unset: { ban: 1 }, $set: { updatedAt: clock.now() } },
        { session: tx },
      ).orFail(() => new NotFound('request.notFound'));
      await outbox.record(tx, 'user.unbanned', { userId, level: ban.level, how: 'lifted' }, { actor });
    });
  };
}

/** One transaction each: whoever is banned anew meanwhile stays banned. */
function makeEndDue({ clock, outbox }: BanDeps): Bans['endDue'] {
  const endOne = (_id: User['_id']): Promise<void> =>
    inTransaction(async (tx) => {
      const now = clock.now();
      const before = await UserModel.findOneAndUpdate(
        { _id, 'ban.until': { $lte: now } },
        { $unset: { ban: 1 }, $set: { updatedAt: now } },
        { session: tx, returnDocument: 'before' },
      ).lean<User>();
      if (before?.ban) {
        const fact = { userId: idOf(_id), level: before.ban.level, how: 'ended' } as const;
        await outbox.record(tx, 'user.unbanned', fact, { actor: systemActor });
      }
    });
  return async (most) => {
    const due = await UserModel.find({ 'ban.until': { $exists: true, $lte: clock.now() } }, { _id: 1 })
      .sort({ 'ban.until': 1 })
      .limit(most)
      .lean();
    for (const { _id } of due) {
      await endOne(_id);
    }
    return due.length;
  };
}

/** The ban that holds now. */
export const runningBan = ({ ban }: Pick<User, 'ban'>, now: Date): Ban | undefined =>
  ban && (ban.until === undefined || ban.until > now) ? ban : undefined;
