/** A place on earth as GeoJSON writes it: longitude first. */
export interface GeoPoint {
  type: 'Point';
  coordinates: [longitude: number, latitude: number];
}

/** Makes a point of its two coordinates. */
export const geoPoint = (longitude: number, latitude: number): GeoPoint => ({
  type: 'Point',
  coordinates: [longitude, latitude],
});

const EARTH_RADIUS_M = 6_378_100;
const inRadians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Metres between two places along the surface of the earth. */
export function metresBetween(one: GeoPoint, other: GeoPoint): number {
  const [fromX, fromY] = one.coordinates.map(inRadians) as [number, number];
  const [toX, toY] = other.coordinates.map(inRadians) as [number, number];
  const height = Math.sin((toY - fromY) / 2) ** 2;
  const width = Math.cos(fromY) * Math.cos(toY) * Math.sin((toX - fromX) / 2) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(height + width)));
}
