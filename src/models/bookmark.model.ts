import { Schema, Types } from 'mongoose';
import { defineModel, type ModelQuery } from './defineModel';

/** A job that somebody wants to find again. */
export interface Bookmark {
  readonly _id: Types.ObjectId;
  /** `<user>:<job>`: one each, and found from a job by one look. */
  key: string;
  userId: Types.ObjectId;
  jobId: Types.ObjectId;
  createdAt: Date;
}

/** The key under which this user's bookmark of this job stands. */
export const bookmarkKeyOf = (userId: string, jobId: string): string => `${userId}:${jobId}`;

const schema = new Schema<Bookmark>({
  key: { type: String, required: true },
  userId: { type: Schema.Types.ObjectId, required: true },
  jobId: { type: Schema.Types.ObjectId, required: true },
  createdAt: { type: Date, required: true },
});

schema.index({ key: 1 }, { unique: true });
schema.index({ userId: 1, createdAt: -1, _id: -1 });

export const bookmarkQueries: readonly ModelQuery[] = [
  { name: 'of a job by a user', filter: { key: '0:1' } },
  { name: 'own', filter: { userId: new Types.ObjectId() }, sort: { createdAt: -1, _id: -1 } },
];

export const BookmarkModel = defineModel<Bookmark>({
  name: 'Bookmark',
  collection: 'bookmarks',
  schema,
  queries: bookmarkQueries,
});
