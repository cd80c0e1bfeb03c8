import { Schema } from 'mongoose';
import { defineModel } from './defineModel';

/** How far the roll-ups have read; one row. */
export interface RollUpMark {
  readonly _id: string;
  /** All changes of jobs before this instant are counted. */
  readonly jobsUntil: Date;
  /** All lines of the ledger before this instant are summed. */
  readonly ledgerUntil: Date;
}

const schema = new Schema<RollUpMark>({
  _id: { type: String, required: true },
  jobsUntil: { type: Date, required: true },
  ledgerUntil: { type: Date, required: true },
});

export const RollUpMarkModel = defineModel<RollUpMark>({
  name: 'RollUpMark',
  collection: 'rollUpMarks',
  schema,
});
