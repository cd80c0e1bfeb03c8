import { logActivity } from './log-activity';

const target = (id: string): { type: 'verification'; id: string } => ({ type: 'verification', id });

export const verificationSubmittedActivity = logActivity(
  'verification.submitted',
  ({ verificationId, craftsmanId, documents, isAgain }) => ({
    action: 'verification.submitted',
    target: target(verificationId),
    after: { status: 'Pending', craftsmanId, documents, isAgain },
  }),
);

export const verificationApprovedActivity = logActivity(
  'verification.approved',
  ({ verificationId, craftsmanId }) => ({
    action: 'verification.approved',
    target: target(verificationId),
    before: { status: 'Pending' },
    after: { status: 'Verified', craftsmanId },
  }),
);

export const verificationRejectedActivity = logActivity(
  'verification.rejected',
  ({ verificationId, craftsmanId, reason }) => ({
    action: 'verification.rejected',
    target: target(verificationId),
    before: { status: 'Pending' },
    after: { status: 'Rejected', craftsmanId },
    reason,
  }),
);
