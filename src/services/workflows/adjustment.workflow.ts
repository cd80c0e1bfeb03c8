import { defineWorkflow, type StateOf } from './defineWorkflow';

/** A correction of a wallet by staff: nothing moves before a second person has said yes. */
export const adjustmentWorkflow = defineWorkflow({
  name: 'adjustment',
  states: ['Requested', 'Approved', 'Rejected'],
  initial: 'Requested',
  terminal: ['Approved', 'Rejected'],
  events: {
    approve: { from: ['Requested'], to: 'Approved', by: ['admin'] },
    reject: { from: ['Requested'], to: 'Rejected', by: ['admin'] },
  },
});

export type AdjustmentState = StateOf<typeof adjustmentWorkflow>;
