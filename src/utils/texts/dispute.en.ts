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
  'notice.disputeAgreed.title': 'You have agreed',
  'notice.disputeAgreed.body':
    'What you both would accept for “{{title}}” has met: the dispute is settled in the middle.',
  'notice.disputeAnswerDue.title': 'Your answer is due',
  'notice.disputeAnswerDue.body':
    'The other side of “{{title}}” has opened a dispute. Please answer before the time is over.',
  'notice.disputeAnswered.title': 'The dispute was answered',
  'notice.disputeAnswered.body': 'There is an answer to the dispute about “{{title}}”.',
  'notice.disputeUnanswered.title': 'No answer to the dispute',
  'notice.disputeUnanswered.body':
    'Nobody answered the dispute about “{{title}}” in time. It goes on; our staff decide by what they have.',
  'notice.disputeAppealed.title': 'The decision was appealed',
  'notice.disputeAppealed.body':
    'The decision about “{{title}}” was appealed. Another member of our staff decides; the money waits.',
  'notice.disputeDecisionDue.title': 'A dispute has to be decided soon',
  'notice.disputeDecisionDue.body':
    'The dispute about “{{title}}” waits for a decision, and its time runs out.',
  'notice.disputeDecisionLate.title': 'A dispute is overdue',
  'notice.disputeDecisionLate.body':
    'The time to decide the dispute about “{{title}}” is over. Decide it now.',
  'message.disputeTaken': 'You look into this dispute.',
  'message.disputeAnswered': 'Your answer is on record.',
  'message.evidenceAdded': 'The evidence is on record. It can no longer be changed.',
  'message.offerStated':
    'Your offer is sealed. If it meets the other side’s, the dispute is settled at once.',
  'message.disputeAgreed': 'Your offers have met: the dispute is settled.',
  'message.disputeAppealed': 'The appeal is on record. Another member of our staff will decide.',
  'message.noteAdded': 'The note is on record.',
  'message.disputeOpened': 'The dispute is opened. Our staff will decide it.',
  'message.disputeSettled': 'The dispute is decided.',
});
