import { defineWorkflow, type EventOf, type StateOf } from './defineWorkflow';

/** A craftsman's request to be verified (rules.md, section 8, in its simple form); a new one opens after a refusal. */
export const verificationWorkflow = defineWorkflow({
  name: 'verification',
  states: ['Pending', 'Verified', 'Rejected'],
  initial: 'Pending',
  terminal: ['Verified', 'Rejected'],
  events: {
    approve: { from: ['Pending'], to: 'Verified', by: ['admin', 'moderator'] },
    reject: { from: ['Pending'], to: 'Rejected', by: ['admin', 'moderator'] },
  },
});

export type VerificationState = StateOf<typeof verificationWorkflow>;
export type VerificationEvent = EventOf<typeof verificationWorkflow>;
