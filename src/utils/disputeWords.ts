/** The words of a dispute that callers choose from. */

export const DISPUTE_REASONS = [
  'poor_quality',
  'no_show',
  'payment_issue',
  'behavior_issue',
  'damage',
  'other',
] as const;
export type DisputeReason = (typeof DISPUTE_REASONS)[number];

export const DECISION_KINDS = ['refund', 'release', 'split', 'rework'] as const;
export type DecisionKind = (typeof DECISION_KINDS)[number];

/** About the work and all that is held for it, or only about how much cash changed hands. */
export const DISPUTE_KINDS = ['work', 'cashDifference'] as const;
export type DisputeKind = (typeof DISPUTE_KINDS)[number];

/** The states of the table; a test holds them against it. */
export const DISPUTE_STATUSES = ['Open', 'UnderReview', 'Resolved', 'Appealed'] as const;
export type DisputeStatus = (typeof DISPUTE_STATUSES)[number];

/** Who are at odds. */
export const DISPUTE_SIDES = ['client', 'craftsman'] as const;
export type DisputeSide = (typeof DISPUTE_SIDES)[number];

/** What is put before staff: words, files, what was said in a conversation; an answer is evidence, too. */
export const EVIDENCE_KINDS = ['answer', 'statement'] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];
