import { defineWorkflow } from '../../src/services/workflows/defineWorkflow';

/** The smallest table that has everything: several from-states, a step that stays, an end. */
export const noteWorkflow = defineWorkflow({
  name: 'note',
  states: ['Draft', 'Published', 'Archived'],
  initial: 'Draft',
  terminal: ['Archived'],
  events: {
    publish: { from: ['Draft'], to: 'Published', by: ['client'] },
    amend: { from: ['Published'], to: 'Published', by: ['client', 'admin'] },
    archive: { from: ['Draft', 'Published'], to: 'Archived', by: ['client', 'system'] },
  },
});
