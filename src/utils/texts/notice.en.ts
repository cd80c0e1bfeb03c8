import { englishTexts } from './text';

/** Notifications: what is shown in the app, on the lock screen and as the heading of a mail. */
export const noticeEn = englishTexts({
  'notice.welcome.title': 'Welcome to Craftworks',
  'notice.welcome.body': 'Hello {{name}}, your account is ready.',
  'notice.newDevice.title': 'New sign-in to your account',
  'notice.newDevice.body':
    'Somebody signed in on {{device}} ({{place}}). If it was not you, change your password now.',
  'notice.passwordChanged.title': 'Your password was changed',
  'notice.passwordChanged.body':
    'Your other devices were signed out. If it was not you, reset your password now.',
  'notice.passwordReset.title': 'Your password was reset',
  'notice.passwordReset.body':
    'All devices were signed out. If it was not you, reset your password again now.',
  'notice.emailChangeRequested.title': 'A change of your e-mail was requested',
  'notice.emailChangeRequested.body':
    'It happens once the new address is confirmed. If it was not you, change your password now.',
  'notice.emailChanged.title': 'Your e-mail was changed',
  'notice.emailChanged.body':
    'Your account now uses {{to}}. We told the old address how to undo this within 72 hours.',
  'notice.emailChangeUndone.title': 'The change of your e-mail was undone',
  'notice.emailChangeUndone.body': 'Your account uses the former address again. Please change your password.',
  'notice.refreshReused.title': 'A sign-in was stopped',
  'notice.refreshReused.body':
    'An old sign-in key was used again, so that device was signed out. If you do not know why, change your password.',
  'notice.totpEnabled.title': 'Two-step sign-in is on',
  'notice.totpEnabled.body': 'From now on you sign in with a code of your authenticator app.',
  'notice.totpDisabled.title': 'Two-step sign-in is off',
  'notice.totpDisabled.body': 'If it was not you, change your password now and turn it on again.',
  'notice.recoveryCodeUsed.title': 'A recovery code was used',
  'notice.recoveryCodeUsed.body':
    'Somebody signed in with a recovery code in place of the app. Codes left: {{left}}. If it was not you, change your password now.',
  'notice.banned.title': 'Your account was restricted',
  'notice.banned.body': 'Reason: {{reason}}',
  'notice.unbanned.title': 'Your account is open again',
  'notice.unbanned.body': 'You can use Craftworks as before.',
});
