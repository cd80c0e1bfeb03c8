import type { Fact } from '../../notices/channel';
import { letter, notice } from './notice';

/**
 * What people are told about their accounts and logins. All but the welcome are security notices: preferences and
 * quiet hours do not hold them back.
 */
const owner = ({ userId }: { readonly userId: string }): string => userId;
const time = (_data: unknown, at: Date): readonly Fact[] => [['time', at]];
const security = { type: 'security', to: owner } as const;
const everywhere = ['in-app', 'push', 'mail'] as const;

export const registeredNotices = notice('user.registered', {
  name: 'welcome',
  type: 'admin',
  to: owner,
  // Whoever has not chosen a role or said his name is greeted when he has.
  when: ({ role }) => role !== undefined,
  channels: ['in-app', 'mail'],
  params: (_data, { firstName }) => ({ name: firstName ?? '' }),
  mail: { template: 'welcome' },
});

export const newDeviceNotices = notice('session.started', {
  ...security,
  name: 'newDevice',
  when: ({ isNewDevice }) => isNewDevice,
  channels: everywhere,
  params: ({ device, place }) => ({ device, place: place ?? '–' }),
  data: ({ sessionId, device, place }) => ({ sessionId, device, place: place ?? null }),
  mail: {
    template: 'newDevice',
    facts: ({ device, place }, at) => [
      ['device', device],
      ['place', place],
      ['time', at],
    ],
  },
});

export const passwordChangedNotices = [
  ...notice('password.changed', {
    ...security,
    name: 'passwordChanged',
    when: ({ how }) => how === 'change',
    channels: everywhere,
    mail: { template: 'passwordChanged', facts: time },
  }),
  ...notice('password.changed', {
    ...security,
    name: 'passwordReset',
    when: ({ how }) => how === 'reset',
    channels: everywhere,
    mail: { template: 'passwordReset', facts: time },
  }),
];

export const resetPasswordLetter = letter('password.resetRequested', {
  ...security,
  template: 'resetPassword',
  tokenId: ({ tokenId }) => tokenId,
});

export const verifyEmailLetter = letter('email.verificationRequested', {
  ...security,
  template: 'verifyEmail',
  tokenId: ({ tokenId }) => tokenId,
});

/** The owner hears of it in the app and at his present address; the new address gets the link. */
export const emailChangeRequestedNotices = [
  ...notice('email.changeRequested', {
    ...security,
    name: 'emailChangeRequested',
    channels: everywhere,
    mail: {
      template: 'emailChangeAsked',
      facts: ({ to }, at) => [
        ['newAddress', to],
        ['time', at],
      ],
    },
  }),
  letter('email.changeRequested', {
    ...security,
    template: 'changeRequested',
    address: ({ to }) => to,
    tokenId: ({ tokenId }) => tokenId,
  }),
];

/** The old address gets the link that undoes it. */
export const emailChangedNotices = [
  ...notice('email.changed', {
    ...security,
    name: 'emailChanged',
    channels: ['in-app', 'push'],
    params: ({ to }) => ({ to }),
  }),
  letter('email.changed', {
    ...security,
    template: 'emailChanged',
    address: ({ from }) => from,
    facts: ({ from, to }, at) => [
      ['oldAddress', from],
      ['newAddress', to],
      ['time', at],
    ],
    tokenId: ({ undoTokenId }) => undoTokenId,
  }),
];

export const emailChangeUndoneNotices = notice('email.changeUndone', {
  ...security,
  name: 'emailChangeUndone',
  channels: everywhere,
  mail: { template: 'emailChangeUndone', facts: time },
});

export const refreshReusedNotices = notice('refresh.reused', {
  ...security,
  name: 'refreshReused',
  channels: everywhere,
  data: ({ sessionId }) => ({ sessionId }),
  mail: { template: 'refreshReused', facts: time },
});

export const totpEnabledNotices = notice('totp.enabled', {
  ...security,
  name: 'totpEnabled',
  channels: everywhere,
  mail: { template: 'totpEnabled', facts: time },
});

export const totpDisabledNotices = notice('totp.disabled', {
  ...security,
  name: 'totpDisabled',
  channels: everywhere,
  mail: { template: 'totpDisabled', facts: time },
});
