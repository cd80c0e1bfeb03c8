import { Schema, Types } from 'mongoose';
import type { VerificationState } from '../services/workflows/verification.workflow';
import { defineModel, type ModelQuery } from './defineModel';
import { workflowFields, type WorkflowDoc } from './plugins/history';
import { pictureSchema, type PictureRef } from './plugins/picture';

/** A paper that a craftsman shows to staff; private, seen by short-lived links only. */
export interface VerificationDocument {
  mediaId: Types.ObjectId;
  /** The file's name at the provider, so that a link needs no second look. */
  key: string;
  contentType: string;
  docType: string;
  docName: string;
}

/** A craftsman's request to be verified, as he made it. */
export interface Verification extends WorkflowDoc<VerificationState> {
  craftsmanId: Types.ObjectId;
  /** Pending: kept beside the status for the unique index. */
  isOpen: boolean;
  skills: string[];
  bio?: string;
  serviceId?: Types.ObjectId;
  yearsOfExperience?: number;
  documents: VerificationDocument[];
  portfolio: PictureRef[];
  createdAt: Date;
  updatedAt: Date;
  decidedAt?: Date;
  decidedBy?: Types.ObjectId;
  /** Why it was refused. */
  reason?: string;
}

const documentSchema = new Schema<VerificationDocument>(
  {
    mediaId: { type: Schema.Types.ObjectId, required: true },
    key: { type: String, required: true },
    contentType: { type: String, required: true },
    docType: { type: String, required: true },
    docName: { type: String, required: true },
  },
  { _id: false },
);

const schema = new Schema<Verification>({
  ...workflowFields,
  craftsmanId: { type: Schema.Types.ObjectId, required: true },
  isOpen: { type: Boolean, required: true },
  skills: { type: [String], required: true },
  bio: String,
  serviceId: Schema.Types.ObjectId,
  yearsOfExperience: Number,
  documents: { type: [documentSchema], required: true },
  portfolio: { type: [pictureSchema], required: true },
  createdAt: { type: Date, required: true },
  updatedAt: { type: Date, required: true },
  decidedAt: Date,
  decidedBy: Schema.Types.ObjectId,
  reason: String,
});

const newestFirst = { createdAt: -1, _id: -1 } as const;
const oldestFirst = { createdAt: 1, _id: 1 } as const;

schema.index({ craftsmanId: 1 }, { unique: true, partialFilterExpression: { isOpen: true } });
schema.index({ craftsmanId: 1, createdAt: -1, _id: -1 });
schema.index({ status: 1, createdAt: 1, _id: 1 });
schema.index({ createdAt: -1, _id: -1 });

const someone = new Types.ObjectId();

export const verificationQueries: readonly ModelQuery[] = [
  { name: 'of a craftsman', filter: { craftsmanId: someone }, sort: newestFirst },
  { name: 'waiting', filter: { status: 'Pending' }, sort: oldestFirst },
  { name: 'all', filter: {}, sort: newestFirst },
];

export const VerificationModel = defineModel<Verification>({
  name: 'Verification',
  collection: 'verifications',
  schema,
  queries: verificationQueries,
});
