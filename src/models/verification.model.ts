import { Schema, Types } from 'mongoose';
import type { VerificationState } from '../services/workflows/verification.workflow';
import { defineModel, type ModelQuery } from './defineModel';
import type { Media } from './media.model';
import { workflowFields, type WorkflowDoc } from './plugins/history';
import { pictureSchema, type PictureRef } from './plugins/picture';

/** A paper that a craftsman shows to staff; its bytes are with the media library, encrypted. */
export interface VerificationDocument {
  _id: Types.ObjectId;
  mediaId: Types.ObjectId;
  contentType: Media['contentType'];
  docType: string;
  docName: string;
  /** The number on it, encrypted with the craftsman's key and bound to this document. */
  sealedNumber?: string;
}

/** A craftsman's case: what he shows to be verified, and what becomes of it. */
export interface Verification extends WorkflowDoc<VerificationState> {
  craftsmanId: Types.ObjectId;
  /** Not decided, whoever's turn it is: kept beside the status for the unique index. */
  isOpen: boolean;
  /** It is staff's turn: kept beside the status for the queue. */
  isWaiting: boolean;
  skills: string[];
  bio?: string;
  serviceId?: Types.ObjectId;
  yearsOfExperience?: number;
  documents: VerificationDocument[];
  portfolio: PictureRef[];
  createdAt: Date;
  updatedAt: Date;
  submittedAt: Date;
  /** How often he has sent it in. */
  submissions: number;
  /** Who of staff looks at it, and since when. */
  takenBy?: Types.ObjectId;
  takenAt?: Date;
  decidedAt?: Date;
  decidedBy?: Types.ObjectId;
  /** Why it was refused, or what has to be changed. */
  reason?: string;
  /** Of an approval: when it ends. */
  expiresAt?: Date;
  /** When the craftsman is told next; absent when there is nothing to tell any more, or a later approval has followed. */
  remindsAt?: Date;
  /** When it was found to have ended. */
  lapsedAt?: Date;
}

const id = { type: Schema.Types.ObjectId, required: true } as const;
const text = { type: String, required: true } as const;
const instant = { type: Date, required: true } as const;

const documentSchema = new Schema<VerificationDocument>(
  { _id: id, mediaId: id, contentType: text, docType: text, docName: text, sealedNumber: String },
  { _id: false },
);

const schema = new Schema<Verification>({
  ...workflowFields,
  craftsmanId: id,
  isOpen: { type: Boolean, required: true },
  isWaiting: { type: Boolean, required: true },
  skills: { type: [String], required: true },
  bio: String,
  serviceId: Schema.Types.ObjectId,
  yearsOfExperience: Number,
  documents: { type: [documentSchema], required: true },
  portfolio: { type: [pictureSchema], required: true },
  createdAt: instant,
  updatedAt: instant,
  submittedAt: instant,
  submissions: { type: Number, required: true },
  takenBy: Schema.Types.ObjectId,
  takenAt: Date,
  decidedAt: Date,
  decidedBy: Schema.Types.ObjectId,
  reason: String,
  expiresAt: Date,
  remindsAt: Date,
  lapsedAt: Date,
});

const newestFirst = { createdAt: -1, _id: -1 } as const;
const oldestFirst = { createdAt: 1, _id: 1 } as const;

schema.index({ craftsmanId: 1 }, { unique: true, partialFilterExpression: { isOpen: true } });
schema.index({ craftsmanId: 1, createdAt: -1, _id: -1 });
schema.index({ isWaiting: 1, createdAt: 1, _id: 1 });
schema.index({ isOpen: 1, createdAt: 1, _id: 1 });
schema.index({ status: 1, createdAt: 1, _id: 1 });
schema.index({ createdAt: -1, _id: -1 });
schema.index({ remindsAt: 1 }, { partialFilterExpression: { remindsAt: { $exists: true } } });

const someone = new Types.ObjectId();

export const verificationQueries: readonly ModelQuery[] = [
  { name: 'of a craftsman', filter: { craftsmanId: someone }, sort: newestFirst },
  { name: 'waiting for staff', filter: { isWaiting: true }, sort: oldestFirst },
  { name: 'not decided', filter: { isOpen: true }, sort: oldestFirst },
  { name: 'in a state', filter: { status: 'in_review' }, sort: oldestFirst },
  { name: 'all', filter: {}, sort: newestFirst },
  {
    name: 'to be reminded',
    filter: { remindsAt: { $exists: true, $lte: new Date(0) } },
    sort: { remindsAt: 1 },
  },
];

export const VerificationModel = defineModel<Verification>({
  name: 'Verification',
  collection: 'verifications',
  schema,
  queries: verificationQueries,
});
