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
  // Staff
  'GET /api/admin/users/:id/history': 'admin',
  'GET /api/admin/export/users.csv': 'admin',
  'GET /api/admin/export/jobs.csv': 'admin',
  'GET /api/admin/export/quotes.csv': 'admin',
  'GET /api/admin/export/transactions.csv': 'admin',
  'GET /api/admin/export/disputes.csv': 'admin',
  'GET /api/admin/export/reviews.csv': 'admin',
  'GET /api/admin/export/activity.csv': 'admin',
  'GET /api/admin/analytics/funnel': 'admin',
  'GET /api/admin/analytics/fill-rate': 'admin',
  'GET /api/admin/analytics/revenue': 'admin',
  'GET /api/admin/analytics/retention': 'admin',
  'POST /api/assistant/faq': 'anyone',
  'POST /api/send-email': 'anyone',
  'GET /api/admin/contact-messages': 'staff',
  'POST /api/admin/contact-messages/:id/resend': 'staff',
  'POST /api/admin/contact-messages/:id/close': 'staff',
  // Discovery
  'GET /api/craftsmen': 'signedIn',
  'GET /api/craftsmen/nearby': 'signedIn',
  'GET /api/craftsmen/:craftsmanId': 'signedIn',
  'POST /api/craftsmen/:craftsmanId/bookmark': 'signedIn',
  'DELETE /api/craftsmen/:craftsmanId/bookmark': 'signedIn',
  'GET /api/users/recommendations': 'client',
  'POST /api/users/recommendations': 'client',
  // Suggestions
  'POST /api/jobs/suggestions': 'sides',
  'GET /api/jobs/:jobId/suggestions': 'sides',

  // Privacy
  'GET /api/users/me/consents': 'signedIn',
  'PUT /api/users/me/consents': 'signedIn',
  'PATCH /api/users/me/consents': 'signedIn',
  'GET /api/users/me/export': 'signedIn',
  'DELETE /api/users/me': 'signedIn',
  'DELETE /api/users/account': 'signedIn',
};
