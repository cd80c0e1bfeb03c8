import { defineWorkflow, type StateOf } from './defineWorkflow';

/** Money on its way back to a card (rules.md, section 4). */
export const refundWorkflow = defineWorkflow({
  name: 'refund',
  states: ['Requested', 'Held', 'Processing', 'Done', 'Failed', 'Cancelled'],
  initial: 'Requested',
  terminal: ['Failed', 'Cancelled'],
  events: {
    /** The decision that gives it back was appealed; the next one moves the money itself. */
    hold: { from: ['Requested'], to: 'Held', by: ['client', 'craftsman'] },
    cancel: { from: ['Held'], to: 'Cancelled', by: ['admin', 'moderator'] },
    send: { from: ['Requested'], to: 'Processing', by: ['system'] },
    finish: { from: ['Requested', 'Processing'], to: 'Done', by: ['system'] },
    fail: { from: ['Requested', 'Processing'], to: 'Failed', by: ['system'] },
    /** The bank sent it back after the provider had called it done. */
    bounce: { from: ['Done'], to: 'Failed', by: ['system'] },
  },
});

export type RefundState = StateOf<typeof refundWorkflow>;
