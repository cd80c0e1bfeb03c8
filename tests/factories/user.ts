import type { Types } from 'mongoose';
import { SessionModel, type Session } from '../../src/models/session.model';
import { UserModel, type User } from '../../src/models/user.model';
import { newCraftsmanProfile } from '../../src/services/craftsman/profile';
import { after, days } from '../../src/utils/clock';
import { newId } from '../../src/utils/ids';
import { searchTermsOf } from '../../src/utils/searchTerms';
import type { Role } from '../../src/utils/types/actor';
import type { TestApp } from '../helpers/app';
import { accessTokenOf, clientWith, type SignedClient } from '../helpers/as';

/** The password of every user that a factory makes. */
export const PASSWORD = 'Harbour-Lantern-42';
/** Of `PASSWORD`, at the lowest cost: checking it takes no time. */
const PASSWORD_HASH = '$2b$04$CMwNV0k0D452L4dJ2JUF/e4iHs32P7ULFeDrzzDKS6Q.bUhM1bsI2';

/** Fields that win over the defaults; `undefined` takes a field away. */
export type UserOverrides = { readonly [K in keyof Omit<User, '_id'>]?: User[K] | undefined } & {
  readonly _id?: Types.ObjectId;
};

export interface MadeUser {
  /** The document as stored. */
  readonly user: User;
  readonly id: string;
  readonly sessionId: string;
  /** An access token of a living session, good for an hour. */
  readonly token: string;
  /** Sends requests as this user. */
  readonly as: SignedClient;
}

let made = 0;

/** A client with everything an account can have, verified, signed in once; `overrides` win. A `role` alone is also the only one of `roles`. */
export async function aUser(app: TestApp, overrides: UserOverrides = {}): Promise<MadeUser> {
  const user = (await UserModel.create(userFields(app.container.clock.now(), overrides))).toObject();
  const session = await aSession(app, { userId: user._id });
  const [id, sessionId] = [user._id.toHexString(), session._id.toHexString()];
  const token = accessTokenOf(app, { userId: id, sessionId });
  return { user, id, sessionId, token, as: clientWith(app, token) };
}

export const aClient: typeof aUser = (...given) => aUser(...given);

export const aCraftsman = (app: TestApp, overrides: UserOverrides = {}): Promise<MadeUser> =>
  aUser(app, { role: 'craftsman', ...overrides });

export const anAdmin = (app: TestApp, overrides: UserOverrides = {}): Promise<MadeUser> =>
  aUser(app, { role: 'admin', ...overrides });

export const aModerator = (app: TestApp, overrides: UserOverrides = {}): Promise<MadeUser> =>
  aUser(app, { role: 'moderator', ...overrides });

/** A living session of a user, without tokens. */
export async function aSession(
  { container }: Pick<TestApp, 'container'>,
  overrides: Partial<Session> & Pick<Session, 'userId'>,
): Promise<Session> {
  const now = container.clock.now();
  const made = await SessionModel.create({
    _id: newId(),
    scope: 'full',
    kind: 'password',
    device: { name: 'Firefox on Linux', userAgent: 'test', ip: '127.0.0.1' },
    place: '127.0.0.0/24',
    createdAt: now,
    lastUsedAt: now,
    expiresAt: after(now, days(30)),
    ...overrides,
  });
  return made.toObject();
}

function userFields(now: Date, overrides: UserOverrides): User {
  made += 1;
  const role = overrides.role ?? overrides.roles?.[0] ?? 'client';
  const names = namesOf(role);
  const email = overrides.email ?? `${role}.${made}@example.com`;
  const fields: User = {
    _id: newId(),
    email,
    emailKey: email.toLowerCase(),
    emailVerifiedAt: now,
    phone: `+2010${String(10_000_000 + made)}`,
    phoneVerifiedAt: now,
    passwordHash: PASSWORD_HASH,
    ...names,
    roles: [role],
    role,
    ...(role === 'craftsman' && { craftsman: newCraftsmanProfile() }),
    locale: 'en',
    createdAt: now,
    updatedAt: now,
  };
  const wanted = Object.entries({ ...fields, ...overrides }).filter(([, value]) => value !== undefined);
  const user = Object.fromEntries(wanted) as unknown as User;
  return { searchTerms: searchTermsOf(user), ...user };
}

const namesOf = (role: Role): { firstName: string; lastName: string } => ({
  firstName: { client: 'Mona', craftsman: 'Karim', admin: 'Salma', moderator: 'Youssef' }[role],
  lastName: 'Hassan',
});
