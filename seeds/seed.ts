import { mongo, type Types } from 'mongoose';
import type { LocalDatabase } from '../scripts/local-mongo';
import type { Config } from '../src/config';
import { QuoteModel } from '../src/models/quote.model';
import { SessionModel } from '../src/models/session.model';
import { UserModel, type User } from '../src/models/user.model';
import { makeServiceCatalogue } from '../src/services/catalogue/serviceCatalogue';
import { newCraftsmanProfile } from '../src/services/craftsman/profile';
import { makeRefreshListing } from '../src/services/craftsmen/listing';
import { refreshWorkFacts } from '../src/services/craftsmen/workFacts';
import { keepSample } from '../src/services/suggestions/samples';
import type { PasswordHasher } from '../src/services/passwords/passwordHasher';
import { after, days, systemClock } from '../src/utils/clock';
import { emailKey } from '../src/utils/emails';
import { geoPoint } from '../src/utils/geo';
import { idOf } from '../src/utils/ids';
import { searchTermsOf } from '../src/utils/searchTerms';
import { DEMO_PASSWORD, demoAccounts, WORLD_BEGINS, type DemoAccount } from './demoAccounts';
import { accountIdOf } from './jobs/cast';
import { removeJobsOf, seedJobs } from './jobs/seedJobs';
import { seedArticles } from './faq/seedArticles';
import { removeServices, seedCatalogue, serviceIdOf } from './seedServices';
import { removeVerifications, seedVerification } from './seedVerification';

export interface SeedDeps {
  readonly passwords: Pick<PasswordHasher, 'hash'>;
  readonly say: (line: string) => void;
  /** When the demo is loaded: the times of its jobs count back from it. */
  readonly now?: Date;
}

const DUPLICATE_KEY = 11_000;
/** Whose request to be verified waits in the queue of staff. */
const ASKS_ANEW = 'yasmin.carpenter@example.com';

/** Adds what is missing of the trades and of the answers to what people often ask; what staff has changed stays. */
export async function seedWords(say: SeedDeps['say']): Promise<void> {
  await seedCatalogue(say);
  await seedArticles();
}

/** Adds what is missing of the demo world; what is there already stays as people left it. Says how many accounts were added. */
export async function seedDemo({ passwords, say, now = new Date() }: SeedDeps): Promise<number> {
  await seedWords(say);
  const present = await emailsPresent();
  const missing = demoAccounts.filter((account) => !present.has(account.email));
  // Every account has a salt of its own; the hasher's threads share the work.
  const hashes = await Promise.all(missing.map(() => passwords.hash(DEMO_PASSWORD)));
  let added = 0;
  for (const [index, account] of missing.entries()) {
    added += Number(await add(userOf(account, hashes[index] ?? ''), say));
  }
  await seedJobs(await emailsPresent(), now);
  await seedVerification(accountIdOf(ASKS_ANEW), now);
  await listCraftsmen();
  return added;
}

/** What lists, rankings and suggestions know of the demo's craftsmen, from what they are and have done. */
async function listCraftsmen(): Promise<void> {
  const refreshListing = makeRefreshListing({
    serviceCatalogue: makeServiceCatalogue({ clock: systemClock }),
  });
  for (const account of demoAccounts.filter(({ craft }) => craft)) {
    const id = idOf(idOfAccount(account));
    if (
      !(await UserModel.exists({ _id: idOfAccount(account), craftsman: { $exists: true }, listing: null }))
    ) {
      continue;
    }
    await refreshListing(id);
    await refreshWorkFacts(id);
    const accepted = { craftsmanId: idOfAccount(account), status: 'Accepted' } as const;
    for (const quote of await QuoteModel.find(accepted, { _id: 1 }).lean()) {
      await keepSample(idOf(quote));
    }
  }
}

/** Of the demo accounts that are there. */
async function emailsPresent(): Promise<ReadonlySet<string>> {
  const known = await UserModel.find({ _id: { $in: demoAccounts.map(idOfAccount) } }, { _id: 1 }).lean();
  const ids = new Set(known.map(({ _id }) => idOf(_id)));
  return new Set(demoAccounts.filter((one) => ids.has(idOf(idOfAccount(one)))).map(({ email }) => email));
}

/** Loads the demo world into a local database in which there is nobody yet, and prints whom one can be. */
export async function seedIfEmpty(
  database: Pick<LocalDatabase, 'source'>,
  { isProduction }: Pick<Config, 'isProduction'>,
  deps: SeedDeps,
): Promise<void> {
  if (isProduction || database.source === 'uri' || (await UserModel.exists({}))) {
    return;
  }
  await seedDemo(deps);
  deps.say('demo data loaded: one can sign in as');
  accountLines().forEach(deps.say);
}

/** Takes the demo world away, accounts with their logins, so that the next seed makes it afresh. */
export async function removeDemo(): Promise<void> {
  const ids = demoAccounts.map(idOfAccount);
  await removeJobsOf(ids);
  await removeVerifications(ids);
  await SessionModel.deleteMany({ userId: { $in: ids } });
  await UserModel.deleteMany({ _id: { $in: ids } });
  await removeServices();
}

/** The demo accounts as lines to print. */
export const accountLines = (): string[] => [
  ...demoAccounts.map(({ role, email }) => `  ${role.padEnd(10)} ${email}`),
  `  password   ${DEMO_PASSWORD} (all of them)`,
];

const idOfAccount = ({ email }: DemoAccount): Types.ObjectId => accountIdOf(email);

/** A craftsman of the demo is verified on the day after he came. */
const craftOf = ({ craft, day }: DemoAccount): Pick<User, 'craftsman'> =>
  craft
    ? {
        craftsman: {
          ...newCraftsmanProfile(),
          serviceId: serviceIdOf(craft.service),
          skills: [...craft.skills],
          radiusKm: craft.radiusKm,
          yearsOfExperience: craft.years,
          verificationStatus: 'Verified',
          verifiedAt: after(WORLD_BEGINS, days(day + 1)),
        },
      }
    : {};

function userOf(account: DemoAccount, passwordHash: string): User {
  const { email, phone, firstName, lastName, role, locale, bio, address, at, day } = account;
  const opened = after(WORLD_BEGINS, days(day));
  return {
    _id: idOfAccount(account),
    email,
    emailKey: emailKey(email) ?? email,
    emailVerifiedAt: opened,
    phone,
    phoneVerifiedAt: opened,
    passwordHash,
    passwordChangedAt: opened,
    firstName,
    lastName,
    roles: [role],
    role,
    locale,
    bio,
    address,
    location: geoPoint(at.longitude, at.latitude),
    ...craftOf(account),
    searchTerms: searchTermsOf({ email, phone, firstName, lastName }),
    createdAt: opened,
    updatedAt: opened,
  };
}

/** Two seeds at once add everybody once; an address or phone that somebody else has is his. */
async function add(user: User, say: SeedDeps['say']): Promise<boolean> {
  try {
    await UserModel.create(user);
    return true;
  } catch (error) {
    if (!(error instanceof mongo.MongoServerError) || error.code !== DUPLICATE_KEY) {
      throw error;
    }
    if (!(await UserModel.exists({ _id: user._id }))) {
      say(`left out: ${user.email ?? ''} (its e-mail or phone belongs to another account)`);
    }
    return false;
  }
}
