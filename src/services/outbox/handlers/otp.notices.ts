import { maskedPhone } from '../../../utils/phones';
import { notice } from './notice';

/** What people are told about their phones and the logins of others that open their accounts: security notices but the welcome. */
const owner = ({ userId }: { readonly userId: string }): string => userId;
const security = { type: 'security', to: owner } as const;
const everywhere = ['in-app', 'push', 'mail'] as const;

export const completedNotices = notice('user.signUpCompleted', {
  name: 'welcome',
  type: 'admin',
  to: owner,
  channels: ['in-app', 'mail'],
  params: (_data, { firstName }) => ({ name: firstName ?? '' }),
  mail: { template: 'welcome' },
});

export const phoneChangeRequestedNotices = notice('phone.changeRequested', {
  ...security,
  name: 'phoneChangeRequested',
  channels: everywhere,
  params: ({ to }) => ({ to: maskedPhone(to) }),
});

export const phoneChangedNotices = notice('phone.changed', {
  ...security,
  name: 'phoneChanged',
  channels: everywhere,
  params: ({ to }) => ({ to: maskedPhone(to) }),
});

export const phoneChangeUndoneNotices = notice('phone.changeUndone', {
  ...security,
  name: 'phoneChangeUndone',
  channels: everywhere,
});

export const phoneReleasedNotices = notice('phone.released', {
  ...security,
  name: 'phoneReleased',
  channels: everywhere,
});

const NAMES = { google: 'Google', apple: 'Apple', facebook: 'Facebook' } as const;

export const socialLinkedNotices = notice('social.linked', {
  ...security,
  name: 'socialLinked',
  channels: everywhere,
  params: ({ provider }) => ({ provider: NAMES[provider] }),
});
