import { VERIFICATION_STATES } from '../../utils/verificationWords';
import { defineWorkflow, type EventOf, type StateOf } from './defineWorkflow';

const staff = ['admin', 'moderator'] as const;

/**
 * The private case of a craftsman who asks to be verified (rules.md, section 8). Staff may decide it without taking it
 * first. What was refused, or approved, is followed by a new case.
 */
export const verificationWorkflow = defineWorkflow({
  name: 'verification',
  states: VERIFICATION_STATES,
  initial: 'not_started',
  terminal: ['rejected'],
  events: {
    submit: { from: ['not_started', 'changes_requested'], to: 'submitted', by: ['craftsman'] },
    take: { from: ['submitted', 'in_review'], to: 'in_review', by: staff },
    requestChanges: { from: ['submitted', 'in_review'], to: 'changes_requested', by: staff },
    approve: { from: ['submitted', 'in_review'], to: 'approved', by: staff },
    reject: { from: ['submitted', 'in_review'], to: 'rejected', by: staff },
    /** What was approved has run out. */
    lapse: { from: ['approved'], to: 'approved', by: ['system'] },
  },
});

export type VerificationState = StateOf<typeof verificationWorkflow>;
export type VerificationEvent = EventOf<typeof verificationWorkflow>;
