import { on } from './handler';
import { logActivity } from './log-activity';
import { letter, notice } from './notice';

/** What follows from what people decide about their data. */

export const consentChangedActivity = logActivity('consent.changed', ({ userId, consents, source }) => ({
  action: 'consent.changed',
  target: { type: 'user', id: userId },
  after: { source, consents },
}));

export const accountExportedActivity = logActivity('account.exported', ({ userId }) => ({
  action: 'account.exported',
  target: { type: 'user', id: userId },
}));

export const accountExportedNotices = notice('account.exported', {
  name: 'accountExported',
  type: 'security',
  to: ({ userId }) => userId,
  channels: ['in-app', 'push', 'mail'],
  mail: { template: 'accountExported', facts: (_data, at) => [['time', at]] },
});

/** The addresses stand in the fact alone: neither the line nor anything else that stays holds them. */
export const accountErasedActivity = logActivity(
  'account.erased',
  ({ userId, endedJobs, withdrawnQuotes }) => ({
    action: 'account.erased',
    target: { type: 'user', id: userId },
    after: { endedJobs, withdrawnQuotes },
  }),
);

export const accountErasedLetter = letter('account.erased', {
  type: 'security',
  template: 'accountErased',
  isFarewell: true,
  to: ({ userId }) => userId,
  when: ({ email }) => email !== undefined,
  address: ({ email = '' }) => email,
  facts: (_data, at) => [['time', at]],
});

export const sweepErased = on('account.erased', 'sweep', ({ data: { userId } }, { erasures }) =>
  erasures.sweep(userId),
);
