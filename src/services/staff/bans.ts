import { UserModel, type Ban, type User } from '../../models/user.model';
import type { Clock } from '../../utils/clock';
import { BadRequest, Conflict, NotFound } from '../../utils/errors';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import { inTransaction, type Tx } from '../../utils/transaction';
import { systemActor, type UserActor } from '../../utils/types/actor';
import { isShutOut } from '../auth/account';
import { UNLISTED } from '../craftsmen/listing';
import type { Outbox } from '../outbox/outbox.service';
import type { SessionService } from '../session.service';
import { markRunningJobs, unmarkJobs } from './bannedSides';
import { closeOpenBusiness, hasMoreOpenThan } from './openBusiness';
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
  /** Lifts a ban; what it has closed stays closed. */
  unban(actor: UserActor, userId: Id): Promise<void>;
  /** Writes off the bans that are over, at most `most`; gives their number. */
  endDue(most: number): Promise<number>;
  /** Closes what a user has opened although he is banned: by a request that was under way when he was. */
  closeLate(userId: Id): Promise<void>;
}

export interface BanDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly sessions: Pick<SessionService, 'end'>;
}

/** Makes bans: the account, its logins, what it has open and the fact change in one step (decision 0025). */
export const makeBans = (deps: BanDeps): Bans => ({
  ban: makeBan(deps),
  unban: makeUnban(deps),
  endDue: makeEndDue(deps),
  closeLate: (userId) =>
    inTransaction(async (tx) => {
      const user = await UserModel.findById(toObjectId(userId), { ban: 1 }, { session: tx }).lean<User>();
      if (user && runningBan(user, deps.clock.now())) {
        await closeOpenBusiness(tx, deps, { userId });
      }
    }),
});

/** What a user has open beyond this is closed in steps before the ban, the rest with it in one transaction. */
const AT_ONCE = { offers: 250, jobs: 25 } as const;

function makeBan(deps: BanDeps): Bans['ban'] {
  return async (actor, userId, ban) => {
    assertAhead(ban.until, deps.clock.now());
    await prepareBan(deps, actor, userId);
    await inTransaction((tx) => banIn(tx, deps, { actor, userId, ban }));
  };
}

/** What has to be so before the transaction of a ban begins: it must not grow with what the user has open. */
export async function prepareBan(deps: BanDeps, actor: UserActor, userId: Id): Promise<void> {
  await ensureRoster();
  while (await hasMoreOpenThan(userId, AT_ONCE)) {
    await inTransaction(
      async (tx) => {
        await getAllowed(actor, userId, { verb: 'ban', tx });
        await closeOpenBusiness(tx, deps, { userId, most: AT_ONCE });
      },
      { remember: false },
    );
  }
}

interface Banning {
  readonly actor: UserActor;
  readonly userId: Id;
  readonly ban: NewBan;
}

/** A ban as part of something greater, after `prepareBan`. */
export async function banIn(
  tx: Tx,
  deps: BanDeps,
  { actor, userId, ban: { level, reason, until } }: Banning,
): Promise<void> {
  const { outbox } = deps;
  const now = deps.clock.now();
  assertAhead(until, now);
  const before = await getAllowed(actor, userId, { verb: 'ban', tx });
  if (before.roles.includes('admin')) {
    await assertAnotherAdmin(tx, userId, now);
  }
  const ban: Ban = { level, reason, by: toObjectId(actor.id), at: now, ...(until && { until }) };
  const user = await UserModel.findOneAndUpdate(
    { _id: before._id, ...reachOf(actor) },
    { $set: { ban, updatedAt: now }, $unset: UNLISTED },
    { session: tx, returnDocument: 'after' },
  )
    .orFail(() => new NotFound('request.notFound'))
    .lean<User>();
  await shutOut(tx, deps, { actor, user, now });
  await closeOpenBusiness(tx, deps, { userId });
  const fact = { userId, level, reason, by: actor.id, ...(until && { until: until.toISOString() }) };
  const old = runningBan(before, now);
  await outbox.record(tx, 'user.banned', { ...fact, ...(old && { before: old.level }) }, { actor });
}

/** Who may only look around goes on with what is running; the higher levels end every login and leave it to staff. */
async function shutOut(
  tx: Tx,
  { sessions }: BanDeps,
  { actor, user, now }: { readonly actor: UserActor; readonly user: User; readonly now: Date },
): Promise<void> {
  const userId = idOf(user);
  if (isShutOut(user, now)) {
    await sessions.end({ tx, userId, reason: 'banned', by: actor });
    await markRunningJobs(tx, userId, now);
  } else {
    await unmarkJobs(tx, userId);
  }
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
      await unmarkJobs(tx, userId);
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
        await unmarkJobs(tx, idOf(_id));
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
