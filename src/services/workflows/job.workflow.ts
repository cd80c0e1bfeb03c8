import { defineWorkflow, type EventOf, type StateOf } from './defineWorkflow';

/** A job from post to end (rules.md, section 1). What else must be so is in the guards of the acts. */
export const jobWorkflow = defineWorkflow({
  name: 'job',
  states: ['Posted', 'Quoted', 'Hired', 'On The Way', 'In Progress', 'Completed', 'Disputed', 'Cancelled'],
  initial: 'Posted',
  events: {
    firstQuote: { from: ['Posted'], to: 'Quoted', by: ['system'] },
    lastQuoteGone: { from: ['Quoted'], to: 'Posted', by: ['system'] },
    hire: { from: ['Posted', 'Quoted'], to: 'Hired', by: ['client'] },
    /** What was due is paid: the hire is firm. */
    fund: { from: ['Hired'], to: 'Hired', by: ['client', 'system'] },
    lapseToQuoted: { from: ['Hired'], to: 'Quoted', by: ['system'] },
    lapseToPosted: { from: ['Hired'], to: 'Posted', by: ['system'] },
    setOut: { from: ['Hired'], to: 'On The Way', by: ['craftsman'] },
    start: { from: ['Hired', 'On The Way'], to: 'In Progress', by: ['craftsman'] },
    submitWork: { from: ['In Progress'], to: 'In Progress', by: ['craftsman'] },
    requestRework: { from: ['In Progress'], to: 'In Progress', by: ['client'] },
    complete: { from: ['In Progress'], to: 'Completed', by: ['client', 'system'] },
    /** Cash only: work that was done without anybody saying so on the way. */
    completeEarly: { from: ['Hired', 'On The Way'], to: 'Completed', by: ['client'] },
    dispute: {
      from: ['Hired', 'On The Way', 'In Progress', 'Completed', 'Cancelled'],
      to: 'Disputed',
      by: ['client', 'craftsman', 'system'],
    },
    settleAsCompleted: { from: ['Disputed'], to: 'Completed', by: ['admin', 'moderator', 'system'] },
    settleAsCancelled: { from: ['Disputed'], to: 'Cancelled', by: ['admin', 'moderator', 'system'] },
    orderRework: { from: ['Disputed'], to: 'In Progress', by: ['admin', 'moderator'] },
    reportCraftsmanAbsent: { from: ['Hired', 'On The Way'], to: 'Cancelled', by: ['client'] },
    reportClientAbsent: { from: ['On The Way'], to: 'Cancelled', by: ['craftsman'] },
    /** By the system: its owner was banned. */
    cancelOpen: {
      from: ['Posted', 'Quoted'],
      to: 'Cancelled',
      by: ['client', 'admin', 'moderator', 'system'],
    },
    cancelHired: {
      from: ['Hired', 'On The Way'],
      to: 'Cancelled',
      by: ['client', 'craftsman', 'admin', 'moderator'],
    },
    expire: { from: ['Posted', 'Quoted'], to: 'Cancelled', by: ['system'] },
  },
});

export type JobState = StateOf<typeof jobWorkflow>;
export type JobEvent = EventOf<typeof jobWorkflow>;
