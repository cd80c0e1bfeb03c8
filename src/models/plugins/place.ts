import { Schema } from 'mongoose';
import type { Address } from '../../utils/address';
import type { GeoPoint } from '../../utils/geo';

/** An address as documents hold it. */
export const addressSchema = new Schema<Address>(
  { country: String, state: String, city: String, street: String, text: { type: String, required: true } },
  { _id: false },
);

/** A GeoJSON point as documents hold it. */
export const pointSchema = new Schema<GeoPoint>(
  {
    type: { type: String, enum: ['Point'], required: true },
    coordinates: { type: [Number], required: true },
  },
  { _id: false },
);
