import { defineWorkflow, type StateOf } from './defineWorkflow';

/** What a provider has told us, and what became of it. */
export const webhookReceiptWorkflow = defineWorkflow({
  name: 'webhookReceipt',
  states: ['Received', 'Processed', 'Parked', 'Unknown', 'Resolved', 'Dismissed'],
  initial: 'Received',
  terminal: ['Processed', 'Resolved', 'Dismissed'],
  events: {
    process: { from: ['Received', 'Parked', 'Unknown'], to: 'Processed', by: ['system', 'admin'] },
    /** It does not fit what we know: nothing is posted, staff looks at it. */
    park: { from: ['Received', 'Parked', 'Unknown'], to: 'Parked', by: ['system', 'admin'] },
    /** Nothing of ours. */
    setAside: { from: ['Received', 'Parked', 'Unknown'], to: 'Unknown', by: ['system', 'admin'] },
    resolve: { from: ['Parked'], to: 'Resolved', by: ['admin'] },
    dismiss: { from: ['Parked'], to: 'Dismissed', by: ['admin'] },
  },
});

export type WebhookReceiptState = StateOf<typeof webhookReceiptWorkflow>;
