import { Schema, type Types } from 'mongoose';
import type { ActorRole } from '../../utils/types/actor';

/** One change of a status, kept on the document; long trails go to the activity log. */
export interface HistoryEntry<S extends string = string> {
  event: string;
  /** Null on the entry that says how the document came to be. */
  from: S | null;
  to: S;
  by: { id: string; role?: ActorRole };
  at: Date;
  reason?: string;
}

/** What a document needs to have for a workflow to move it. */
export interface WorkflowDoc<S extends string = string> {
  _id: Types.ObjectId;
  status: S;
  history: HistoryEntry<S>[];
}

const by = new Schema({ id: { type: String, required: true }, role: String }, { _id: false });

const historyEntry = new Schema(
  {
    event: { type: String, required: true },
    from: { type: String, default: null },
    to: { type: String, required: true },
    by: { type: by, required: true },
    at: { type: Date, required: true },
    reason: String,
  },
  { _id: false },
);

/** The schema fields of a document with a workflow. No enum: `transition` writes the states of the table and nothing else. */
export const workflowFields: {
  readonly status: { type: StringConstructor; required: true };
  readonly history: { type: (typeof historyEntry)[]; required: true };
} = {
  status: { type: String, required: true },
  history: { type: [historyEntry], required: true },
};
