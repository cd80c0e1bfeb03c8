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
