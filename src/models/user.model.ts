import { Schema, Types } from 'mongoose';
import type { Address } from '../utils/address';
import type { GeoPoint } from '../utils/geo';
import { LABOUR_TYPES, type LabourType } from '../utils/labourTypes';
import { EVENT_GROUPS, type GroupWishes } from '../utils/preferences';
import { LOCALES, ROLES, type Locale, type Role } from '../utils/types/actor';
import { defineModel, type ModelQuery } from './defineModel';
import {
  indexListings,
  listingQueries,
  listingSchema,
  workFactsSchema,
  type Listing,
  type WorkFacts,
} from './listing.schemas';
import { erasureQueries, erasureSchema, indexErasures, type Erasure } from './plugins/erasure';
import { pictureSchema, type PictureRef } from './plugins/picture';
import { addressSchema, pointSchema } from './plugins/place';
import { socialSchema, type SocialIdentity } from './plugins/social';

export interface User {
  readonly _id: Types.ObjectId;
  /** Absent for accounts known by phone alone. */
  email?: string;
  /** The e-mail folded for comparison: lower case, NFKC; unique. */
  emailKey?: string;
  emailVerifiedAt?: Date;
  /** E.164; absent, never null. */
  phone?: string;
  phoneVerifiedAt?: Date;
  passwordHash?: string;
  passwordChangedAt?: Date;
  social?: SocialIdentity;
  firstName?: string;
  lastName?: string;
  roles: Role[];
  /** The active one of `roles`. */
  role?: Role;
  locale: Locale;
  preferences?: Preferences;
  bio?: string;
  picture?: PictureRef;
  address?: Address;
  location?: GeoPoint;
  craftsman?: CraftsmanProfile;
  /** Of craftsmen. */
  listing?: Listing;
  workFacts?: WorkFacts;
  /** Moves with each count of his work, so that of many at once the latest one stands. */
  workCounts?: number;
  /** How often he was among the few who were told of a new job. */
  exposures?: number;
  ban?: Ban;
  /** The mean of what was revealed about him, to one decimal, with what it comes from; absent: nothing yet. */
  rating?: number;
  ratingCount?: number;
  ratingSum?: number;
  /** Beginnings of folded words (utils/searchTerms), by which staff finds the account. */
  searchTerms?: string[];
  /** Moves with each debt that is opened or paid, so that two at once do not overlook each other. */
  debtChanges?: number;
  /** How many fees he owes; they keep him from posting. */
  openFees?: number;
  /** Moves with each decision about whom he may meet, so that two at once do not overlook each other. */
  pairChanges?: number;
  /** Moves with each offer that he makes or gets, so that a ban at the same instant does not overlook it. */
  offerChanges?: number;
  lastLoginAt?: Date;
  /** The account was erased at its owner's wish: what is left is an id to which the books of others lead. */
  erasure?: Erasure;
  createdAt: Date;
  updatedAt: Date;
}

/** Where notices go; absent parts have their defaults. */
export interface Preferences {
  channels?: { push?: boolean; email?: boolean; sms?: boolean };
  /** Kinds of notices that are switched off or on by themselves. */
  events?: GroupWishes;
  /** `HH:MM` in the market's time zone; may run over midnight. */
  quietHours?: { from: string; to: string };
}

export const VERIFICATION_STATUSES = ['Pending', 'Verified', 'Rejected'] as const;
export type VerificationStatus = (typeof VERIFICATION_STATUSES)[number];

/** What a craftsman offers, where, and whether staff has verified him. */
export interface CraftsmanProfile {
  serviceId?: Types.ObjectId;
  skills: string[];
  radiusKm: number;
  isAvailable: boolean;
  yearsOfExperience?: number;
  labourType?: LabourType;
  /** Pictures of his work, for everybody. */
  portfolio: PictureRef[];
  verificationStatus: VerificationStatus;
  verifiedAt?: Date;
  /** When that ends; absent: never. Once it has ended the status is Pending, and this stays until the next decision. */
  verifiedUntil?: Date;
  /** How often he cancelled after being hired (rules.md, section 6). */
  cancellations: number;
  /** The first one in good time is forgiven, and kept here. */
  forgivenCancellations?: number;
  /** How many of his first jobs were free of our fee. */
  waivedJobs?: number;
}

export interface Ban {
  level: 'restricted' | 'suspended' | 'banned';
  reason: string;
  by: Types.ObjectId;
  at: Date;
  until?: Date;
}

const banSchema = new Schema<Ban>(
  {
    level: { type: String, enum: ['restricted', 'suspended', 'banned'], required: true },
    reason: { type: String, required: true },
    by: { type: Schema.Types.ObjectId, required: true },
    at: { type: Date, required: true },
    until: Date,
  },
  { _id: false },
);

