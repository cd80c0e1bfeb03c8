import type { Address } from './address';
import { geoPoint, type GeoPoint } from './geo';

/** About a kilometre. */
const DIGITS = 2;

/** An address without what leads to the door. A line of text alone may hold anything: nothing of it is shown. */
export function areaOf({ country, state, city }: Address): Address {
  const named = [city, state, country].filter((part) => part !== undefined);
  const area: Address = { text: named.join(', ') };
  // One by one: lists do this for every row, and spreading takes ten times as long.
  if (city !== undefined) {
    area.city = city;
  }
  if (state !== undefined) {
    area.state = state;
  }
  if (country !== undefined) {
    area.country = country;
  }
  return area;
}

/** The point rounded to about a kilometre: always the same one, so that asking often tells no more. */
export const coarse = ({ coordinates: [longitude, latitude] }: GeoPoint): GeoPoint =>
  geoPoint(Number(longitude.toFixed(DIGITS)), Number(latitude.toFixed(DIGITS)));
