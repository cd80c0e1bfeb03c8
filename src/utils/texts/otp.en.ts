import { englishTexts } from './text';

/** Codes to phones, changes of phones, social logins. */
export const otpEn = englishTexts({
  'sms.code':
    '{{code}} is your Craftworks code. It is good for {{minutes}} min. Never tell it to anybody, not even us.',
  'sms.phoneChanged':
    'Your Craftworks account now uses another number. Not you? Undo it within 72 hours: {{link}}',
  'message.codeSent': 'A code is on its way.',
  'message.codeSentIfKnown': 'If there is an account with this phone alone, a code is on its way.',
  'message.phoneVerified': 'Phone verified.',
  'message.phoneChangeCodeSent':
    'A code is on its way to the new number. Nothing changes before it is shown.',
  'message.signUpCompleted': 'Welcome. Your account is ready.',
  'message.socialLinked': 'Linked. From now on you can sign in with it.',
  'notice.phoneChangeRequested.title': 'A change of your phone was requested',
  'notice.phoneChangeRequested.body':
    'It is to become {{to}}, once a code sent there is shown. If it was not you, change your password now.',
  'notice.phoneChanged.title': 'Your phone was changed',
  'notice.phoneChanged.body':
    'Your account now uses {{to}}. We told the old number how to undo this within 72 hours.',
  'notice.phoneChangeUndone.title': 'The change of your phone was undone',
  'notice.phoneChangeUndone.body':
    'Your account uses the former number again, and all devices were signed out. Please change your password.',
  'notice.phoneReleased.title': 'Your unconfirmed phone was taken off',
  'notice.phoneReleased.body':
    'Somebody else has shown that the number is his. If it is yours, add it again and verify it with a code.',
  'notice.socialLinked.title': '{{provider}} can now open your account',
  'notice.socialLinked.body':
    'From now on you can sign in with {{provider}}. If it was not you, change your password and write to us.',
});
