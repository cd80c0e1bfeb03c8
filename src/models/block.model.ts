import { Schema, Types } from 'mongoose';
import { defineModel, type ModelQuery } from './defineModel';

/** One person does not want to meet another: neither sees the other while it stands. */
export interface Block {
  readonly _id: Types.ObjectId;
  /** Who asked for it. */
  by: Types.ObjectId;
  /** Both ids, the smaller one first, so that either of them finds it. */
  pairKey: string;
  /** The two of them, in no order. */
  people: Types.ObjectId[];
  createdAt: Date;
}

const schema = new Schema<Block>({
  by: { type: Schema.Types.ObjectId, required: true },
  pairKey: { type: String, required: true },
  people: { type: [Schema.Types.ObjectId], required: true },
  createdAt: { type: Date, required: true },
});

schema.index({ pairKey: 1, by: 1 }, { unique: true });
schema.index({ people: 1 });

export const blockQueries: readonly ModelQuery[] = [
  { name: 'of a pair', filter: { pairKey: '0:1' } },
  { name: 'of a person', filter: { people: new Types.ObjectId() } },
];

export const BlockModel = defineModel<Block>({
  name: 'Block',
  collection: 'blocks',
  schema,
  queries: blockQueries,
});
