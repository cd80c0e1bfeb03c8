import { Schema, Types } from 'mongoose';
import { defineModel, type ModelQuery } from './defineModel';

/** What staff tell each other about a dispute; nobody else sees it. */
export interface DisputeNote {
  _id: Types.ObjectId;
  disputeId: Types.ObjectId;
  by: Types.ObjectId;
  text: string;
  at: Date;
}

const schema = new Schema<DisputeNote>({
  disputeId: { type: Schema.Types.ObjectId, required: true },
  by: { type: Schema.Types.ObjectId, required: true },
  text: { type: String, required: true },
  at: { type: Date, required: true },
});

schema.index({ disputeId: 1, at: 1, _id: 1 });

export const disputeNoteQueries: readonly ModelQuery[] = [
  { name: 'of a dispute', filter: { disputeId: new Types.ObjectId() }, sort: { at: 1, _id: 1 } },
];

export const DisputeNoteModel = defineModel<DisputeNote>({
  name: 'DisputeNote',
  collection: 'disputeNotes',
  schema,
  queries: disputeNoteQueries,
});
