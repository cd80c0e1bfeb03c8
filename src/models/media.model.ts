import { Schema, Types } from 'mongoose';
import { MEDIA_PURPOSES, MEDIA_SUBJECTS, type MediaPurpose, type MediaSubject } from '../utils/mediaPurposes';
import { defineModel, type ModelQuery } from './defineModel';

export const MEDIA_STATES = ['storing', 'uploaded', 'attached', 'deleted'] as const;

/** A file that a user gave. The bytes are with the provider: this row is there before them and goes after them. */
export interface Media {
  readonly _id: Types.ObjectId;
  ownerId: Types.ObjectId;
  purpose: MediaPurpose;
  /** The file's name at the provider. */
  key: string;
  contentType: 'image/jpeg' | 'image/webp' | 'application/pdf';
  sizeBytes: number;
  /** Of the bytes as they are kept; absent on files of old. */
  sha256?: string;
  /** Of pictures. */
  width?: number;
  height?: number;
  isPrivate: boolean;
  /** The bytes are encrypted with the owner's key; absent: they are not. */
  isSealed?: true;
  /** `storing` is on its way in, `uploaded` goes after a day, `attached` belongs to something, `deleted` is on its way out. */
  state: (typeof MEDIA_STATES)[number];
  attachedTo?: { type: MediaSubject; id: Types.ObjectId };
  createdAt: Date;
  /** When the provider was last asked whether it has the file. */
  checkedAt?: Date;
  /** Since when it has not. */
  missingSince?: Date;
}

const subjectSchema = new Schema<NonNullable<Media['attachedTo']>>(
  {
    type: { type: String, enum: MEDIA_SUBJECTS, required: true },
    id: { type: Schema.Types.ObjectId, required: true },
  },
  { _id: false },
);

const schema = new Schema<Media>({
  ownerId: { type: Schema.Types.ObjectId, required: true },
  purpose: { type: String, enum: MEDIA_PURPOSES, required: true },
  key: { type: String, required: true },
  contentType: { type: String, required: true },
  sizeBytes: { type: Number, required: true },
  sha256: String,
  width: Number,
  height: Number,
  isPrivate: { type: Boolean, required: true },
  isSealed: Boolean,
  state: { type: String, enum: MEDIA_STATES, required: true },
  attachedTo: subjectSchema,
  createdAt: { type: Date, required: true },
  checkedAt: Date,
  missingSince: Date,
});

schema.index({ key: 1 }, { unique: true });
schema.index({ ownerId: 1, createdAt: -1 });
schema.index({ state: 1, createdAt: 1 });
schema.index({ purpose: 1, state: 1, createdAt: 1 });
schema.index({ state: 1, checkedAt: 1 });
schema.index(
  { 'attachedTo.id': 1, 'attachedTo.type': 1 },
  { partialFilterExpression: { 'attachedTo.id': { $exists: true } } },
);

const sample = new Types.ObjectId();

export const mediaQueries: readonly ModelQuery[] = [
  { name: 'by key', filter: { key: 'profile-images/0.jpg' } },
  { name: 'by keys', filter: { key: { $in: ['profile-images/0.jpg'] } } },
  { name: 'of a subject', filter: { 'attachedTo.id': sample, 'attachedTo.type': 'job' } },
  {
    name: 'of a purpose, old ones',
    filter: { purpose: 'message', state: 'attached', createdAt: { $lt: new Date(0) } },
  },
  {
    name: 'never used',
    filter: { state: 'uploaded', createdAt: { $lt: new Date(0) } },
    sort: { createdAt: 1 },
  },
  {
    name: 'not looked for lately',
    filter: { state: 'attached', checkedAt: { $lt: new Date(0) } },
    sort: { checkedAt: 1 },
  },
];

export const MediaModel = defineModel<Media>({
  name: 'Media',
  collection: 'media',
  schema,
  queries: mediaQueries,
});
