/** Who may call the routes by which two sides deal with each other; rows of `ROWS`, written from the contract. */
export const trustMatrix = {
  // Conversations
  'GET /api/conversations': 'sides',
  'POST /api/conversations': 'sides',
  'GET /api/conversations/:id': 'sides',
  'GET /api/conversations/:id/messages': 'sides',
  'POST /api/conversations/:id/messages': 'sides',
  'PATCH /api/conversations/:id/read': 'sides',
  'POST /api/conversations/:id/summary': 'sides',

  // Reviews
  'POST /api/reviews': 'sides',
  'PUT /api/reviews/:id': 'sides',
  'PATCH /api/reviews/:id': 'sides',
  'DELETE /api/reviews/:id': 'sides',
  'POST /api/reviews/:id/reply': 'sides',
  'GET /api/reviews/user/:userId': 'signedIn',
  'GET /api/reviews/job/:jobId': 'signedIn',
  'GET /api/users/me/reviews': 'signedIn',
  'PATCH /api/admin/reviews/:id': 'staff',

  // Reports
  'POST /api/reports': 'signedIn',
  'GET /api/admin/reports': 'staff',
  'GET /api/admin/reports/:id': 'staff',
  'PATCH /api/admin/reports/:id': 'staff',

  // Disputes
  'POST /api/disputes': 'sides',
  'GET /api/disputes': 'signedIn',
  'GET /api/disputes/:id': 'signedIn',
  'POST /api/disputes/:id/evidence': 'sides',
  'POST /api/disputes/:id/answer': 'sides',
  'POST /api/disputes/:id/settlement': 'sides',
  'POST /api/disputes/:id/appeal': 'sides',
  'GET /api/admin/disputes': 'staff',
  'POST /api/admin/disputes/:id/take': 'staff',
  'POST /api/admin/disputes/:id/notes': 'staff',
  'POST /api/admin/disputes/:id/resolve': 'staff',
  'GET /api/admin/analytics/disputes': 'admin',
} as const;
