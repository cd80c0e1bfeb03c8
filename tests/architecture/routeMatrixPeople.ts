import type { RowName } from './routeMatrixRows';

/** Who may call what is due with people. */
export const peopleRows: Readonly<Record<string, RowName>> = {
  // Staff
  'GET /api/admin/users/:id/history': 'admin',
};
