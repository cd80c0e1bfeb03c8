import type BaseJoi from 'joi';
import type { GivenAddress } from '../utils/address';
import { geoPoint, type GeoPoint } from '../utils/geo';
import { input } from '../utils/input';
import { LABOUR_TYPES, type LabourType } from '../utils/labourTypes';
import { ROLES } from '../utils/types/actor';
import { isoDate, latitude, longitude, objectId, oneOf, text } from './common.validator';
import { address, location } from './place.validator';
import { Joi } from './joi';

const STATUSES = ['Pending', 'Verified', 'Rejected'] as const;

/** A service by id, slug or name in any language. */
export const serviceName = () => text(1, 120).example('Plumbing');

/** What a craftsman can do, in his own words. */
export const skills = () => Joi.array().items(text(1, 60)).max(30).example(['pipes', 'boilers']);

export const yearsOfExperience = () => Joi.number().integer().min(0).max(80).example(8);

const radiusKm = () => Joi.number().min(1).max(200).example(25);

export interface ServiceBody {
  service?: string | null;
  serviceId?: string | null;
  skills?: string[] | null;
  radiusKm?: number;
  serviceRadius?: number;
  yearsOfExperience?: number | null;
  labourType?: LabourType | null;
}

export const setService = input({
  body: Joi.object<ServiceBody, true>({
    service: serviceName().allow(null),
    serviceId: serviceName().allow(null),
    skills: skills().allow(null),
    radiusKm: radiusKm().description('How far he goes, in kilometres.'),
    serviceRadius: radiusKm().description('The same.'),
    yearsOfExperience: yearsOfExperience().allow(null),
    labourType: oneOf(LABOUR_TYPES).allow(null).description('How he lets himself be hired.'),
  }).min(1),
});

interface GivenPlace {
  location?: GeoPoint;
  type?: string;
  coordinates?: [longitude: number, latitude: number];
  latitude?: number;
  longitude?: number;
  address?: GivenAddress | null;
}

export interface LocationBody {
  location: GeoPoint;
  address?: GivenAddress | null;
}

/** A point as it stands, inside `location`, or as two numbers; always read as `location`. */
export const setLocation = input({
  body: Joi.object<GivenPlace, true>({
    location: location(),
    type: Joi.string().valid('Point').insensitive(),
    coordinates: Joi.array().ordered(longitude().required(), latitude().required()).length(2),
    latitude: latitude(),
    longitude: longitude(),
    address: address().allow(null),
  })
    .xor('location', 'coordinates', 'latitude')
    .and('latitude', 'longitude')
    .custom(({ address: where, ...given }: GivenPlace): LocationBody => ({
      location: pointIn(given),
      ...(where !== undefined && { address: where }),
    })) as unknown as BaseJoi.ObjectSchema<LocationBody>,
});

const pointIn = ({ location: given, coordinates, longitude: x = 0, latitude: y = 0 }: GivenPlace): GeoPoint =>
  given ?? (coordinates ? geoPoint(...coordinates) : geoPoint(x, y));

export interface AvailabilityBody {
  isAvailable?: boolean;
  available?: boolean;
}

export const setAvailability = input({
  body: Joi.object<AvailabilityBody, true>({
    isAvailable: Joi.boolean(),
    available: Joi.boolean().description('The same.'),
  }).or('isAvailable', 'available'),
});

export const oneProfile = input({
  params: Joi.object<{ userId: string }, true>({ userId: objectId().required() }),
});

/** A service inside something else. */
export const serviceRefAnswer = Joi.object({
  id: objectId(),
  _id: objectId(),
  name: Joi.string().example('Plumbing'),
}).meta({ component: 'ServiceRef' });

export const portfolioAnswer = Joi.array().items(
  Joi.string().example('/media/portfolio/3f0c8f5e5b3c4b8e9c556d2f3a1b7c90.jpg'),
);

/** What everybody sees of a craftsman's work. */
export const craftsmanInfoAnswer = Joi.object({
  skills: Joi.array().items(Joi.string().example('pipes')),
  bio: Joi.string().allow(''),
  portfolioImageUrls: portfolioAnswer,
  verificationStatus: oneOf(STATUSES),
  service: serviceRefAnswer.allow(null),
  yearsOfExperience: Joi.number().integer().allow(null).example(8),
  labourType: oneOf(LABOUR_TYPES).allow(null),
  radiusKm: Joi.number().example(25),
  isAvailable: Joi.boolean(),
}).meta({ component: 'CraftsmanInfo' });

const part = (example: string) => Joi.string().allow(null).example(example);

export const publicProfileAnswer = Joi.object({
  id: objectId(),
  _id: objectId(),
  firstName: Joi.string().allow('').example('Karim'),
  lastName: Joi.string().allow('').example('Fathy'),
  fullName: Joi.string().allow('').example('Karim Fathy'),
  profilePicture: Joi.string().allow(null),
  rating: Joi.number().example(4.8),
  ratingCount: Joi.number().example(12),
  bio: Joi.string().allow(''),
  role: oneOf(ROLES).allow(null),
  area: Joi.object({ city: part('Cairo'), state: part('Cairo Governorate'), country: part('Egypt') })
    .allow(null)
    .description('Never the street.'),
  memberSince: isoDate(),
  craftsmanInfo: craftsmanInfoAnswer
    .keys({ completedJobs: Joi.number().integer().example(31).description('Exact up to 1,000.') })
    .meta({ component: 'PublicCraftsmanInfo' })
    .allow(null),
}).meta({ component: 'PublicProfile' });
