import { englishTexts } from './text';

/** What stands beside the data of a success. */
export const messageEn = englishTexts({
  'message.linkSentIfKnown': 'If there is an account with this e-mail, a link is on its way.',
  'message.linkSent': 'A link is on its way to your e-mail.',
  'message.changeLinkSent': 'A link is on its way to the new address. Nothing changes before it is opened.',
  'message.passwordChanged': 'Password changed. Your other devices were signed out.',
  'message.passwordReset': 'Password reset. Please sign in.',
  'message.emailVerified': 'E-mail verified.',
  'message.emailChangeUndone': 'The change was undone. All devices were signed out.',
  'message.profileSaved': 'Profile updated successfully.',
  'message.preferencesSaved': 'Preferences saved.',
  'message.totpEnabled':
    'Two-step sign-in is on. Keep the recovery codes in a safe place: they are not shown again.',
  'message.totpDisabled': 'Two-step sign-in is off.',
  'message.staffCreated': 'Account created.',
  'message.staffInvited': 'Account created. A link to choose a password is on its way.',
  'message.userBanned': 'User banned.',
  'message.userUnbanned': 'User unbanned.',
  'message.roleChanged': 'Role changed.',
  'message.userVerified': 'Contacts marked as verified.',
  'message.settingsSaved': 'Settings saved.',
  'message.serviceCreated': 'Service added.',
  'message.serviceSaved': 'Service saved.',
  'message.serviceDeleted': 'Service deleted.',
  'message.deviceRegistered': 'Notifications will reach this device.',
  'message.deviceRemoved': 'This device gets no more notifications.',
  'message.userBlocked': 'User blocked.',
  'message.userUnblocked': 'User unblocked.',
  'message.signedOut': 'Signed out.',
  'message.notificationRead': 'Notification marked as read.',
  'message.allNotificationsRead': 'All notifications marked as read.',
  'message.notificationsRead': {
    one: '{{count}} notification marked as read.',
    other: '{{count}} notifications marked as read.',
  },
});
