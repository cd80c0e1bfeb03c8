import type { Id } from '../../../utils/ids';
import type { ReportDecision, ReportReason, ReportSubjectType } from '../../../utils/reportWords';

interface CaseFact {
  caseId: Id;
  subjectType: ReportSubjectType;
  subjectId: Id;
  /** Who is responsible for it; he hears nothing of the report. */
  aboutId: Id;
}

/** What is reported to staff, and what staff makes of it. */
export interface AbuseReportEvents {
  'abuseReport.filed': CaseFact & { reportId: Id; reason: ReportReason };
  'abuseReport.taken': CaseFact & {
    /** Who had it before. */
    from?: Id;
  };
  'abuseReport.decided': CaseFact & {
    decision: ReportDecision;
    /** Staff's words, for staff. */
    reason: string;
    reporterIds: readonly Id[];
  };
}
