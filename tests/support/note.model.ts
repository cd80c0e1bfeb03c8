import { Schema, type Types } from 'mongoose';
import { workflowFields, type WorkflowDoc } from '../../src/models/plugins/history';
import { defineModel, type ModelQuery } from '../../src/models/defineModel';
import type { StateOf } from '../../src/services/workflows/defineWorkflow';
import type { noteWorkflow } from './note.workflow';

export type NoteState = StateOf<typeof noteWorkflow>;

/** The double that stands for any resource with a status. */
export interface Note extends WorkflowDoc<NoteState> {
  _id: Types.ObjectId;
  ownerId: Types.ObjectId;
  text: string;
  isLocked: boolean;
  amendments: number;
  tags: string[];
  pin?: { colour: string; note?: string };
}

const schema = new Schema<Note>({
  ownerId: { type: Schema.Types.ObjectId, required: true },
  text: { type: String, required: true },
  ...workflowFields,
  isLocked: { type: Boolean, default: false },
  amendments: { type: Number, default: 0 },
  tags: { type: [String], default: [] },
  // A nested path would be stored as {} when absent, because `minimize` is off: a sub-schema is not.
  pin: new Schema({ colour: String, note: String }, { _id: false }),
});

export const noteQueries: readonly ModelQuery[] = [{ name: 'one', filter: { _id: 'x' } }];

export const NoteModel = defineModel<Note>({
  name: 'Note',
  collection: 'notes',
  schema,
  queries: noteQueries,
});
