import { defineWorkflow, type EventOf, type StateOf } from './defineWorkflow';

/** An invitation (rules.md, section 3): once per craftsman and job, whatever became of it. */
export const invitationWorkflow = defineWorkflow({
  name: 'invitation',
  states: ['Pending', 'Accepted', 'Rejected', 'Withdrawn', 'Expired'],
  initial: 'Pending',
  terminal: ['Accepted', 'Rejected', 'Withdrawn', 'Expired'],
  events: {
    accept: { from: ['Pending'], to: 'Accepted', by: ['craftsman'] },
    reject: { from: ['Pending'], to: 'Rejected', by: ['craftsman'] },
    withdraw: { from: ['Pending'], to: 'Withdrawn', by: ['client', 'system'] },
    expire: { from: ['Pending'], to: 'Expired', by: ['system'] },
  },
});

export type InvitationState = StateOf<typeof invitationWorkflow>;
export type InvitationEvent = EventOf<typeof invitationWorkflow>;
