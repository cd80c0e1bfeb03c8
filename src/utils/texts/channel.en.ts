import { englishTexts } from './text';

/** What stands around notices: many messages told as one, and the page that switches mails off. */
export const channelEn = englishTexts({
  'notice.messagesWaiting.title': {
    one: '{{count}} message waits for you',
    other: '{{count}} messages wait for you',
  },
  'notice.messagesWaiting.body': {
    one: 'It came while you did not want to be disturbed.',
    other: 'They came while you did not want to be disturbed.',
  },

  'unsubscribe.title': 'E-mails of Craftworks',
  'unsubscribe.language': 'English',
  'unsubscribe.ask.title': 'No more of these e-mails?',
  'unsubscribe.ask.text': 'You will get no more e-mails of the kind “{{kind}}”. The app goes on telling you.',
  'unsubscribe.ask.button': 'Switch them off',
  'unsubscribe.done.title': 'Switched off',
  'unsubscribe.done.text':
    'You get no more e-mails of the kind “{{kind}}”. You can switch them on again in the settings of the app.',
  'unsubscribe.invalid.title': 'This link is not valid',
  'unsubscribe.invalid.text':
    'It is incomplete or too old. You choose what we mail you in the settings of the app.',

  'unsubscribe.kind.invitation': 'Invitations',
  'unsubscribe.kind.quote': 'Quotes',
  'unsubscribe.kind.status': 'Progress of jobs',
  'unsubscribe.kind.review': 'Reviews',
  'unsubscribe.kind.dispute': 'Disputes',
  'unsubscribe.kind.payment': 'Payments',
  'unsubscribe.kind.verification': 'Verification',
  'unsubscribe.kind.message': 'Messages',
  'unsubscribe.kind.admin': 'News of your account',
});
