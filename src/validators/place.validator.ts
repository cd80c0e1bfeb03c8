import type BaseJoi from 'joi';
import type { GivenAddress } from '../utils/address';
import { geoPoint, type GeoPoint } from '../utils/geo';
import { latitude, longitude, text } from './common.validator';
import { Joi } from './joi';

const part = (max: number): BaseJoi.StringSchema => text(1, max).allow(null, '');

const addressParts = Joi.object<GivenAddress, true>({
  country: part(60).example('Egypt'),
  state: part(80).example('Cairo Governorate'),
  city: part(80).example('Cairo'),
  street: part(200).example('26 Talaat Harb Street'),
  text: part(400),
});

/** Joi's strict types know objects and maps of keys, but no choice between two shapes of one. */
const asObject = <T>(choice: BaseJoi.AlternativesSchema<T>): BaseJoi.ObjectSchema<T> =>
  choice as unknown as BaseJoi.ObjectSchema<T>;

/** An address as its parts or as one line of text; always read as an object. */
export const address = (): BaseJoi.ObjectSchema<GivenAddress> =>
  asObject(
    Joi.alternatives<GivenAddress>(
      addressParts,
      text(1, 400).custom((line: string): GivenAddress => ({ text: line })),
    ).example({ city: 'Cairo', street: '26 Talaat Harb Street' }),
  );

const geoJson = Joi.object({
  type: Joi.string().valid('Point').insensitive().default('Point'),
  coordinates: Joi.array().ordered(longitude().required(), latitude().required()).length(2).required(),
}).custom(({ coordinates: [x, y] }: { coordinates: [number, number] }): GeoPoint => geoPoint(x, y));

const twoNumbers = Joi.object({
  latitude: latitude().required(),
  longitude: longitude().required(),
}).custom((given: { latitude: number; longitude: number }): GeoPoint =>
  geoPoint(given.longitude, given.latitude),
);

const pair = Joi.array().ordered(longitude().required(), latitude().required()).length(2).required();

/** `"31.2,30.1"`: longitude first, as in GeoJSON. */
const inText = Joi.string()
  .max(60)
  .custom((line: string, helpers): GeoPoint | BaseJoi.ErrorReport => {
    const { error, value } = pair.validate(line.split(',').map((part) => part.trim()));
    const [x, y] = (value ?? []) as [number, number];
    return error ? helpers.error('any.invalid') : geoPoint(x, y);
  });

/** A place as GeoJSON, as `{ latitude, longitude }` or as text; always read as GeoJSON. */
export const location = (): BaseJoi.ObjectSchema<GeoPoint> =>
  asObject(
    Joi.alternatives<GeoPoint>(geoJson, twoNumbers, inText).example({
      type: 'Point',
      coordinates: [31.2357, 30.0444],
    }),
  );

/** What an answer holds of an address. */
export const addressAnswer = Joi.object({
  country: Joi.string().allow(null).example('Egypt'),
  state: Joi.string().allow(null).example('Cairo Governorate'),
  city: Joi.string().allow(null).example('Cairo'),
  street: Joi.string().allow(null).example('26 Talaat Harb Street'),
  text: Joi.string().allow('').example('26 Talaat Harb Street, Cairo, Cairo Governorate, Egypt'),
}).meta({ component: 'Address' });

/** What an answer holds of a place. */
export const locationAnswer = Joi.object({
  type: Joi.string().valid('Point'),
  coordinates: Joi.array().items(Joi.number()).length(2).example([31.2357, 30.0444]),
}).meta({ component: 'GeoPoint' });
