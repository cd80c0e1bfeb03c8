import { on } from './handler';
import { logActivity } from './log-activity';

const user = (id: string): { type: 'user'; id: string } => ({ type: 'user', id });

/** Finds out whether there is an account, and issues its link: out of sight of whoever asked. */
export const sendResetLink = on('password.forgotten', 'send-reset-link', ({ data }, { passwordService }) =>
  passwordService.sendLink(data.emailKey),
);

export const userRegisteredActivity = logActivity('user.registered', ({ userId, role }) => ({
  action: 'user.registered',
  target: user(userId),
  after: { role: role ?? null },
}));

export const sessionStartedActivity = logActivity(
  'session.started',
  ({ userId, device, place, isNewDevice }) => ({
    action: 'session.started',
    target: user(userId),
    after: { device, place: place ?? null, isNewDevice },
  }),
);

export const sessionEndedActivity = logActivity('session.ended', ({ userId, sessionIds, reason }) => ({
  action: 'session.ended',
  target: user(userId),
  after: { sessions: sessionIds.length },
  reason,
}));

export const passwordChangedActivity = logActivity('password.changed', ({ userId, how }) => ({
  action: 'password.changed',
  target: user(userId),
  after: { how },
}));

export const emailVerifiedActivity = logActivity('email.verified', ({ userId }) => ({
  action: 'email.verified',
  target: user(userId),
}));

export const emailChangeRequestedActivity = logActivity('email.changeRequested', ({ userId, to }) => ({
  action: 'email.changeRequested',
  target: user(userId),
  after: { email: to },
}));

export const emailChangedActivity = logActivity('email.changed', ({ userId, from, to }) => ({
  action: 'email.changed',
  target: user(userId),
  before: { email: from },
  after: { email: to },
}));

export const emailChangeUndoneActivity = logActivity('email.changeUndone', ({ userId }) => ({
  action: 'email.changeUndone',
  target: user(userId),
}));

export const refreshReusedActivity = logActivity('refresh.reused', ({ userId }) => ({
  action: 'refresh.reused',
  target: user(userId),
}));

export const totpEnabledActivity = logActivity('totp.enabled', ({ userId }) => ({
  action: 'totp.enabled',
  target: user(userId),
}));

export const totpDisabledActivity = logActivity('totp.disabled', ({ userId }) => ({
  action: 'totp.disabled',
  target: user(userId),
}));
