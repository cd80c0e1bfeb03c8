import { logActivity } from './log-activity';

const user = (id: string): { type: 'user'; id: string } => ({ type: 'user', id });

export const userBlockedActivity = logActivity('user.blocked', ({ userId, by }) => ({
  action: 'user.blocked',
  target: user(userId),
  after: { by },
}));

export const userUnblockedActivity = logActivity('user.unblocked', ({ userId, by }) => ({
  action: 'user.unblocked',
  target: user(userId),
  before: { by },
}));
