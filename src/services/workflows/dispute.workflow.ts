import { defineWorkflow, type StateOf } from './defineWorkflow';

/** A dispute (rules.md, section 5); the system settles it when both sides' offers meet. */
export const disputeWorkflow = defineWorkflow({
  name: 'dispute',
  states: ['Open', 'UnderReview', 'Resolved', 'Appealed'],
  initial: 'Open',
  terminal: [],
  events: {
    take: { from: ['Open'], to: 'UnderReview', by: ['admin', 'moderator'] },
    resolve: { from: ['Open', 'UnderReview'], to: 'Resolved', by: ['admin', 'moderator', 'system'] },
    appeal: { from: ['Resolved'], to: 'Appealed', by: ['client', 'craftsman'] },
    resolveAppeal: { from: ['Appealed'], to: 'Resolved', by: ['admin', 'moderator'] },
  },
});

export type DisputeState = StateOf<typeof disputeWorkflow>;
