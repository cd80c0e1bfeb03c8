import { Schema, type Types } from 'mongoose';
import { defineModel, type ModelQuery } from './defineModel';

/** What statistics know of one job; written from the job alone, as often as it changes. */
export interface JobFigure {
  /** The job's. */
  readonly _id: Types.ObjectId;
  /** When it was posted, as `2026-05-31` (UTC): all of it counts for that day, however late it happens. */
  readonly day: string;
  readonly serviceId: Types.ObjectId;
  /** The folded name of its state; empty where it has none. */
  readonly area: string;
  /** How long it waited for its first quote. */
  readonly firstQuoteMs?: number;
  /** The hire was firm. */
  readonly isHired: boolean;
  readonly isCompleted: boolean;
  readonly isCancelled: boolean;
}

const schema = new Schema<JobFigure>({
  day: { type: String, required: true },
  serviceId: { type: Schema.Types.ObjectId, required: true },
  area: { type: String, default: '' },
  firstQuoteMs: Number,
  isHired: { type: Boolean, required: true },
  isCompleted: { type: Boolean, required: true },
  isCancelled: { type: Boolean, required: true },
});

schema.index({ day: 1 });

export const jobFigureQueries: readonly ModelQuery[] = [{ name: 'of a day', filter: { day: '2026-05-31' } }];

export const JobFigureModel = defineModel<JobFigure>({
  name: 'JobFigure',
  collection: 'jobFigures',
  schema,
  queries: jobFigureQueries,
});
