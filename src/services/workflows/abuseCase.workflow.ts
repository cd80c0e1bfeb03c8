import { defineWorkflow, type StateOf } from './defineWorkflow';

/** All reports of one thing are one case: it waits, somebody of staff takes it, it is decided once. */
export const abuseCaseWorkflow = defineWorkflow({
  name: 'abuseCase',
  states: ['Open', 'Taken', 'Closed'],
  initial: 'Open',
  terminal: ['Closed'],
  events: {
    take: { from: ['Open', 'Taken'], to: 'Taken', by: ['admin', 'moderator'] },
    close: { from: ['Open', 'Taken'], to: 'Closed', by: ['admin', 'moderator'] },
  },
});

export type AbuseCaseState = StateOf<typeof abuseCaseWorkflow>;
