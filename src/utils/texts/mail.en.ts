import { englishTexts } from './text';

/** Mails: subject, heading, paragraphs (one per line), button; the labels of facts; what stands around every mail. */
export const mailEn = englishTexts({
  'mail.layout.product': 'Craftworks',
  'mail.layout.greeting': 'Hello {{name}},',
  'mail.layout.greetingPlain': 'Hello,',
  'mail.layout.orCopy': 'If the button does not work, copy this address into your browser:',
  'mail.layout.security': 'We send this about the safety of your account; it cannot be switched off.',
  'mail.layout.footer': 'You receive this because this address belongs to a Craftworks account.',
  'mail.layout.open': 'Open in Craftworks',
  'mail.layout.unsubscribe': 'No more e-mails of this kind',

  'mail.fact.device': 'Device',
  'mail.fact.place': 'Network',
  'mail.fact.time': 'Time',
  'mail.fact.oldAddress': 'Old address',
  'mail.fact.newAddress': 'New address',
  'mail.fact.reason': 'Reason',
  'mail.fact.until': 'Until',

  'mail.verifyEmail.subject': 'Confirm your e-mail',
  'mail.verifyEmail.body': 'Please confirm that this address is yours.\nThe link is good for 72 hours.',
  'mail.verifyEmail.button': 'Confirm e-mail',
  'mail.resetPassword.subject': 'Reset your password',
  'mail.resetPassword.body':
    'You can choose a new password with this link.\nIt is good for one hour and for one use. If you did not ask for it, nothing needs to be done.',
  'mail.resetPassword.button': 'Choose a new password',
  'mail.changeRequested.subject': 'Confirm your new e-mail',
  'mail.changeRequested.body':
    'This address is to become that of a Craftworks account. Please confirm it.\nThe link is good for 24 hours. If you did not ask for it, nothing needs to be done.',
  'mail.changeRequested.button': 'Use this address',
  'mail.emailChanged.subject': 'Your e-mail was changed',
  'mail.emailChanged.body':
    'Your Craftworks account now uses another address.\nIf it was not you, undo the change within 72 hours and then change your password.',
  'mail.emailChanged.button': 'Undo the change',
  'mail.emailChangeUndone.subject': 'The change of your e-mail was undone',
  'mail.emailChangeUndone.body':
    'Your account uses this address again, and all devices were signed out.\nPlease choose a new password now.',
  'mail.emailChangeAsked.subject': 'A change of your e-mail was requested',
  'mail.emailChangeAsked.body':
    'It happens once the new address is confirmed.\nIf it was not you, change your password now.',
  'mail.passwordChanged.subject': 'Your password was changed',
  'mail.passwordChanged.body':
    'The password of your account was changed, and your other devices were signed out.\nIf it was not you, reset your password now.',
  'mail.passwordReset.subject': 'Your password was reset',
  'mail.passwordReset.body':
    'The password of your account was set anew through a mailed link, and all devices were signed out.\nIf it was not you, reset your password again now.',
  'mail.newDevice.subject': 'New sign-in to your account',
  'mail.newDevice.body':
    'Somebody signed in to your account on a device that we had not seen before.\nIf it was you, nothing needs to be done. If not, change your password now.',
  'mail.refreshReused.subject': 'A sign-in was stopped',
  'mail.refreshReused.body':
    'An old sign-in key of one of your devices was used again. It may have been copied, so that device was signed out.\nIf you do not know why, change your password.',
  'mail.totpEnabled.subject': 'Two-step sign-in is on',
  'mail.totpEnabled.body':
    'From now on you sign in with a code of your authenticator app. Keep your recovery codes in a safe place.',
  'mail.totpDisabled.subject': 'Two-step sign-in is off',
  'mail.totpDisabled.body':
    'Your account is now protected by the password alone.\nIf it was not you, change your password now and turn it on again.',
  'mail.welcome.subject': 'Welcome to Craftworks',
  'mail.welcome.body': 'Your account is ready. Good work is near.',
  'mail.welcome.button': 'Open Craftworks',
  'mail.banned.subject': 'Your account was restricted',
  'mail.banned.body':
    'Our staff restricted your Craftworks account. Money that is held for you stays yours.\nIf you think that this is a mistake, answer this mail.',
  'mail.unbanned.subject': 'Your account is open again',
  'mail.unbanned.body': 'The restriction of your Craftworks account has ended. You can use it as before.',
});
