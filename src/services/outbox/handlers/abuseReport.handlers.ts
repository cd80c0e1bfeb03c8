import type { Id } from '../../../utils/ids';
import { logActivity } from './log-activity';

/** Only admins read this log: who has reported is nobody else's to know. */
const abuseCase = (id: Id): { type: 'abuseCase'; id: Id } => ({ type: 'abuseCase', id });

export const filedActivity = logActivity(
  'abuseReport.filed',
  ({ caseId, reportId, subjectType, subjectId, aboutId, reason }) => ({
    action: 'abuseReport.filed',
    target: abuseCase(caseId),
    after: { reportId, subjectType, subjectId, aboutId, reason },
  }),
);

export const takenActivity = logActivity(
  'abuseReport.taken',
  ({ caseId, subjectType, subjectId, aboutId, from }) => ({
    action: 'abuseReport.taken',
    target: abuseCase(caseId),
    before: { takenBy: from ?? null },
    after: { subjectType, subjectId, aboutId },
  }),
);

export const decidedActivity = logActivity(
  'abuseReport.decided',
  ({ caseId, subjectType, subjectId, aboutId, decision, reason, reporterIds }) => ({
    action: 'abuseReport.decided',
    target: abuseCase(caseId),
    before: { isOpen: true },
    after: { isOpen: false, decision, subjectType, subjectId, aboutId, reports: reporterIds.length },
    reason,
  }),
);
