import { Schema, Types } from 'mongoose';
import { defineModel, type ModelQuery } from './defineModel';

/** What a user's files take; changed in the transaction that writes or removes their rows. */
export interface MediaUsage {
  /** The user's. */
  readonly _id: Types.ObjectId;
  bytes: number;
  files: number;
}

const schema = new Schema<MediaUsage>({
  _id: { type: Schema.Types.ObjectId, required: true },
  bytes: { type: Number, required: true },
  files: { type: Number, required: true },
});

const mediaUsageQueries: readonly ModelQuery[] = [
  {
    name: 'with room for a file',
    filter: { _id: new Types.ObjectId(), bytes: { $lte: 1_000_000 }, files: { $lte: 100 } },
  },
];

export const MediaUsageModel = defineModel<MediaUsage>({
  name: 'MediaUsage',
  collection: 'mediaUsage',
  schema,
  queries: mediaUsageQueries,
});
