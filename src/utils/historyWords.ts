/** Of what the lines of a user's history, as staff reads it, tell. */
export const HISTORY_KINDS = [
  'job',
  'hire',
  'quote',
  'payment',
  'withdrawal',
  'dispute',
  'report',
  'review',
  'verification',
  'account',
] as const;
export type HistoryKind = (typeof HISTORY_KINDS)[number];
