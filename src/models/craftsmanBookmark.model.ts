import { Schema, Types } from 'mongoose';
import { defineModel, type ModelQuery } from './defineModel';

/** A craftsman whom somebody wants to find again. */
export interface CraftsmanBookmark {
  readonly _id: Types.ObjectId;
  /** `<user>:<craftsman>`: one each, and found from a craftsman by one look. */
  key: string;
  userId: Types.ObjectId;
  craftsmanId: Types.ObjectId;
  createdAt: Date;
}

/** The key under which this user's bookmark of this craftsman stands. */
export const craftsmanBookmarkKeyOf = (userId: string, craftsmanId: string): string =>
  `${userId}:${craftsmanId}`;

const schema = new Schema<CraftsmanBookmark>({
  key: { type: String, required: true },
  userId: { type: Schema.Types.ObjectId, required: true },
  craftsmanId: { type: Schema.Types.ObjectId, required: true },
  createdAt: { type: Date, required: true },
});

schema.index({ key: 1 }, { unique: true });
schema.index({ userId: 1, createdAt: -1, _id: -1 });
schema.index({ craftsmanId: 1 });

export const craftsmanBookmarkQueries: readonly ModelQuery[] = [
  { name: 'of a craftsman by a user', filter: { key: '0:1' } },
  { name: 'of a craftsman by anybody', filter: { craftsmanId: new Types.ObjectId() } },
  { name: 'own', filter: { userId: new Types.ObjectId() }, sort: { createdAt: -1, _id: -1 } },
];

export const CraftsmanBookmarkModel = defineModel<CraftsmanBookmark>({
  name: 'CraftsmanBookmark',
  collection: 'craftsmanBookmarks',
  schema,
  queries: craftsmanBookmarkQueries,
});
