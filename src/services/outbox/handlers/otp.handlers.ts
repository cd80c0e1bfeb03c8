import { maskedPhone } from '../../../utils/phones';
import { refreshSearchTerms } from '../../staff/searchTerms';
import { on } from './handler';
import { logActivity } from './log-activity';

const user = (id: string): { type: 'user'; id: string } => ({ type: 'user', id });

export const sendCode = on('otp.issued', 'send-code', ({ data, signal }, { deliverCode }) =>
  deliverCode(data, signal),
);

/** Finds out whether there is an account, and issues its code: out of sight of whoever asked. */
export const sendResetCode = on(
  'password.forgottenByPhone',
  'send-reset-code',
  ({ data }, { phonePasswords }) => phonePasswords.sendCode(data),
);

/** The old phone gets the link that takes the account back. */
export const tellOldPhone = on('phone.changed', 'tell-old-phone', (delivery, deps) =>
  deps.tellOldPhone(delivery.data, { key: delivery.deliveryId, signal: delivery.signal }),
);

export const completedSearchTerms = on('user.signUpCompleted', 'search-terms', ({ data }) =>
  refreshSearchTerms(data.userId),
);

export const signUpCompletedActivity = logActivity('user.signUpCompleted', ({ userId, role }) => ({
  action: 'user.signUpCompleted',
  target: user(userId),
  after: { role },
}));

export const phoneVerifiedActivity = logActivity('phone.verified', ({ userId }) => ({
  action: 'phone.verified',
  target: user(userId),
}));

export const phoneChangeRequestedActivity = logActivity('phone.changeRequested', ({ userId, to }) => ({
  action: 'phone.changeRequested',
  target: user(userId),
  after: { phone: maskedPhone(to) },
}));

export const phoneChangedActivity = logActivity('phone.changed', ({ userId, from, to }) => ({
  action: 'phone.changed',
  target: user(userId),
  before: { phone: from === undefined ? null : maskedPhone(from) },
  after: { phone: maskedPhone(to) },
}));

export const phoneChangeUndoneActivity = logActivity('phone.changeUndone', ({ userId }) => ({
  action: 'phone.changeUndone',
  target: user(userId),
}));

export const phoneReleasedActivity = logActivity('phone.released', ({ userId }) => ({
  action: 'phone.released',
  target: user(userId),
}));

export const socialLinkedActivity = logActivity('social.linked', ({ userId, provider }) => ({
  action: 'social.linked',
  target: user(userId),
  after: { provider },
}));
