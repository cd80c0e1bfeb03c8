import { englishTexts } from './text';

/** Open jobs. */
export const jobEn = englishTexts({
  'notice.jobExpiring.title': 'Your job is about to expire',
  'notice.jobExpiring.body':
    'Nothing has happened in “{{title}}” for a while. Extend it if it is still to be done.',
  'notice.jobExpired.title': 'Your job has expired',
  'notice.jobExpired.body':
    'Nothing has happened in “{{title}}” for too long, so it is closed. You can post it again.',
  'notice.jobHidden.title': 'Our staff removed your job',
  'notice.jobHidden.body': '“{{title}}” is no longer shown. Reason: {{reason}}',
  'notice.jobShown.title': 'Your job is shown again',
  'notice.jobShown.body': 'Our staff has looked at “{{title}}”: it is shown as before.',
  'notice.jobReworded.title': 'Our staff changed your job',
  'notice.jobReworded.body': 'Our staff changed the words of “{{title}}”. Please look at it.',
  'message.jobPosted': 'Job posted.',
  'message.jobSaved': 'Job saved.',
  'message.jobExtended': 'Job extended.',
  'message.jobCancelled': 'Job cancelled.',
  'message.jobRemoved': 'Job removed.',
});
