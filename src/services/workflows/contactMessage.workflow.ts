import { defineWorkflow, type StateOf } from './defineWorkflow';

/** A message of the contact form (decision 0025): kept first, then mailed to the team. */
export const contactMessageWorkflow = defineWorkflow({
  name: 'contactMessage',
  states: ['Received', 'Failed', 'Sent', 'Closed'],
  initial: 'Received',
  terminal: ['Closed'],
  events: {
    send: { from: ['Received', 'Failed'], to: 'Sent', by: ['system'] },
    fail: { from: ['Received', 'Failed'], to: 'Failed', by: ['system'] },
    /** Staff wants it to be tried once more. */
    retry: { from: ['Failed'], to: 'Failed', by: ['admin', 'moderator'] },
    /** Staff has dealt with it. */
    close: { from: ['Received', 'Failed', 'Sent'], to: 'Closed', by: ['admin', 'moderator'] },
  },
});

export type ContactMessageState = StateOf<typeof contactMessageWorkflow>;
