import { isDeepStrictEqual } from 'node:util';
import { mongo, type QueryFilter } from 'mongoose';
import type { PictureRef } from '../models/plugins/picture';
import { UserModel, type User } from '../models/user.model';
import { countryName, readAddress, type Address, type GivenAddress } from '../utils/address';
import type { Clock } from '../utils/clock';
import { Conflict, Forbidden, NotFound } from '../utils/errors';
import type { GeoPoint } from '../utils/geo';
import { toObjectId, type Id } from '../utils/ids';
import { isEmptyPatch, patchOf, within } from '../utils/patch';
import { inTransaction, type Tx } from '../utils/transaction';
import type { Role, UserActor } from '../utils/types/actor';
import type { ServiceCatalogue } from './catalogue/serviceCatalogue';
import {
  craftFactsOf,
  craftFieldsOf,
  ensureProfile,
  type CraftChange,
  type CraftFields,
} from './craftsman/profile';
import {
  choosePicture,
  dropPicture,
  keepPicture,
  type GivenPicture,
  type PictureLibrary,
} from './media/profilePicture';
import type { UserEvents } from './outbox/events/user.events';
import type { Outbox } from './outbox/outbox.service';
import type { SessionService } from './session.service';
import type { SettingService } from './setting.service';

/** What a person says about himself: absent stays, null goes. */
export interface ProfileChange {
  readonly firstName?: string | undefined;
  readonly lastName?: string | null | undefined;
  /** E.164. */
  readonly phone?: string | null | undefined;
  readonly bio?: string | null | undefined;
  readonly address?: GivenAddress | null | undefined;
  readonly location?: GeoPoint | null | undefined;
  /** Which of one's roles one acts in from now on. */
  readonly activeRole?: Role | undefined;
  readonly picture?: GivenPicture;
  /** Of craftsmen only: 403 for others. */
  readonly craft?: CraftChange | undefined;
}

export interface UserService {
  /** The actor's own account. */
  getOwn(actor: UserActor): Promise<User>;
  /** Changes what is named of one's own account; 409 for a phone that is verified or belongs to somebody else. */
  updateOwn(actor: UserActor, change: ProfileChange): Promise<User>;
}

export interface UserDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly settings: Pick<SettingService, 'get'>;
  readonly sessions: Pick<SessionService, 'forget'>;
  readonly mediaLibrary: PictureLibrary;
  readonly serviceCatalogue: Pick<ServiceCatalogue, 'current'>;
}

const DUPLICATE_KEY = 11_000;
/** What no answer about an account needs is not read. */
const WITHOUT_SECRETS = { passwordHash: 0, searchTerms: 0 } as const;

/** Makes the service of one's own account. */
export function makeUserService(deps: UserDeps): UserService {
  const getOwn = ({ id }: UserActor): Promise<User> =>
    UserModel.findOne({ _id: toObjectId(id) }, WITHOUT_SECRETS)
      .orFail(() => new NotFound('request.notFound'))
      .lean<User>()
      .exec();
  return {
    getOwn,
    async updateOwn(actor, change) {
      const fields = await fieldsOf(change, deps);
      const picture = await keepPicture(deps.mediaLibrary, actor, change.picture);
      if (!isEmptyPatch(patchOf({ ...writtenOf(fields), picture }))) {
        await inTransaction((tx) => updateWith(tx, actor, { fields, pictureName: picture, ...deps })).catch(
          asTaken,
        );
        deps.sessions.forget(actor.sessionId);
      }
      return getOwn(actor);
    },
  };
}

/** What of a profile may be changed: a value, `null` to clear it, absent to leave it. */
interface Fields extends Pick<ProfileChange, 'firstName' | 'lastName' | 'phone' | 'bio' | 'location'> {
  readonly role?: Role | undefined;
  readonly address?: Address | null | undefined;
  readonly picture?: PictureRef | null | undefined;
  readonly craft?: CraftFields | undefined;
}

const writtenOf = ({ craft, ...fields }: Fields): Record<string, unknown> => ({
  ...fields,
  ...within('craftsman', { ...craft }),
});

/** The stored fields that a change speaks of. */
async function fieldsOf(
  change: ProfileChange,
  { settings, serviceCatalogue }: Pick<UserDeps, 'settings' | 'serviceCatalogue'>,
): Promise<Fields> {
  const { firstName, lastName, phone, bio, location, activeRole } = change;
  const address =
    change.address && readAddress(change.address, countryName(await settings.get('market.country')));
  return {
    firstName,
    lastName,
    phone,
    bio: bio === '' ? null : bio,
    location,
    role: activeRole,
    craft: change.craft && (await craftFieldsOf(change.craft, serviceCatalogue)),
    // Parts that say nothing are no address.
    address: change.address === undefined ? undefined : (address ?? null),
  };
}

