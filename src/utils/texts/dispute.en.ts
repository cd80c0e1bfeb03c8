import { englishTexts } from './text';

/** What both sides are told of disputes. */
export const disputeEn = englishTexts({
  'notice.disputeOpened.title': 'A dispute was opened',
  'notice.disputeOpened.body':
    'There is a dispute about “{{title}}”. Money and deadlines of the job stand still until our staff decide.',
  'notice.disputeRefunded.title': 'The dispute is decided',
  'notice.disputeRefunded.body':
    'Our staff decided the dispute about “{{title}}” for the client. The job is cancelled.',
  'notice.disputeReleased.title': 'The dispute is decided',
  'notice.disputeReleased.body':
    'Our staff decided the dispute about “{{title}}” for the craftsman. The job is completed.',
  'notice.disputeSplit.title': 'The dispute is decided',
  'notice.disputeSplit.body':
    'Our staff divided the amount in dispute about “{{title}}” between both sides. The job is completed.',
  'notice.disputeRework.title': 'Rework was ordered',
  'notice.disputeRework.body':
    'Our staff ordered rework on “{{title}}”, with a date. The job goes on; the money stays held.',
  'message.disputeOpened': 'The dispute is opened. Our staff will decide it.',
  'message.disputeSettled': 'The dispute is decided.',
});
