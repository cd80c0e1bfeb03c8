import { Schema, Types } from 'mongoose';
import type { AbuseCaseState } from '../services/workflows/abuseCase.workflow';
import type { ReportDecision, ReportReason, ReportSubjectType } from '../utils/reportWords';
import { defineModel, type ModelQuery } from './defineModel';
import { workflowFields, type WorkflowDoc } from './plugins/history';

/** What was reported. */
export interface ReportSubject {
  type: ReportSubjectType;
  id: Types.ObjectId;
}

/** How a case ended. */
export interface AbuseOutcome {
  decision: ReportDecision;
  /** Staff's words. */
  reason: string;
  by: Types.ObjectId;
  at: Date;
}

/** All that was reported of one thing until staff decides: one case, however many report it. */
export interface AbuseCase extends WorkflowDoc<AbuseCaseState> {
  subject: ReportSubject;
  /** Who is responsible for it. */
  aboutId: Types.ObjectId;
  /** Not decided yet. */
  isOpen: boolean;
  /** Names the subject while the case is open: there is one at a time. */
  openKey?: string;
  reportCount: number;
  /** How many gave which reason. */
  reasons: Partial<Record<ReportReason, number>>;
  openedAt: Date;
  lastReportedAt: Date;
  takenBy?: Types.ObjectId;
  takenAt?: Date;
  outcome?: AbuseOutcome;
}

const id = { type: Schema.Types.ObjectId, required: true };
const text = { type: String, required: true };
const instant = { type: Date, required: true };

const outcome = new Schema<AbuseOutcome>(
  { decision: text, reason: text, by: id, at: instant },
  { _id: false },
);

const schema = new Schema<AbuseCase>({
  ...workflowFields,
  subject: { type: new Schema<ReportSubject>({ type: text, id }, { _id: false }), required: true },
  aboutId: id,
  isOpen: { type: Boolean, required: true },
  openKey: String,
  reportCount: { type: Number, required: true },
  reasons: { type: Schema.Types.Mixed, required: true },
  openedAt: instant,
  lastReportedAt: instant,
  takenBy: Schema.Types.ObjectId,
  takenAt: Date,
  outcome,
});

const oldestFirst = { openedAt: 1, _id: 1 } as const;

schema.index({ openKey: 1 }, { unique: true, partialFilterExpression: { openKey: { $exists: true } } });
schema.index({ aboutId: 1, ...oldestFirst });
schema.index({ isOpen: 1, ...oldestFirst });
schema.index({ aboutId: 1, openedAt: -1, _id: -1 });
schema.index({ isOpen: 1, 'subject.type': 1, ...oldestFirst });
schema.index({ status: 1, ...oldestFirst });
schema.index({ status: 1, 'subject.type': 1, ...oldestFirst });

export const abuseCaseQueries: readonly ModelQuery[] = [
  { name: 'the open one of a subject', filter: { openKey: 'job:1' } },
  { name: 'about somebody', filter: { aboutId: new Types.ObjectId() }, sort: oldestFirst },
  { name: 'open', filter: { isOpen: true }, sort: oldestFirst },
  { name: 'open of a type', filter: { isOpen: true, 'subject.type': 'job' }, sort: oldestFirst },
  { name: 'in a state', filter: { status: 'Closed' }, sort: oldestFirst },
  {
    name: 'of a type in a state',
    filter: { status: 'Closed', 'subject.type': 'job' },
    sort: oldestFirst,
  },
];

export const AbuseCaseModel = defineModel<AbuseCase>({
  name: 'AbuseCase',
  collection: 'abuseCases',
  schema,
  queries: abuseCaseQueries,
});
