import { Schema, Types } from 'mongoose';
import { defineModel, type ModelQuery } from './defineModel';

/** Whom a new job was offered to, once and for all, and how many of them have been told. */
export interface JobMatch {
  readonly _id: Types.ObjectId;
  /** One for each job. */
  jobId: Types.ObjectId;
  /** The best first. */
  craftsmanIds: Types.ObjectId[];
  /** So many of them were told, from the first one on. */
  told: number;
  at: Date;
}

const schema = new Schema<JobMatch>({
  jobId: { type: Schema.Types.ObjectId, required: true },
  craftsmanIds: { type: [Schema.Types.ObjectId], required: true },
  told: { type: Number, required: true },
  at: { type: Date, required: true },
});

schema.index({ jobId: 1 }, { unique: true });
schema.index({ at: 1 });

export const jobMatchQueries: readonly ModelQuery[] = [
  { name: 'of a job', filter: { jobId: new Types.ObjectId() } },
  { name: 'old ones', filter: { at: { $lt: new Date(0) } } },
];

export const JobMatchModel = defineModel<JobMatch>({
  name: 'JobMatch',
  collection: 'jobMatches',
  schema,
  queries: jobMatchQueries,
});
