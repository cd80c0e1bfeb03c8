import { defineWorkflow, type EventOf, type StateOf } from './defineWorkflow';

/** Money on its way in (rules.md, section 4). It may come after everybody has given it up: it is money all the same. */
export const paymentWorkflow = defineWorkflow({
  name: 'payment',
  states: ['Creating', 'Pending', 'Captured', 'Declined', 'Expired', 'Failed'],
  initial: 'Creating',
  terminal: ['Captured'],
  events: {
    pend: { from: ['Creating'], to: 'Pending', by: ['system'] },
    /** By the client: out of his wallet. */
    capture: {
      from: ['Creating', 'Pending', 'Declined', 'Expired', 'Failed'],
      to: 'Captured',
      by: ['system', 'client'],
    },
    decline: { from: ['Creating', 'Pending'], to: 'Declined', by: ['system'] },
    expire: { from: ['Creating', 'Pending'], to: 'Expired', by: ['system'] },
    /** The provider never heard of it. */
    fail: { from: ['Creating', 'Pending'], to: 'Failed', by: ['system'] },
    /** Another amount came than was asked for: staff has given it to the payer. */
    assign: {
      from: ['Creating', 'Pending', 'Declined', 'Expired', 'Failed'],
      to: 'Captured',
      by: ['admin'],
    },
  },
});

export type PaymentState = StateOf<typeof paymentWorkflow>;
export type PaymentEvent = EventOf<typeof paymentWorkflow>;
