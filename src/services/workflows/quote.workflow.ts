import { defineWorkflow, type EventOf, type StateOf } from './defineWorkflow';

/** A quote (rules.md, section 2). */
export const quoteWorkflow = defineWorkflow({
  name: 'quote',
  states: ['Submitted', 'Accepted', 'Declined', 'Withdrawn', 'Expired'],
  initial: 'Submitted',
  terminal: ['Declined', 'Withdrawn', 'Expired'],
  events: {
    revise: { from: ['Submitted'], to: 'Submitted', by: ['craftsman'] },
    confirm: { from: ['Submitted'], to: 'Submitted', by: ['craftsman'] },
    accept: { from: ['Submitted'], to: 'Accepted', by: ['client'] },
    decline: { from: ['Submitted'], to: 'Declined', by: ['client', 'system'] },
    withdraw: { from: ['Submitted'], to: 'Withdrawn', by: ['craftsman', 'system'] },
    expire: { from: ['Submitted'], to: 'Expired', by: ['system'] },
    lapse: { from: ['Accepted'], to: 'Expired', by: ['system'] },
  },
});

export type QuoteState = StateOf<typeof quoteWorkflow>;
export type QuoteEvent = EventOf<typeof quoteWorkflow>;
