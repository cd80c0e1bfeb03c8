import type { VerificationEvents } from '../events/verification.events';
import type { AppHandlers } from './handler';
import * as verification from './verification.handlers';
import * as notices from './verification.notices';

/** Who hears of craftsmen who ask to be verified. */
export const verificationHandlers: Pick<AppHandlers, keyof VerificationEvents> = {
  'verification.submitted': [verification.verificationSubmittedActivity],
  'verification.taken': [verification.verificationTakenActivity],
  'verification.documentViewed': [verification.documentViewedActivity],
  'verification.changesRequested': [
    verification.changesRequestedActivity,
    ...notices.verificationChangesNotices,
  ],
  'verification.approved': [
    verification.verificationApprovedActivity,
    ...notices.verificationApprovedNotices,
  ],
  'verification.rejected': [
    verification.verificationRejectedActivity,
    ...notices.verificationRejectedNotices,
  ],
  'verification.expiring': [
    verification.verificationExpiringActivity,
    ...notices.verificationExpiringNotices,
  ],
  'verification.expired': [verification.verificationExpiredActivity, ...notices.verificationExpiredNotices],
};
