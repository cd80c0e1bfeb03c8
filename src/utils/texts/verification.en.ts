import { englishTexts } from './text';

/** Craftsmen who ask to be verified. */
export const verificationEn = englishTexts({
  'message.verificationSubmitted': 'Your request is on its way. We will tell you the result.',
  'message.verificationTaken': 'The request is yours for 24 hours.',
  'message.verificationApproved': 'Craftsman verified.',
  'message.verificationRejected': 'Request refused.',
  'message.verificationChangesRequested': 'The craftsman was asked for changes.',
  'message.documentMissing': 'This document is missing: {{docType}}.',
  'notice.verificationApproved.title': 'You are verified',
  'notice.verificationApproved.body': 'From now on you can quote on jobs.',
  'notice.verificationRejected.title': 'Your verification was refused',
  'notice.verificationRejected.body': 'Reason: {{reason}}. You can correct it and ask again.',
  'notice.verificationChanges.title': 'Your verification needs a change',
  'notice.verificationChanges.body': 'What to change: {{reason}}. Send it in again and we will go on.',
  'notice.verificationExpiring.title': {
    one: 'Your verification ends in {{count}} day',
    other: 'Your verification ends in {{count}} days',
  },
  'notice.verificationExpiring.body':
    'Send in your documents anew. After that day you cannot quote on new jobs.',
  'notice.verificationExpired.title': 'Your verification has ended',
  'notice.verificationExpired.body':
    'You cannot quote on new jobs. Send in your documents anew. What you have offered and agreed goes on.',
});
