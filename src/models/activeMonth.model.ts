import { Schema, type Types } from 'mongoose';
import { defineModel, type ModelQuery } from './defineModel';

/** That somebody did business in a month: posted a job, or was hired for good. */
export interface ActiveMonth {
  /** `userId|month` */
  readonly _id: string;
  readonly userId: Types.ObjectId;
  /** When his account was opened, as `2026-05`. */
  readonly cohort: string;
  readonly month: string;
}

const schema = new Schema<ActiveMonth>({
  _id: { type: String, required: true },
  userId: { type: Schema.Types.ObjectId, required: true },
  cohort: { type: String, required: true },
  month: { type: String, required: true },
});

schema.index({ cohort: 1, month: 1 });

export const activeMonthQueries: readonly ModelQuery[] = [
  { name: 'of a cohort in a month', filter: { cohort: '2026-05', month: '2026-06' } },
];

export const ActiveMonthModel = defineModel<ActiveMonth>({
  name: 'ActiveMonth',
  collection: 'activeMonths',
  schema,
  queries: activeMonthQueries,
});
