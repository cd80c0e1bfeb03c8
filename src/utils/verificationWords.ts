/** How a craftsman's private case stands (rules.md, section 8). */
export const VERIFICATION_STATES = [
  'not_started',
  'submitted',
  'in_review',
  'changes_requested',
  'approved',
  'rejected',
] as const;
