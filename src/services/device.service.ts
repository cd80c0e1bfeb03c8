import { createHash } from 'node:crypto';
import { mongo } from 'mongoose';
import { DeviceModel, type DevicePlatform, type PushDevice } from '../models/device.model';
import type { SessionEndReason } from '../models/session.model';
import type { Clock } from '../utils/clock';
import { NotFound } from '../utils/errors';
import { idOf, newId, toObjectId, type Id } from '../utils/ids';
import { inTransaction, type Tx } from '../utils/transaction';
import type { UserActor } from '../utils/types/actor';
import type { Outbox } from './outbox/outbox.service';

export interface NewDevice {
  readonly token: string;
  readonly platform: DevicePlatform;
}

export interface DeviceService {
  /** Sends the actor's pushes to this device from now on, whoever used it before; of more than 20 the oldest goes. */
  register(actor: UserActor, given: NewDevice): Promise<PushDevice>;
  /** Sends no more pushes to one of the actor's own devices; 404 for any other. */
  remove(actor: UserActor, token: string): Promise<void>;
  /** The tokens of a user's devices. */
  tokensOf(userId: Id): Promise<string[]>;
  /** Drops tokens behind which there is no app any more. */
  forgetDead(tokens: readonly string[]): Promise<void>;
  /** Drops the devices of logins that have ended. */
  forgetSessions(sessionIds: readonly Id[], reason: SessionEndReason): Promise<void>;
}

export interface DeviceDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
}

const MOST = 20;
const DUPLICATE_KEY = 11_000;
const NEWEST_FIRST = { seenAt: -1, _id: -1 } as const;

/** Makes the service of the devices that take pushes. */
export function makeDeviceService(deps: DeviceDeps): DeviceService {
  return {
    async register(actor, given) {
      const attempt = (): Promise<PushDevice> =>
        inTransaction((tx) => register(tx, actor, { ...deps, given }));
      return attempt().catch((error: unknown) => {
        if (isTaken(error)) {
          return attempt();
        }
        throw error;
      });
    },
    remove: (actor, token) => inTransaction((tx) => remove(tx, actor, { ...deps, token })),
    async tokensOf(userId) {
      const devices = await DeviceModel.find({ userId: toObjectId(userId) }, { token: 1 })
        .sort(NEWEST_FIRST)
        .limit(MOST)
        .lean<PushDevice[]>();
      return devices.map(({ token }) => token);
    },
    async forgetDead(tokens) {
      if (tokens.length > 0) {
        await DeviceModel.deleteMany({ tokenKey: { $in: tokens.map(keyOf) } });
      }
    },
    async forgetSessions(sessionIds, reason) {
      // Whoever was banned is told so on his devices.
      if (reason !== 'banned') {
        await DeviceModel.deleteMany({ sessionId: { $in: sessionIds.map(toObjectId) } });
      }
    },
  };
}

const keyOf = (token: string): string => createHash('sha256').update(token).digest('hex');

type Register = DeviceDeps & { readonly given: NewDevice };

async function register(tx: Tx, actor: UserActor, { given, clock, outbox }: Register): Promise<PushDevice> {
  const [userId, now, tokenKey] = [toObjectId(actor.id), clock.now(), keyOf(given.token)];
  const owner = { userId, sessionId: toObjectId(actor.sessionId), platform: given.platform, seenAt: now };
  const before = await DeviceModel.findOne({ tokenKey }, null, { session: tx }).lean<PushDevice>();
  const device = await DeviceModel.findOneAndUpdate(
    { tokenKey },
    { $set: owner, $setOnInsert: { _id: newId(), token: given.token, createdAt: now } },
    { session: tx, upsert: true, returnDocument: 'after' },
  )
    .orFail()
    .lean<PushDevice>();
  const surplus = await DeviceModel.find({ userId, _id: { $ne: device._id } }, { _id: 1 }, { session: tx })
    .sort(NEWEST_FIRST)
    .skip(MOST - 1)
    .lean();
  if (surplus.length > 0) {
    await DeviceModel.deleteMany({ _id: { $in: surplus.map(({ _id }) => _id) } }, { session: tx });
  }
  if (!before || idOf(before.userId) !== actor.id) {
    const facts = { userId: actor.id, deviceId: idOf(device), platform: given.platform };
    await outbox.record(tx, 'device.registered', facts, { actor });
  }
  return device;
}

type Remove = DeviceDeps & { readonly token: string };

async function remove(tx: Tx, actor: UserActor, { token, outbox }: Remove): Promise<void> {
  const device = await DeviceModel.findOneAndDelete(
    { tokenKey: keyOf(token), userId: toObjectId(actor.id) },
    { session: tx },
  ).lean<PushDevice>();
  if (!device) {
    throw new NotFound('request.notFound');
  }
  const facts = { userId: actor.id, deviceId: idOf(device), platform: device.platform };
  await outbox.record(tx, 'device.removed', facts, { actor });
}

/** Two who register one token in the same instant: the later one finds it there. */
const isTaken = (error: unknown): boolean =>
  error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY;
