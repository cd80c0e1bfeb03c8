import { Schema } from 'mongoose';
import { defineModel, type ModelQuery } from './defineModel';

/** How many of those who opened their accounts in one month did business in another. */
export interface CohortFigure {
  /** `cohort|month` */
  readonly _id: string;
  readonly cohort: string;
  /** Empty: how many there are of the cohort. */
  readonly month: string;
  readonly active: number;
}

const schema = new Schema<CohortFigure>({
  _id: { type: String, required: true },
  cohort: { type: String, required: true },
  month: { type: String, default: '' },
  active: { type: Number, required: true },
});

schema.index({ cohort: 1, month: 1 });

export const cohortFigureQueries: readonly ModelQuery[] = [
  {
    name: 'of a time',
    filter: { cohort: { $gte: '2026-01', $lte: '2026-05' } },
    sort: { cohort: 1, month: 1 },
  },
];

export const CohortFigureModel = defineModel<CohortFigure>({
  name: 'CohortFigure',
  collection: 'cohortFigures',
  schema,
  queries: cohortFigureQueries,
});