const craftsmanSchema = new Schema<CraftsmanProfile>(
  {
    serviceId: Schema.Types.ObjectId,
    skills: { type: [String], required: true },
    radiusKm: { type: Number, required: true },
    isAvailable: { type: Boolean, required: true },
    yearsOfExperience: Number,
    labourType: { type: String, enum: LABOUR_TYPES },
    portfolio: { type: [pictureSchema], required: true },
    verificationStatus: { type: String, enum: VERIFICATION_STATUSES, required: true },
    verifiedAt: Date,
    verifiedUntil: Date,
    cancellations: { type: Number, required: true },
    forgivenCancellations: Number,
    waivedJobs: Number,
  },
  { _id: false },
);

const groupWishes = Object.fromEntries(
  EVENT_GROUPS.map((group) => [
    group,
    { type: new Schema({ push: Boolean, email: Boolean }, { _id: false }) },
  ]),
);

const preferencesSchema = new Schema<Preferences>(
  {
    channels: { type: new Schema({ push: Boolean, email: Boolean, sms: Boolean }, { _id: false }) },
    events: { type: new Schema(groupWishes, { _id: false }) },
    quietHours: { type: new Schema({ from: String, to: String }, { _id: false }) },
  },
  { _id: false },
);

const schema = new Schema<User>({
  email: String,
  emailKey: String,
  emailVerifiedAt: Date,
  phone: String,
  phoneVerifiedAt: Date,
  passwordHash: String,
  passwordChangedAt: Date,
  social: socialSchema,
  firstName: String,
  lastName: String,
  roles: { type: [{ type: String, enum: ROLES }], required: true },
  role: { type: String, enum: ROLES },
  locale: { type: String, enum: LOCALES, required: true },
  preferences: preferencesSchema,
  bio: String,
  picture: pictureSchema,
  address: addressSchema,
  location: pointSchema,
  craftsman: craftsmanSchema,
  listing: listingSchema,
  workFacts: workFactsSchema,
  workCounts: Number,
  exposures: Number,
  ban: banSchema,
  rating: Number,
  ratingCount: Number,
  ratingSum: Number,
  searchTerms: { type: [String], default: undefined },
  debtChanges: Number,
  openFees: Number,
  pairChanges: Number,
  offerChanges: Number,
  lastLoginAt: Date,
  erasure: erasureSchema,
  createdAt: { type: Date, required: true },
  updatedAt: { type: Date, required: true },
});

schema.index({ emailKey: 1 }, { unique: true, partialFilterExpression: { emailKey: { $exists: true } } });
schema.index({ phone: 1 }, { unique: true, partialFilterExpression: { phone: { $exists: true } } });
schema.index(
  { 'social.uid': 1 },
  { unique: true, partialFilterExpression: { 'social.uid': { $exists: true } } },
);
schema.index({ createdAt: -1, _id: -1 });
schema.index({ roles: 1, createdAt: -1, _id: -1 });
schema.index({ searchTerms: 1, createdAt: -1, _id: -1 });
schema.index(
  { 'ban.level': 1, createdAt: -1, _id: -1 },
  { partialFilterExpression: { 'ban.level': { $exists: true } } },
);
schema.index(
  { 'craftsman.serviceId': 1 },
  { partialFilterExpression: { 'craftsman.serviceId': { $exists: true } } },
);
indexListings(schema);
indexErasures(schema);
schema.index({ 'ban.until': 1 }, { partialFilterExpression: { 'ban.until': { $exists: true } } });

const newestFirst = { createdAt: -1, _id: -1 } as const;

export const userQueries: readonly ModelQuery[] = [
  { name: 'by e-mail', filter: { emailKey: 'a@example.org' } },
  { name: 'by phone', filter: { phone: '+201000000000' } },
  { name: 'by social identity', filter: { 'social.uid': 'uid' } },
  { name: 'newest', filter: {}, sort: newestFirst },
  { name: 'newest of a role', filter: { roles: 'craftsman' }, sort: newestFirst },
  { name: 'found by words', filter: { searchTerms: { $all: ['mona', 'has'] } }, sort: newestFirst },
  { name: 'newest of a ban level', filter: { 'ban.level': 'banned' }, sort: newestFirst },
  {
    name: 'bans that are over',
    filter: { 'ban.until': { $exists: true, $lte: new Date(0) } },
    sort: { 'ban.until': 1 },
  },
  ...erasureQueries,
  { name: 'of a service', filter: { 'craftsman.serviceId': new Types.ObjectId() } },
  { name: 'admins', filter: { roles: 'admin' } },
  ...listingQueries,
];

export const UserModel = defineModel<User>({
  name: 'User',
  collection: 'users',
  schema,
  queries: userQueries,
});
