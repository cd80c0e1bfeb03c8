import { notice } from './notice';
import { WIDELY } from './widely';

interface Decided {
  readonly verificationId: string;
  readonly craftsmanId: string;
}

/** What a craftsman is told of his request, and of the end of a verification. */
const common = {
  type: 'verification',
  channels: WIDELY,
  to: ({ craftsmanId }: Decided) => craftsmanId,
} as const;

export const verificationApprovedNotices = notice('verification.approved', {
  ...common,
  name: 'verificationApproved',
  data: ({ verificationId }) => ({ verificationId, verificationStatus: 'Verified' }),
});

export const verificationRejectedNotices = notice('verification.rejected', {
  ...common,
  name: 'verificationRejected',
  params: ({ reason }) => ({ reason }),
  data: ({ verificationId, reason }) => ({ verificationId, verificationStatus: 'Rejected', reason }),
});

export const verificationChangesNotices = notice('verification.changesRequested', {
  ...common,
  name: 'verificationChanges',
  params: ({ reason }) => ({ reason }),
  data: ({ verificationId, reason }) => ({ verificationId, state: 'changes_requested', reason }),
});

export const verificationExpiringNotices = notice('verification.expiring', {
  ...common,
  name: 'verificationExpiring',
  params: ({ days }) => ({ count: days }),
  data: ({ verificationId, expiresAt }) => ({ verificationId, expiresAt }),
});

export const verificationExpiredNotices = notice('verification.expired', {
  ...common,
  name: 'verificationExpired',
  data: ({ verificationId, expiresAt }) => ({ verificationId, verificationStatus: 'Pending', expiresAt }),
});
