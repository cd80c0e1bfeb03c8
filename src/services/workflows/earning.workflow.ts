import { defineWorkflow, type StateOf } from './defineWorkflow';

/** What a craftsman has earned, from the release to his wallet (rules.md, section 4). */
export const earningWorkflow = defineWorkflow({
  name: 'earning',
  states: ['Pending', 'Matured', 'Frozen', 'Reversed'],
  initial: 'Pending',
  terminal: ['Matured', 'Reversed'],
  events: {
    mature: { from: ['Pending'], to: 'Matured', by: ['system'] },
    /** A dispute holds it until the decision. */
    freeze: { from: ['Pending'], to: 'Frozen', by: ['client', 'craftsman', 'system'] },
    /** The decision moves the money itself; what of it is the craftsman's is a new earning. */
    reverse: {
      from: ['Frozen'],
      to: 'Reversed',
      by: ['admin', 'moderator', 'system', 'client', 'craftsman'],
    },
  },
});

export type EarningState = StateOf<typeof earningWorkflow>;
