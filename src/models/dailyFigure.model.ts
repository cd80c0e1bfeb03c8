import { Schema } from 'mongoose';
import { WAIT_CLASSES, type WaitClass } from '../utils/waitClasses';
import { defineModel, type ModelQuery } from './defineModel';

/** What was counted of the jobs posted on one day. */
export interface DayCounts {
  posted: number;
  quoted: number;
  hired: number;
  completed: number;
  cancelled: number;
  /** The sum of the waits for a first quote, and how many waited how long. */
  waitMs: number;
  waits: Record<WaitClass, number>;
}

/** The counts of a day, or of a whole month: of all jobs, of one service's, or of one area's. */
export interface DailyFigure extends DayCounts {
  /** `day|by|key` */
  readonly _id: string;
  readonly span: 'day' | 'month';
  /** As `2026-05-31`, of a month `2026-05`. */
  readonly day: string;
  readonly by: 'all' | 'service' | 'area';
  /** The service's id, the area's folded name; empty of all. */
  readonly key: string;
}

const count = { type: Number, required: true };
const waits = new Schema(Object.fromEntries(Object.keys(WAIT_CLASSES).map((name) => [name, count])), {
  _id: false,
});

const schema = new Schema<DailyFigure>({
  _id: { type: String, required: true },
  span: { type: String, required: true },
  day: { type: String, required: true },
  by: { type: String, required: true },
  key: { type: String, default: '' },
  posted: count,
  quoted: count,
  hired: count,
  completed: count,
  cancelled: count,
  waitMs: count,
  waits: { type: waits, required: true },
});

schema.index({ span: 1, by: 1, day: 1 });
schema.index({ day: 1 });

export const dailyFigureQueries: readonly ModelQuery[] = [
  {
    name: 'of a time',
    filter: { span: 'day', by: 'service', day: { $gte: '2026-05-01', $lte: '2026-05-31' } },
  },
  { name: 'of a day', filter: { day: '2026-05-31' } },
];

export const DailyFigureModel = defineModel<DailyFigure>({
  name: 'DailyFigure',
  collection: 'dailyFigures',
  schema,
  queries: dailyFigureQueries,
});
