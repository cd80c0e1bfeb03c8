import { Schema, Types } from 'mongoose';
import type { GeoPoint } from '../utils/geo';
import type { Currency } from '../utils/money';
import { defineModel, type ModelQuery } from './defineModel';
import { pointSchema } from './plugins/place';

/** One accepted quote as suggestions look at it: what was agreed for which service, about where and when. Nobody's name. */
export interface HireSample {
  readonly _id: Types.ObjectId;
  quoteId: Types.ObjectId;
  serviceId: Types.ObjectId;
  /** To about a kilometre. */
  area: GeoPoint;
  /** Its squares of the map (utils/reachCells). */
  cells: string[];
  price: number;
  currency: Currency;
  hours?: number;
  at: Date;
}

const schema = new Schema<HireSample>({
  quoteId: { type: Schema.Types.ObjectId, required: true },
  serviceId: { type: Schema.Types.ObjectId, required: true },
  area: { type: pointSchema, required: true },
  cells: { type: [String], required: true },
  price: { type: Number, required: true },
  currency: { type: String, required: true },
  hours: Number,
  at: { type: Date, required: true },
});

const newestFirst = { at: -1, _id: -1 } as const;

schema.index({ quoteId: 1 }, { unique: true });
schema.index({ at: 1 });
schema.index({ serviceId: 1, cells: 1, ...newestFirst });

export const hireSampleQueries: readonly ModelQuery[] = [
  { name: 'of a quote', filter: { quoteId: new Types.ObjectId() } },
  { name: 'old ones', filter: { at: { $lt: new Date(0) } } },
  {
    name: 'of a service in a square of the map',
    filter: { serviceId: new Types.ObjectId(), cells: '1:0:0', at: { $gte: new Date(0) } },
    sort: newestFirst,
  },
];

export const HireSampleModel = defineModel<HireSample>({
  name: 'HireSample',
  collection: 'hireSamples',
  schema,
  queries: hireSampleQueries,
});
