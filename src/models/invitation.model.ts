import { Schema, Types } from 'mongoose';
import type { InvitationState } from '../services/workflows/invitation.workflow';
import { defineModel, type ModelQuery } from './defineModel';
import { workflowFields, type WorkflowDoc } from './plugins/history';

export interface Invitation extends WorkflowDoc<InvitationState> {
  jobId: Types.ObjectId;
  clientId: Types.ObjectId;
  craftsmanId: Types.ObjectId;
  /** Pending: kept beside the status for order. */
  isPending: boolean;
  expiresAt: Date;
  respondedAt?: Date;
  createdAt: Date;
  updatedAt: Date;
}

const id = { type: Schema.Types.ObjectId, required: true };

const schema = new Schema<Invitation>({
  ...workflowFields,
  jobId: id,
  clientId: id,
  craftsmanId: id,
  isPending: { type: Boolean, required: true },
  expiresAt: { type: Date, required: true },
  respondedAt: Date,
  createdAt: { type: Date, required: true },
  updatedAt: { type: Date, required: true },
});

const newestFirst = { createdAt: -1, _id: -1 } as const;

schema.index({ jobId: 1, craftsmanId: 1 }, { unique: true });
schema.index({ jobId: 1, createdAt: -1, _id: -1 });
schema.index({ craftsmanId: 1, createdAt: -1, _id: -1 });
schema.index({ craftsmanId: 1, status: 1, createdAt: -1, _id: -1 });
schema.index({ isPending: 1, expiresAt: 1 });

const someone = new Types.ObjectId();

export const invitationQueries: readonly ModelQuery[] = [
  { name: 'of a job', filter: { jobId: someone }, sort: newestFirst },
  { name: 'of a craftsman', filter: { craftsmanId: someone }, sort: newestFirst },
];

export const InvitationModel = defineModel<Invitation>({
  name: 'Invitation',
  collection: 'invitations',
  schema,
  queries: invitationQueries,
});
