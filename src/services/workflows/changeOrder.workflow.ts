import { defineWorkflow, type StateOf } from './defineWorkflow';

/** An extra price on the way: for Escrow it counts once it is funded, else once it is accepted (rules.md, section 4). */
export const changeOrderWorkflow = defineWorkflow({
  name: 'changeOrder',
  states: ['Proposed', 'Accepted', 'Funded', 'Declined', 'Lapsed'],
  initial: 'Proposed',
  terminal: ['Funded', 'Declined', 'Lapsed'],
  events: {
    accept: { from: ['Proposed'], to: 'Accepted', by: ['client'] },
    /** By the client; by the craftsman: taken back. */
    decline: { from: ['Proposed'], to: 'Declined', by: ['client', 'craftsman'] },
    fund: { from: ['Accepted'], to: 'Funded', by: ['client', 'system'] },
    /** The job ended before it counted. */
    lapse: {
      from: ['Proposed', 'Accepted'],
      to: 'Lapsed',
      by: ['client', 'craftsman', 'admin', 'moderator', 'system'],
    },
  },
});

export type ChangeOrderState = StateOf<typeof changeOrderWorkflow>;
