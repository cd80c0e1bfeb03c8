import { logActivity } from './log-activity';

const target = (id: string): { type: 'verification'; id: string } => ({ type: 'verification', id });

export const verificationSubmittedActivity = logActivity(
  'verification.submitted',
  ({ verificationId, craftsmanId, documents, isAgain, submission = 1 }) => ({
    action: 'verification.submitted',
    target: target(verificationId),
    after: { status: 'Pending', craftsmanId, documents, isAgain, submission },
  }),
);

export const verificationTakenActivity = logActivity(
  'verification.taken',
  ({ verificationId, craftsmanId, from }) => ({
    action: 'verification.taken',
    target: target(verificationId),
    before: { takenBy: from ?? null },
    after: { craftsmanId },
  }),
);

/** Every look at a paper: who, at which, when. */
export const documentViewedActivity = logActivity(
  'verification.documentViewed',
  ({ verificationId, craftsmanId, documentId, docType, part }) => ({
    action: 'verification.documentViewed',
    target: target(verificationId),
    after: { craftsmanId, documentId, docType, part },
  }),
);

export const changesRequestedActivity = logActivity(
  'verification.changesRequested',
  ({ verificationId, craftsmanId, reason }) => ({
    action: 'verification.changesRequested',
    target: target(verificationId),
    before: { status: 'Pending' },
    after: { status: 'Pending', craftsmanId },
    reason,
  }),
);

export const verificationApprovedActivity = logActivity(
  'verification.approved',
  ({ verificationId, craftsmanId, expiresAt }) => ({
    action: 'verification.approved',
    target: target(verificationId),
    before: { status: 'Pending' },
    after: { status: 'Verified', craftsmanId, expiresAt },
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

export const verificationExpiringActivity = logActivity(
  'verification.expiring',
  ({ verificationId, craftsmanId, expiresAt, days }) => ({
    action: 'verification.expiring',
    target: target(verificationId),
    after: { craftsmanId, expiresAt, days },
  }),
);

export const verificationExpiredActivity = logActivity(
  'verification.expired',
  ({ verificationId, craftsmanId, expiresAt }) => ({
    action: 'verification.expired',
    target: target(verificationId),
    before: { status: 'Verified' },
    after: { status: 'Pending', craftsmanId, expiresAt },
  }),
);
