import type { RowName } from './routeMatrixRows';

/** Who may call what is due with people. */
export const peopleRows: Readonly<Record<string, RowName>> = {
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
};
