import { notice } from './notice';

/** What the owner of an account is told of what staff did with it; preferences do not hold it back. */
const owner = ({ userId }: { readonly userId: string }): string => userId;
const security = { type: 'security', to: owner, channels: ['in-app', 'push', 'mail'] } as const;

export const bannedNotices = notice('user.banned', {
  ...security,
  name: 'banned',
  params: ({ reason }) => ({ reason }),
  data: ({ level, until }) => ({ level, until: until ?? null }),
  mail: {
    template: 'banned',
    facts: ({ reason, until }) => [
      ['reason', reason],
      ['until', until === undefined ? undefined : new Date(until)],
    ],
  },
});

export const recoveryCodeNotices = notice('totp.codeUsed', {
  ...security,
  name: 'recoveryCodeUsed',
  params: ({ left }) => ({ left }),
});

export const unbannedNotices = notice('user.unbanned', {
  ...security,
  name: 'unbanned',
  mail: { template: 'unbanned' },
});
