import { Schema } from 'mongoose';
import { defineModel, type ModelQuery } from './defineModel';

/** Who runs a task now: one row per task, so that two ticks of it never overlap, in whatever processes. */
export interface TaskLease {
  /** The task's name. */
  _id: string;
  leaseUntil: Date;
  leasedBy: string;
}

const schema = new Schema<TaskLease>({
  _id: { type: String, required: true },
  leaseUntil: { type: Date, required: true },
  leasedBy: { type: String, required: true },
});

export const taskLeaseQueries: readonly ModelQuery[] = [
  { name: 'claim', filter: { _id: 'a-task', leaseUntil: { $lte: new Date(0) } } },
];

export const TaskLeaseModel = defineModel<TaskLease>({
  name: 'TaskLease',
  collection: 'taskLeases',
  schema,
  queries: taskLeaseQueries,
});