type Update = Pick<UserDeps, 'clock' | 'outbox' | 'mediaLibrary'> & { readonly fields: Fields };
type UpdateWith = Update & { readonly pictureName: string | null | undefined };

async function updateWith(tx: Tx, actor: UserActor, { pictureName: ref, ...all }: UpdateWith): Promise<void> {
  const picture = typeof ref === 'string' ? await choosePicture(all.mediaLibrary, tx, { actor, ref }) : ref;
  await update(tx, actor, { ...all, fields: { ...all.fields, picture } });
}

/** Writes only the named fields, so that two updates at once lose nothing; what may not be is in the filter. */
async function update(
  tx: Tx,
  actor: UserActor,
  { fields, clock, outbox, mediaLibrary }: Update,
): Promise<void> {
  if (fields.craft) {
    await ensureProfile(tx, actor.id);
  }
  const { $set, ...rest } = patchOf(writtenOf(fields));
  const before = await UserModel.findOneAndUpdate(
    allowed(actor, fields),
    { ...rest, $set: { ...$set, updatedAt: clock.now() } },
    { session: tx, returnDocument: 'before' },
  ).lean<User>();
  if (!before) {
    throw await refusal(tx, actor.id, fields);
  }
  if (before.picture && isOther(before.picture, fields.picture)) {
    await dropPicture(mediaLibrary, tx, { actor, before: before.picture });
  }
  const facts = factsOf(before, fields);
  if (facts) {
    await outbox.record(tx, 'profile.updated', { userId: actor.id, ...facts }, { actor });
  }
}

/** A verified phone stays (its change has an act of its own), and nobody acts in a role that he does not have. */
const allowed = ({ id }: UserActor, { phone, ...fields }: Fields): QueryFilter<User> => ({
  _id: toObjectId(id),
  ...(rolesNeeded(fields).length > 0 && { roles: { $all: rolesNeeded(fields) } }),
  ...(phone !== undefined && { $or: [{ phone }, { phoneVerifiedAt: null }] }),
});

const rolesNeeded = ({ role, craft }: Fields): Role[] => [
  ...(role === undefined ? [] : [role]),
  ...(craft ? (['craftsman'] as const) : []),
];

async function refusal(tx: Tx, id: Id, fields: Fields): Promise<Error> {
  const user = await UserModel.findOne({ _id: toObjectId(id) }, { roles: 1 }, { session: tx }).lean<User>();
  if (!user) {
    return new NotFound('request.notFound');
  }
  const isStranger = rolesNeeded(fields).some((role) => !user.roles.includes(role));
  return isStranger ? new Forbidden('user.roleNotHeld') : new Conflict('user.phoneVerified');
}

const isOther = (before: PictureRef, picture: Fields['picture']): boolean =>
  picture !== undefined && picture?.url !== before.url;

const READABLE = ['firstName', 'lastName', 'bio', 'role'] as const;
const PRIVATE = ['phone', 'address', 'location', 'picture'] as const;

/** What changed, as staff may read it; undefined when everything is as it was. */
function factsOf(before: User, fields: Fields): Omit<UserEvents['profile.updated'], 'userId'> | undefined {
  const isChanged = (field: (typeof READABLE)[number] | (typeof PRIVATE)[number]): boolean =>
    fields[field] !== undefined && !isDeepStrictEqual(fields[field], before[field] ?? null);
  const [read, alsoChanged] = [READABLE.filter(isChanged), PRIVATE.filter(isChanged)];
  const pick = (from: Pick<Fields, (typeof READABLE)[number]>): Record<string, string> =>
    Object.fromEntries(read.flatMap((field) => (from[field] ? [[field, from[field]]] : [])));
  const craft = craftFactsOf(before.craftsman ?? {}, fields.craft ?? {});
  const isChange = read.length + alsoChanged.length > 0 || !isDeepStrictEqual(craft.before, craft.after);
  return isChange
    ? {
        before: { ...pick(before), ...craft.before },
        after: { ...pick(fields), ...craft.after },
        alsoChanged,
      }
    : undefined;
}

/** The unique index decides, not a look beforehand. */
function asTaken(error: unknown): never {
  if (error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY) {
    throw new Conflict('user.taken', { cause: error });
  }
  throw error;
}
