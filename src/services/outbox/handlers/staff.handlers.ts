import { after, seconds } from '../../../utils/clock';
import { refreshSearchTerms } from '../../staff/searchTerms';
import { later } from '../on';
import { on } from './handler';
import { logActivity } from './log-activity';

const user = (id: string): { type: 'user'; id: string } => ({ type: 'user', id });

// Whatever changes a name or an address: staff finds the account by the new one.
export const registeredSearchTerms = on('user.registered', 'search-terms', ({ data }) =>
  refreshSearchTerms(data.userId),
);
export const profileSearchTerms = on('profile.updated', 'search-terms', ({ data }) =>
  refreshSearchTerms(data.userId),
);
export const emailSearchTerms = on('email.changed', 'search-terms', ({ data }) =>
  refreshSearchTerms(data.userId),
);
export const emailUndoneSearchTerms = on('email.changeUndone', 'search-terms', ({ data }) =>
  refreshSearchTerms(data.userId),
);

/** Longer than any request that was let in before the ban may run. */
const LAST_REQUESTS_MS = seconds(15);

/** A job may have been posted by a request that was under way: posting pays for no look at the account (decision 0025). */
export const bannedLateBusiness = on(
  'user.banned',
  'close-late-business',
  ({ data, at }, { clock, staff }) => {
    const isOver = after(at, LAST_REQUESTS_MS);
    return clock.now() < isOver ? Promise.resolve(later(isOver)) : staff.closeLateBusiness(data.userId);
  },
);

export const userBannedActivity = logActivity('user.banned', ({ userId, level, reason, until, before }) => ({
  action: 'user.banned',
  target: user(userId),
  before: { status: before ?? 'active' },
  after: { status: level, until: until ?? null },
  reason,
}));

export const userUnbannedActivity = logActivity('user.unbanned', ({ userId, level, how }) => ({
  action: 'user.unbanned',
  target: user(userId),
  before: { status: level },
  after: { status: 'active', how },
}));

export const userRoleChangedActivity = logActivity('user.roleChanged', ({ userId, from, to, role }) => ({
  action: 'user.roleChanged',
  target: user(userId),
  before: { roles: from },
  after: { roles: to, role },
}));

export const userVerifiedActivity = logActivity('user.verifiedByStaff', ({ userId, what }) => ({
  action: 'user.verifiedByStaff',
  target: user(userId),
  after: { verified: what },
}));

export const staffCreatedActivity = logActivity('staff.created', ({ userId, role, isInvited }) => ({
  action: 'staff.created',
  target: user(userId),
  after: { role, isInvited },
}));

export const codesRenewedActivity = logActivity('totp.codesRenewed', ({ userId }) => ({
  action: 'totp.codesRenewed',
  target: user(userId),
}));

export const codeUsedActivity = logActivity('totp.codeUsed', ({ userId, left }) => ({
  action: 'totp.codeUsed',
  target: user(userId),
  after: { left },
}));
