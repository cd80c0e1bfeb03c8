import type { RowName } from './routeMatrixRows';

/** The rows of people: verification, media, discovery, staff, privacy. */
export const peopleRows: Readonly<Record<string, RowName>> = {
  // Verification
  'GET /api/admin/verifications/:id': 'staff',
  'POST /api/admin/verifications/:id/take': 'staff',
  'POST /api/admin/verifications/:id/request-changes': 'staff',
  'GET /api/admin/verifications/:id/documents/:documentId/file': 'staff',
  'GET /api/admin/verifications/:id/documents/:documentId/number': 'staff',

  // Privacy
  'GET /api/users/me/consents': 'signedIn',
  'PUT /api/users/me/consents': 'signedIn',
  'PATCH /api/users/me/consents': 'signedIn',
  'GET /api/users/me/export': 'signedIn',
  'DELETE /api/users/me': 'signedIn',
  'DELETE /api/users/account': 'signedIn',
};
