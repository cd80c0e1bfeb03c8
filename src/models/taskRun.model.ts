import { Schema } from 'mongoose';
import { defineModel, type ModelQuery } from './defineModel';

export const TASK_RUN_STATES = ['running', 'done', 'failed'] as const;

/** One tick of one task. Its id names both, so that only one process can insert it. */
export interface TaskRun {
  /** `<task>@<tick in ISO form>` */
  _id: string;
  task: string;
  tick: Date;
  state: (typeof TASK_RUN_STATES)[number];
  instanceId: string;
  startedAt: Date;
  finishedAt?: Date;
  error?: string;
}

const schema = new Schema<TaskRun>({
  _id: { type: String, required: true },
  task: { type: String, required: true },
  tick: { type: Date, required: true },
  state: { type: String, enum: TASK_RUN_STATES, required: true },
  instanceId: { type: String, required: true },
  startedAt: { type: Date, required: true },
  finishedAt: Date,
  error: String,
});

schema.index({ startedAt: 1 });

export const taskRunQueries: readonly ModelQuery[] = [
  { name: 'purge', filter: { startedAt: { $gte: new Date(0), $lt: new Date(1) } } },
];

export const TaskRunModel = defineModel<TaskRun>({
  name: 'TaskRun',
  collection: 'taskRuns',
  schema,
  queries: taskRunQueries,
});
