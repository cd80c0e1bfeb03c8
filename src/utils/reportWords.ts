/** What can be reported to staff. */
export const REPORT_SUBJECTS = ['user', 'job', 'review', 'message'] as const;
export type ReportSubjectType = (typeof REPORT_SUBJECTS)[number];

/** Why something is reported. */
export const REPORT_REASONS = [
  'spam',
  'fraud',
  'harassment',
  'inappropriate',
  'impersonation',
  'safety',
  'other',
] as const;
export type ReportReason = (typeof REPORT_REASONS)[number];

/** The states of a case: waiting, looked at by somebody of staff, decided; a test holds them against the table. */
export const REPORT_STATUSES = ['Open', 'Taken', 'Closed'] as const;
export type ReportStatus = (typeof REPORT_STATUSES)[number];

/** What staff decides of a case. */
export const REPORT_DECISIONS = ['dismiss', 'hideReview', 'hideJob', 'removeMessage', 'ban'] as const;
export type ReportDecision = (typeof REPORT_DECISIONS)[number];

/** All that staff does with a case. */
export const REPORT_ACTIONS = ['take', ...REPORT_DECISIONS] as const;
export type ReportAction = (typeof REPORT_ACTIONS)[number];

/** What each decision is about; the person responsible can be banned whatever was reported. */
export const DECISION_SUBJECTS: Readonly<Record<ReportDecision, readonly ReportSubjectType[]>> = {
  dismiss: REPORT_SUBJECTS,
  hideReview: ['review'],
  hideJob: ['job'],
  removeMessage: ['message'],
  ban: REPORT_SUBJECTS,
};
