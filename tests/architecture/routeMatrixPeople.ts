import type { RowName } from './routeMatrixRows';

/** Who may call what is due with people. */
export const peopleRows: Readonly<Record<string, RowName>> = {
  // Staff
  'GET /api/admin/users/:id/history': 'admin',
  'POST /api/send-email': 'anyone',
  'GET /api/admin/contact-messages': 'staff',
  'POST /api/admin/contact-messages/:id/resend': 'staff',
  'POST /api/admin/contact-messages/:id/close': 'staff',
};
