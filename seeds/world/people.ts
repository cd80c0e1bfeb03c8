import type { User } from '../../src/models/user.model';
import { newCraftsmanProfile } from '../../src/services/craftsman/profile';
import type { CatalogueService } from '../../src/services/catalogue/catalogueView';
import type { Address } from '../../src/utils/address';
import { after, days } from '../../src/utils/clock';
import { geoPoint, type GeoPoint } from '../../src/utils/geo';
import { toObjectId } from '../../src/utils/ids';
import { listingOf } from '../../src/services/craftsmen/listing';
import { meanOf } from '../../src/services/reviews/rating';
import { searchTermsOf } from '../../src/utils/searchTerms';
import type { Locale } from '../../src/utils/types/actor';
import { seedReading } from '../jobs/reading';
import { drawnCities, type City } from './cities';
import { randomOf, worldId, type Random } from './random';
import { firstNames, lastNames, streets } from './words';

const ARABIC_SHARE = 0.6;
/** A degree is about 100 km: people live within a few kilometres of the centre. */
const TOWN_DEGREES = 0.04;
const DIGITS = 6;
const VERIFIED_SHARE = 0.9;
const YEARS = 30;
const NEWCOMER_SHARE = 0.2;
const MOST_REVIEWS = 60;
const LEAST_RATING = 3;
const LATE_ONE_IN = 5;
const MOST_ACTIVE = 4;
const LONGEST_RESPONSE = 600;
const NEWEST_ACCOUNT_DAYS = 30;
const OLDEST_ACCOUNT_DAYS = 700;

/** The trades, without their groups. */
const trades = seedReading.catalogue.all.filter(({ parent }) => parent !== undefined);

/** A trade of the catalogue. */
export function drawTrade(random: Random): CatalogueService {
  const trade = trades[random.below(trades.length)];
  if (!trade) {
    throw new Error('the catalogue of the world is empty');
  }
  return trade;
}

/** The language that somebody speaks. */
export const drawLocale = (random: Random): Locale => (random.next() < ARABIC_SHARE ? 'ar' : 'en');

export interface Place {
  readonly city: City;
  readonly address: Address;
  readonly location: GeoPoint;
}

/** A door somewhere in Egypt, more likely where more people live. */
export function drawPlace(random: Random, locale: Locale): Place {
  const city = drawnCities[random.below(drawnCities.length)];
  if (!city) {
    throw new Error('the world has no city');
  }
  const number = random.below(200) + 1;
  const name = random.pick(streets[locale]);
  const street = `${number} ${name}`;
  const country = locale === 'ar' ? 'مصر' : 'Egypt';
  const [cityName, state] = [city.names[locale], city.states[locale]];
  const text = [street, cityName, state, country].join(locale === 'ar' ? '، ' : ', ');
  const near = (centre: number): number => Number((centre + random.scatter() * TOWN_DEGREES).toFixed(DIGITS));
  return {
    city,
    address: { country, state, city: cityName, street, text },
    location: geoPoint(near(city.longitude), near(city.latitude)),
  };
}

type WorldRole = 'client' | 'craftsman';

/** Of somebody in the large world. */
export const personId = (role: WorldRole, index: number): User['_id'] => worldId(`${role} ${index}`);

/** Somebody of the large world; nobody signs in as him, for he has no password. */
export function personOf(role: WorldRole, index: number, now: Date): User {
  const random = randomOf(`${role} ${index}`);
  const locale = drawLocale(random);
  const email = `${role}${index}@world.example.com`;
  const firstName = random.pick(firstNames[locale]);
  const lastName = random.pick(lastNames[locale]);
  const { address, location } = drawPlace(random, locale);
  const opened = after(now, -days(NEWEST_ACCOUNT_DAYS + random.below(OLDEST_ACCOUNT_DAYS)));
  const person: User = {
    _id: personId(role, index),
    email,
    emailKey: email,
    emailVerifiedAt: opened,
    firstName,
    lastName,
    roles: [role],
    role,
    locale,
    address,
    location,
    ...(role === 'craftsman' && { craftsman: craftOf(random, locale, opened) }),
    searchTerms: searchTermsOf({ email, firstName, lastName }),
    createdAt: opened,
    updatedAt: opened,
  };
  return role === 'craftsman' ? { ...person, ...worked(random, person) } : person;
}

/** What has become known of a craftsman by his work: nothing yet of one in five. */
function worked(
  random: Random,
  person: User,
): Pick<User, 'rating' | 'ratingCount' | 'ratingSum' | 'listing' | 'workFacts'> {
  const ratingCount = random.next() < NEWCOMER_SHARE ? 0 : 1 + random.below(MOST_REVIEWS);
  const ratingSum = Math.round(ratingCount * (LEAST_RATING + random.next() * (5 - LEAST_RATING)));
  const rated =
    ratingCount > 0 ? { rating: meanOf({ sum: ratingSum, count: ratingCount }), ratingCount, ratingSum } : {};
  const timed = random.below(ratingCount + 1);
  return {
    ...rated,
    listing: listingOf({ ...person, ...rated }, seedReading.catalogue),
    workFacts: {
      completed: ratingCount,
      timed,
      onTime: timed - random.below(1 + Math.floor(timed / LATE_ONE_IN)),
      active: random.below(MOST_ACTIVE),
      ...(ratingCount > 0 && { responseMinutes: 5 + random.below(LONGEST_RESPONSE) }),
      clients: [],
    },
  };
}

function craftOf(random: Random, locale: Locale, opened: Date): NonNullable<User['craftsman']> {
  const trade = drawTrade(random);
  const isVerified = random.next() < VERIFIED_SHARE;
  return {
    ...newCraftsmanProfile(),
    serviceId: toObjectId(trade.id),
    skills: (trade.synonyms[locale] ?? []).slice(0, 1 + random.below(3)),
    radiusKm: 5 + random.below(10) * 5,
    isAvailable: random.next() < VERIFIED_SHARE,
    yearsOfExperience: random.below(YEARS),
    verificationStatus: isVerified ? 'Verified' : 'Pending',
    ...(isVerified && { verifiedAt: after(opened, days(1)) }),
  };
}
