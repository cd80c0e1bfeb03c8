import { Schema, Types } from 'mongoose';
import { defineModel, type ModelQuery } from './defineModel';

/** A stored zz probe. */
export interface ZzProbe {
  readonly _id: Types.ObjectId;
  ownerId: Types.ObjectId;
  title: string;
  createdAt: Date;
}

const schema = new Schema<ZzProbe>({
  ownerId: { type: Schema.Types.ObjectId, required: true },
  title: { type: String, required: true },
  createdAt: { type: Date, required: true },
});

schema.index({ ownerId: 1, _id: -1 });

export const zzProbeQueries: readonly ModelQuery[] = [
  { name: 'one of an owner', filter: { _id: new Types.ObjectId(), ownerId: new Types.ObjectId() } },
];

export const ZzProbeModel = defineModel<ZzProbe>({
  name: 'ZzProbe',
  collection: 'zzProbes',
  schema,
  queries: zzProbeQueries,
});
