import { Schema, Types } from 'mongoose';
import type { ReviewState } from '../services/workflows/review.workflow';
import type { ReviewSubjectType } from '../utils/reviewWords';
import { defineModel, type ModelQuery } from './defineModel';
import { workflowFields, type WorkflowDoc } from './plugins/history';

/** Who or what is reviewed. */
export interface ReviewSubject {
  type: ReviewSubjectType;
  id: Types.ObjectId;
}

/** The one public answer of the one who was reviewed. */
export interface ReviewReply {
  comment: string;
  at: Date;
}

/** What one side of a job says of the other: double-blind until the reveal (rules.md, section 7). */
export interface Review extends WorkflowDoc<ReviewState> {
  jobId: Types.ObjectId;
  reviewerId: Types.ObjectId;
  /** Which side of the job has written. */
  side: 'client' | 'craftsman';
  subject: ReviewSubject;
  /** 1 to 5. */
  rating: number;
  comment?: string;
  reply?: ReviewReply;
  /** Why staff has hidden it. */
  hiddenReason?: string;
  revealedAt?: Date;
  createdAt: Date;
  updatedAt: Date;
}

const id = { type: Schema.Types.ObjectId, required: true };
const text = { type: String, required: true };
const instant = { type: Date, required: true };

const subject = new Schema<ReviewSubject>({ type: text, id }, { _id: false });
const reply = new Schema<ReviewReply>({ comment: text, at: instant }, { _id: false });

const schema = new Schema<Review>({
  ...workflowFields,
  jobId: id,
  reviewerId: id,
  side: text,
  subject: { type: subject, required: true },
  rating: { type: Number, required: true },
  comment: String,
  reply,
  hiddenReason: String,
  revealedAt: Date,
  createdAt: instant,
  updatedAt: instant,
});

schema.index({ jobId: 1, reviewerId: 1, 'subject.type': 1, 'subject.id': 1 }, { unique: true });
schema.index({ jobId: 1, createdAt: 1, _id: 1 });
schema.index({ 'subject.id': 1, status: 1, revealedAt: -1, _id: -1 });
schema.index({ reviewerId: 1, createdAt: -1, _id: -1 });
schema.index({ reviewerId: 1, status: 1, createdAt: -1, _id: -1 });

const someone = new Types.ObjectId();
const newestFirst = { createdAt: -1, _id: -1 } as const;

export const reviewQueries: readonly ModelQuery[] = [
  { name: 'of a job', filter: { jobId: someone }, sort: { createdAt: 1, _id: 1 } },
  {
    name: 'about somebody',
    filter: { 'subject.id': someone, status: 'Revealed' },
    sort: { revealedAt: -1, _id: -1 },
  },
  { name: 'by somebody', filter: { reviewerId: someone }, sort: newestFirst },
  {
    name: 'by somebody in a state',
    filter: { reviewerId: someone, status: 'Sealed' },
    sort: newestFirst,
  },
];

export const ReviewModel = defineModel<Review>({
  name: 'Review',
  collection: 'reviews',
  schema,
  queries: reviewQueries,
});
