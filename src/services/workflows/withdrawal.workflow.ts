import { defineWorkflow, type StateOf } from './defineWorkflow';

const OWNERS = ['client', 'craftsman', 'admin', 'moderator'] as const;

/** Money on its way out of a wallet (rules.md, section 4). Where no provider can pay it out, staff does, and says so. */
export const withdrawalWorkflow = defineWorkflow({
  name: 'withdrawal',
  states: ['Requested', 'Processing', 'Paid', 'Failed', 'Cancelled'],
  initial: 'Requested',
  terminal: ['Paid', 'Failed', 'Cancelled'],
  events: {
    send: { from: ['Requested'], to: 'Processing', by: ['system'] },
    pay: { from: ['Processing'], to: 'Paid', by: ['system'] },
    fail: { from: ['Processing'], to: 'Failed', by: ['system'] },
    payByHand: { from: ['Requested'], to: 'Paid', by: ['admin'] },
    refuse: { from: ['Requested'], to: 'Failed', by: ['admin'] },
    cancel: { from: ['Requested'], to: 'Cancelled', by: OWNERS },
  },
});

export type WithdrawalState = StateOf<typeof withdrawalWorkflow>;
