import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { UserKeyModel, type UserKey } from '../../models/userKey.model';
import type { Clock } from '../../utils/clock';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import { Unavailable } from '../../utils/errors';
import { seal, sealBytes, unseal, unsealBytes } from '../../utils/seal';
import type { MasterKeys } from './masterKeys';

/** Which field of whom: without it a sealed text cannot be read, so that none can be put in another's place. */
export interface FieldPlace {
  readonly userId: Id;
  readonly field: string;
}

export interface FieldKeys {
  /** Encrypts fields of a user with his own key, each by itself. */
  sealFields(userId: Id, fields: Readonly<Record<string, string>>): Promise<Record<string, string>>;
  /** Reads what `sealFields` wrote for this user, one after the other. */
  openAll(userId: Id, sealed: readonly Readonly<Record<string, string>>[]): Promise<Record<string, string>[]>;
  /** Encrypts a file of a user with the same key. */
  sealBytes(place: FieldPlace, bytes: Buffer): Promise<Buffer>;
  /** Reads what `sealBytes` wrote in this place; throws when a bit of it was changed. */
  openBytes(place: FieldPlace, sealed: Buffer): Promise<Buffer>;
  /** Throws 503 where what was written for this user could not be read. */
  assertReadable(userId: Id): Promise<void>;
  /** Whether some key of a user is wrapped by a master key that this server was not given. */
  lacksMasterKey(): Promise<boolean>;
  /** Wraps every key of a user that an old master key wraps with the present one; the fields stay as they are. */
  rewrapAll(): Promise<number>;
}

export interface FieldKeyDeps {
  readonly clock: Clock;
  readonly masterKeys: MasterKeys;
}

const KEY_BYTES = 32;
/** Somebody has to configure it: there is no use in asking again at once. */
const LATER_S = 600;
const FIRST_ID = toObjectId('0'.repeat(24));

/** Makes the encryption of single fields: a key for each user, wrapped by a master key, made when it is first needed. */
export function makeFieldKeys(deps: FieldKeyDeps): FieldKeys {
  const keyOf = async (userId: Id): Promise<KeyObject> => unwrap(await findOrMake(userId, deps), deps);
  return {
    async sealFields(userId, fields) {
      const key = await keyOf(userId);
      return eachField(fields, (text, field) => seal(key, Buffer.from(text), contextOf({ userId, field })));
    },
    async openAll(userId, sealed) {
      const key = await keyOf(userId);
      const open = (text: string, field: string): string =>
        unseal(key, text, contextOf({ userId, field })).toString();
      return sealed.map((fields) => eachField(fields, open));
    },
    sealBytes: async (place, bytes) => sealBytes(await keyOf(place.userId), bytes, contextOf(place)),
    openBytes: async (place, sealed) => unsealBytes(await keyOf(place.userId), sealed, contextOf(place)),
    async assertReadable(userId) {
      const known = await UserKeyModel.findOne({ _id: toObjectId(userId) })
        .lean<UserKey>()
        .exec();
      if (known) {
        bytesOf(known, deps);
      }
    },
    async lacksMasterKey() {
      const foreign = { masterKeyId: { $nin: [...deps.masterKeys.ids] } };
      return (await UserKeyModel.exists(foreign)) !== null;
    },
    rewrapAll: () => rewrapAll(deps),
  };
}

const eachField = (
  fields: Readonly<Record<string, string>>,
  change: (text: string, field: string) => string,
): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).map(([field, text]) => [field, change(text, field)]));

const contextOf = ({ userId, field }: FieldPlace): string => `user/${userId}/${field}`;
const wrapContext = (userId: Id): string => `userKey/${userId}`;

/** Two at once make one: the upsert of the slower one finds the key of the faster one. */
async function findOrMake(userId: Id, { clock, masterKeys }: FieldKeyDeps): Promise<UserKey> {
  const _id = toObjectId(userId);
  const known = await UserKeyModel.findOne({ _id }).lean<UserKey>().exec();
  if (known) {
    return known;
  }
  const wrapped = seal(masterKeys.current.key, randomBytes(KEY_BYTES), wrapContext(userId));
  const made = { masterKeyId: masterKeys.current.id, wrapped, createdAt: clock.now() };
  return UserKeyModel.findOneAndUpdate(
    { _id },
    { $setOnInsert: made },
    { upsert: true, returnDocument: 'after' },
  )
    .orFail()
    .lean<UserKey>()
    .exec();
}

const unwrap = (userKey: UserKey, deps: FieldKeyDeps): KeyObject => createSecretKey(bytesOf(userKey, deps));

function bytesOf({ _id, masterKeyId, wrapped }: UserKey, { masterKeys }: FieldKeyDeps): Buffer {
  const master = masterKeys.find(masterKeyId);
  if (!master) {
    const what = `the master key ${masterKeyId} is not configured; add it to FIELD_MASTER_KEYS_OLD`;
    throw new Unavailable('server.keyMissing', { cause: new Error(what), retryAfterSeconds: LATER_S });
  }
  return unseal(master.key, wrapped, wrapContext(idOf(_id)));
}

async function rewrapAll(deps: FieldKeyDeps): Promise<number> {
  const { clock, masterKeys } = deps;
  let count = 0;
  const all = UserKeyModel.find({ _id: { $gte: FIRST_ID } })
    .sort({ _id: 1 })
    .lean<UserKey>()
    .cursor();
  for await (const userKey of all) {
    if (userKey.masterKeyId === masterKeys.current.id) {
      continue;
    }
    const wrapped = seal(masterKeys.current.key, bytesOf(userKey, deps), wrapContext(idOf(userKey._id)));
    const { modifiedCount } = await UserKeyModel.updateOne(
      { _id: userKey._id, masterKeyId: userKey.masterKeyId },
      { $set: { masterKeyId: masterKeys.current.id, wrapped, rotatedAt: clock.now() } },
    ).exec();
    count += modifiedCount;
  }
  return count;
}
