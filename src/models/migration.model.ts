import { Schema } from 'mongoose';
import { defineModel } from './defineModel';

/** A change of stored data that was begun here; without `doneAt` it was interrupted and begins again. */
export interface MigrationRecord {
  /** The migration's name, which begins with its day. */
  readonly _id: string;
  readonly begunAt: Date;
  doneAt?: Date;
  /** How many documents it has changed. */
  changed?: number;
}

const schema = new Schema<MigrationRecord>({
  _id: { type: String, required: true },
  begunAt: { type: Date, required: true },
  doneAt: Date,
  changed: Number,
});

export const MigrationModel = defineModel<MigrationRecord>({
  name: 'Migration',
  collection: 'migrations',
  schema,
});
