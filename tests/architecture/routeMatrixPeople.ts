import type { RowName } from './routeMatrixRows';

/** The rows of what people are to the company: verification, discovery, phone identity, staff, privacy. */
export const peopleRows: Readonly<Record<string, RowName>> = {
  // Privacy
  'GET /api/users/me/consents': 'signedIn',
  'PUT /api/users/me/consents': 'signedIn',
  'PATCH /api/users/me/consents': 'signedIn',
  'GET /api/users/me/export': 'signedIn',
  'DELETE /api/users/me': 'signedIn',
  'DELETE /api/users/account': 'signedIn',
};
