import { Schema, Types } from 'mongoose';
import type { DisputeSide, EvidenceKind } from '../utils/disputeWords';
import { defineModel, type ModelQuery } from './defineModel';
import type { Media } from './media.model';

/** A file as it was given; its bytes are with the media library. */
export interface EvidenceFile extends Pick<Media, 'key' | 'contentType' | 'sizeBytes'> {
  mediaId: Types.ObjectId;
  /** Of the bytes that are kept. */
  sha256: string;
}

/** A message of the two, as it stood when it was shown. */
export interface EvidenceMessage {
  messageId: Types.ObjectId;
  authorId: Types.ObjectId;
  content: string;
  sentAt: Date;
}

/** One piece of evidence; never edited, never removed: each carries the hash of itself and of all before it. */
export interface DisputeEvidence {
  _id: Types.ObjectId;
  disputeId: Types.ObjectId;
  /** Its place in the dispute, from 1. */
  seq: number;
  kind: EvidenceKind;
  side: DisputeSide;
  by: Types.ObjectId;
  text?: string;
  files: EvidenceFile[];
  messages: EvidenceMessage[];
  at: Date;
  previousHash: string;
  hash: string;
}

const id = { type: Schema.Types.ObjectId, required: true };
const text = { type: String, required: true };
const amount = { type: Number, required: true };
const instant = { type: Date, required: true };

const file = new Schema<EvidenceFile>(
  { mediaId: id, key: text, contentType: text, sizeBytes: amount, sha256: text },
  { _id: false },
);
const message = new Schema<EvidenceMessage>(
  { messageId: id, authorId: id, content: text, sentAt: instant },
  { _id: false },
);

const schema = new Schema<DisputeEvidence>({
  disputeId: id,
  seq: amount,
  kind: text,
  side: text,
  by: id,
  text: String,
  files: { type: [file], required: true },
  messages: { type: [message], required: true },
  at: instant,
  previousHash: text,
  hash: text,
});

schema.index({ disputeId: 1, seq: 1 }, { unique: true });

export const disputeEvidenceQueries: readonly ModelQuery[] = [
  { name: 'of a dispute', filter: { disputeId: new Types.ObjectId() }, sort: { seq: 1 } },
];

export const DisputeEvidenceModel = defineModel<DisputeEvidence>({
  name: 'DisputeEvidence',
  collection: 'disputeEvidence',
  schema,
  queries: disputeEvidenceQueries,
});
