import { notice } from './notice';
import { WIDELY } from './widely';

interface Decided {
  readonly verificationId: string;
  readonly craftsmanId: string;
}

/** What a craftsman is told of his request. */
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
