import type { RowName } from './routeMatrixRows';

/** The rows of people: verification, media, discovery, phone identity, staff, privacy. */
export const peopleRows: Readonly<Record<string, RowName>> = {
  // Phone identity
  'POST /api/auth/send-otp': 'anyone',
  'POST /api/auth/resend-otp': 'anyone',
  'POST /api/auth/verify-otp': 'anyone',
  'POST /api/auth/complete-sign-up': 'leaving',
  'POST /api/auth/verify-phone': 'leaving',
  'POST /api/auth/change-phone': 'signedIn',
  'POST /api/auth/social': 'anyone',
  'POST /api/auth/link-social': 'signedIn',
  // Verification
  'GET /api/admin/verifications/:id': 'staff',
  'POST /api/admin/verifications/:id/take': 'staff',
  'POST /api/admin/verifications/:id/request-changes': 'staff',
  'GET /api/admin/verifications/:id/documents/:documentId/file': 'staff',
  'GET /api/admin/verifications/:id/documents/:documentId/number': 'staff',
};
