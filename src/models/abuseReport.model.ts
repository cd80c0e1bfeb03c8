import { Schema, Types } from 'mongoose';
import type { ReportReason } from '../utils/reportWords';
import { defineModel, type ModelQuery } from './defineModel';
import type { MessageFile } from './message.model';
import type { Review } from './review.model';
import type { Role } from '../utils/types/actor';

/** A person as the reporter saw him. */
export interface UserEvidence {
  type: 'user';
  fullName: string;
  bio: string | null;
  pictureUrl: string | null;
  roles: Role[];
}

/** A job as the reporter saw it. */
export interface JobEvidence {
  type: 'job';
  title: string;
  description: string;
  photoUrls: string[];
  status: string;
}

/** A review as the reporter saw it. */
export interface ReviewEvidence {
  type: 'review';
  jobId: Types.ObjectId;
  rating: number;
  comment: string | null;
  reply: string | null;
  status: Review['status'];
}

/** A message of a thread as the reporter saw it. */
export interface EvidenceMessage {
  messageId: Types.ObjectId;
  number: number;
  senderId: Types.ObjectId;
  content: string;
  files: MessageFile[];
  isRemoved: boolean;
  createdAt: Date;
}

/** A message among its neighbours: all that staff ever reads of a conversation. */
export interface MessageEvidence {
  type: 'message';
  conversationId: Types.ObjectId;
  jobId: Types.ObjectId;
  /** In their order; the reported one is among them. */
  thread: EvidenceMessage[];
}

/** What was reported, as it was shown to the reporter at that moment. */
export type Evidence = UserEvidence | JobEvidence | ReviewEvidence | MessageEvidence;

/** What one person reports to staff. It is never changed; what became of it stands on its case. */
export interface AbuseReport {
  readonly _id: Types.ObjectId;
  caseId: Types.ObjectId;
  /** Known to staff only. */
  reporterId: Types.ObjectId;
  reason: ReportReason;
  description?: string;
  evidence: Evidence;
  createdAt: Date;
}

const id = { type: Schema.Types.ObjectId, required: true };

const schema = new Schema<AbuseReport>({
  caseId: id,
  reporterId: id,
  reason: { type: String, required: true },
  description: String,
  evidence: { type: Schema.Types.Mixed, required: true },
  createdAt: { type: Date, required: true },
});

schema.index({ caseId: 1, reporterId: 1 }, { unique: true });
schema.index({ caseId: 1, createdAt: 1, _id: 1 });
schema.index({ reporterId: 1, createdAt: -1, _id: -1 });

const caseId = new Types.ObjectId();

export const abuseReportQueries: readonly ModelQuery[] = [
  { name: 'of somebody in a case', filter: { caseId, reporterId: new Types.ObjectId() } },
  { name: 'of a case', filter: { caseId }, sort: { createdAt: 1, _id: 1 } },
  {
    name: 'of a reporter',
    filter: { reporterId: new Types.ObjectId() },
    sort: { createdAt: -1, _id: -1 },
  },
];

export const AbuseReportModel = defineModel<AbuseReport>({
  name: 'AbuseReport',
  collection: 'abuseReports',
  schema,
  queries: abuseReportQueries,
});
