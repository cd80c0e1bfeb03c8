import { defineWorkflow, type StateOf } from './defineWorkflow';

/** A review (rules.md, section 7): sealed until the reveal; staff hide it with a reason, and may show it again. */
export const reviewWorkflow = defineWorkflow({
  name: 'review',
  states: ['Sealed', 'Revealed', 'Hidden'],
  initial: 'Sealed',
  terminal: [],
  events: {
    edit: { from: ['Sealed'], to: 'Sealed', by: ['client', 'craftsman'] },
    reveal: { from: ['Sealed'], to: 'Revealed', by: ['system'] },
    reply: { from: ['Revealed'], to: 'Revealed', by: ['client', 'craftsman'] },
    hide: { from: ['Revealed'], to: 'Hidden', by: ['admin', 'moderator'] },
    show: { from: ['Hidden'], to: 'Revealed', by: ['admin', 'moderator'] },
  },
});

export type ReviewState = StateOf<typeof reviewWorkflow>;
