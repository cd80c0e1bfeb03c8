import { SessionModel, type Session } from '../../models/session.model';
import { after, minutes } from '../../utils/clock';
import { agentToKeep, deviceName, networkOf, type DeviceFacts } from '../../utils/device';
import { idOf, newId, toObjectId, type Id } from '../../utils/ids';
import type { Tx } from '../../utils/transaction';
import type { SessionScope } from '../../utils/types/actor';

/** Most that the list of devices shows. */
export const LISTED_SESSIONS = 100;
/** `lastUsedAt` is coarser than this, so that a look-up is hardly ever a write. */
const TOUCH_MS = minutes(5);

export interface NewSession {
  readonly userId: Id;
  readonly kind: Session['kind'];
  readonly scope: SessionScope;
  readonly device: DeviceFacts;
  readonly now: Date;
  readonly ttlMs: number;
}

export interface StoredSession {
  readonly session: Session;
  /** No earlier session of this user came from this device and network. */
  readonly isNewDevice: boolean;
}

/** Stores a session and says whether its device was seen before. */
export async function insertSession(tx: Tx, given: NewSession): Promise<StoredSession> {
  const { device, now, ttlMs } = given;
  const [name, place, userAgent] = [deviceName(device), networkOf(device.ip), agentToKeep(device.userAgent)];
  const userId = toObjectId(given.userId);
  const seen = await SessionModel.exists({ userId, 'device.name': name, place: place ?? null }).session(tx);
  const session: Session = {
    _id: newId(),
    userId,
    scope: given.scope,
    kind: given.kind,
    device: { name, ...(userAgent && { userAgent }), ...(device.ip && { ip: device.ip }) },
    ...(place && { place }),
    createdAt: now,
    lastUsedAt: now,
    expiresAt: after(now, ttlMs),
  };
  await SessionModel.create([session], { session: tx });
  return { session, isNewDevice: seen === null };
}

/** The session while it lives, otherwise null. */
export const findLiveSession = (sessionId: Id, now: Date): Promise<Session | null> =>
  SessionModel.findOne({ _id: toObjectId(sessionId), endedAt: null, expiresAt: { $gt: now } })
    .lean<Session>()
    .exec();

/** Notes the use of a session; concurrent notes are as good as one. */
export async function touchSession({ _id, lastUsedAt }: Session, now: Date): Promise<void> {
  if (now.getTime() - lastUsedAt.getTime() >= TOUCH_MS) {
    await SessionModel.updateOne({ _id, endedAt: null }, { $max: { lastUsedAt: now } }).exec();
  }
}

/** Lengthens a living session; null when it has ended. */
export const renewSession = (
  tx: Tx,
  sessionId: Id,
  { now, ttlMs }: { now: Date; ttlMs: number },
): Promise<Session | null> =>
  SessionModel.findOneAndUpdate(
    { _id: toObjectId(sessionId), endedAt: null, expiresAt: { $gt: now } },
    { $set: { lastUsedAt: now, expiresAt: after(now, ttlMs) } },
    { session: tx, returnDocument: 'after' },
  )
    .lean<Session>()
    .exec();

/** The devices that a user is signed in on, the last used first. */
export const listLiveSessions = (userId: Id, now: Date): Promise<Session[]> =>
  SessionModel.find({ userId: toObjectId(userId), endedAt: null, expiresAt: { $gt: now } })
    .sort({ lastUsedAt: -1 })
    .limit(LISTED_SESSIONS)
    .lean<Session[]>()
    .exec();

export interface EndFilter {
  readonly userId: Id;
  /** This one stays. */
  readonly except?: Id | undefined;
  /** Only these. */
  readonly sessionIds?: readonly Id[] | undefined;
  readonly reason: NonNullable<Session['endedReason']>;
}

/** Ends living sessions; says which. */
export async function endSessions(
  tx: Tx,
  { userId, except, sessionIds, reason }: EndFilter,
  now: Date,
): Promise<Id[]> {
  const chosen = {
    ...(sessionIds && { $in: sessionIds.map(toObjectId) }),
    ...(except && { $ne: toObjectId(except) }),
  };
  const living = await SessionModel.find(
    { userId: toObjectId(userId), endedAt: null, ...(Object.keys(chosen).length > 0 && { _id: chosen }) },
    { _id: 1 },
  )
    .session(tx)
    .lean();
  if (living.length > 0) {
    await SessionModel.updateMany(
      { _id: { $in: living.map(({ _id }) => _id) }, endedAt: null },
      { $set: { endedAt: now, endedReason: reason } },
      { session: tx },
    );
  }
  return living.map(idOf);
}
