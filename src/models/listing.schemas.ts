import { Schema, Types } from 'mongoose';
import type { GeoPoint } from '../utils/geo';
import type { ModelQuery } from './defineModel';
import { pointSchema } from './plugins/place';
import type { User } from './user.model';

/** What lists find and order a craftsman by; made from his profile (services/craftsmen/listing.ts), never by himself. */
export interface Listing {
  /** His place rounded to about a kilometre: the only point that lists, orders and distances look at. */
  area?: GeoPoint;
  /** Folded words of name, trade, skills, place and bio; those of skills also with a `#`. */
  terms: string[];
  /** His trade in each square of the map that he goes to (utils/reachCells): who may be offered a job is found by it. */
  reach: string[];
  cityKey: string | null;
  experience: number;
  rating: number;
  ratingCount: number;
}

/** What he has done so far, as the ranking looks at it; counted from his latest jobs and invitations. */
export interface WorkFacts {
  completed: number;
  /** Of the jobs that had an hour: how many there were, and in how many he was there in time. */
  timed: number;
  onTime: number;
  /** Hired and not at its end. */
  active: number;
  /** How long he takes to answer an invitation, in the mean; absent while he has had none. */
  responseMinutes?: number;
  /** For whom he has worked, the latest first. */
  clients: { clientId: Types.ObjectId; jobs: number }[];
}

const count = { type: Number, required: true };

export const listingSchema = new Schema<Listing>(
  {
    area: pointSchema,
    terms: { type: [String], required: true },
    reach: { type: [String], required: true },
    cityKey: { type: String, default: null },
    experience: count,
    rating: count,
    ratingCount: count,
  },
  { _id: false },
);

export const workFactsSchema = new Schema<WorkFacts>(
  {
    completed: count,
    timed: count,
    onTime: count,
    active: count,
    responseMinutes: Number,
    clients: {
      type: [
        new Schema(
          { clientId: { type: Schema.Types.ObjectId, required: true }, jobs: count },
          { _id: false },
        ),
      ],
      required: true,
    },
  },
  { _id: false },
);

const verified = { 'craftsman.verificationStatus': 'Verified' } as const;
const best = { 'listing.rating': -1, 'listing.ratingCount': -1, _id: -1 } as const;
const seasoned = { 'listing.experience': -1, _id: -1 } as const;
const ofVerified = { partialFilterExpression: verified };

/** The indexes of the lists of craftsmen: only verified ones are in them. */
export function indexListings(schema: Schema<User>): void {
  schema.index({ ...best }, ofVerified);
  schema.index({ ...seasoned }, ofVerified);
  // What may match nothing: without an index of its own the whole of another one would be walked for it.
  schema.index({ 'craftsman.serviceId': 1, ...best }, ofVerified);
  schema.index({ 'craftsman.isAvailable': 1, ...best }, ofVerified);
  schema.index({ 'craftsman.labourType': 1, ...best }, ofVerified);
  schema.index({ 'listing.cityKey': 1, ...best }, ofVerified);
  schema.index({ 'listing.terms': 1, ...best }, ofVerified);
  schema.index({ 'listing.reach': 1 }, ofVerified);
  schema.index({ 'listing.area': '2dsphere' }, ofVerified);
}

export const listingQueries: readonly ModelQuery[] = [
  { name: 'the best craftsmen', filter: { ...verified, 'listing.rating': { $gte: 0 } }, sort: best },
  {
    name: 'the most seasoned craftsmen',
    filter: { ...verified, 'listing.experience': { $gte: 3 } },
    sort: seasoned,
  },
  {
    name: 'craftsmen of a trade',
    filter: { ...verified, 'craftsman.serviceId': new Types.ObjectId() },
    sort: best,
  },
  {
    name: 'available craftsmen',
    filter: { ...verified, 'craftsman.isAvailable': true },
    sort: best,
  },
  {
    name: 'craftsmen by the day',
    filter: { ...verified, 'craftsman.labourType': 'daily' },
    sort: best,
  },
  { name: 'craftsmen of a city', filter: { ...verified, 'listing.cityKey': 'cairo' }, sort: best },
  { name: 'craftsmen who go there', filter: { ...verified, 'listing.reach': { $in: ['a', 'b'] } } },
  { name: 'craftsmen by words', filter: { ...verified, 'listing.terms': 'pipe' }, sort: best },
];
