import { englishTexts } from './text';

/** Reviews: nothing said before the reveal depends on what was written. */
export const reviewEn = englishTexts({
  'notice.otherSideReviewed.title': 'The other side has reviewed',
  'notice.otherSideReviewed.body':
    'The other side has reviewed “{{title}}”. Write your review, too: both are shown at the same moment.',
  'notice.reviewsRevealed.title': 'Reviews are revealed',
  'notice.reviewsRevealed.body': 'The reviews of “{{title}}” are open for everybody to read now.',
  'notice.reviewHidden.title': 'Your review was hidden',
  'notice.reviewHidden.body':
    'Our staff hid your review of “{{title}}”. Reason: {{reason}}. It no longer counts for the rating.',
  'notice.reviewShown.title': 'Your review is shown again',
  'notice.reviewShown.body': 'Our staff shows your review of “{{title}}” again; it counts for the rating.',
  'message.reviewSealed':
    'Your review is kept sealed until the other side has written, too, or the time for reviews is over.',
  'message.reviewsRevealed': 'Both sides have written: the reviews are revealed.',
  'message.reviewEdited': 'Your review is changed.',
  'message.reviewRemoved': 'Your review is taken back.',
  'message.reviewReplied': 'Your reply is published.',
  'message.reviewHidden': 'The review is hidden.',
  'message.reviewShown': 'The review is shown again.',
});
