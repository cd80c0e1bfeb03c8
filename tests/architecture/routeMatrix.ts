import { trustMatrix } from './trustMatrix';

/**
 * Who may call which route: the expectation, written by hand from the contract and never from the code. A new route
 * needs a row here; tests/architecture/routeMatrix.test.ts calls every cell over HTTP.
 */
export const CALLERS = ['anonymous', 'onboarding', 'client', 'craftsman', 'moderator', 'admin'] as const;
export type Caller = (typeof CALLERS)[number];

/** 401: sign in first. 403: not you. pass: let in, whatever is said of the input. */
export type Cell = 401 | 403 | 'pass';
export type Row = Readonly<Record<Caller, Cell>>;

const row = (...[anonymous, onboarding, client, craftsman, moderator, admin]: Cell[]): Row =>
  ({ anonymous, onboarding, client, craftsman, moderator, admin }) as Row;

/** The rows in their order: anonymous, onboarding, client, craftsman, moderator, admin. */
export const ROWS = {
  anyone: row('pass', 'pass', 'pass', 'pass', 'pass', 'pass'),
  /** Signed in, also before the second factor is set up. */
  leaving: row(401, 'pass', 'pass', 'pass', 'pass', 'pass'),
  signedIn: row(401, 403, 'pass', 'pass', 'pass', 'pass'),
  client: row(401, 403, 'pass', 403, 403, 403),
  craftsman: row(401, 403, 403, 'pass', 403, 403),
  /** Whoever may stand on one of the two sides of a job. */
  sides: row(401, 403, 'pass', 'pass', 403, 403),
  staff: row(401, 403, 403, 403, 'pass', 'pass'),
  admin: row(401, 403, 403, 403, 403, 'pass'),
  /** Staff, also before the second factor is set up: that is what it is for. */
  secondFactor: row(401, 'pass', 403, 403, 'pass', 'pass'),
} as const;
export type RowName = keyof typeof ROWS;

export const routeMatrix: Readonly<Record<string, RowName>> = {
  // The process and its documentation
  'GET /health': 'anyone',
  'GET /health/live': 'anyone',
  'GET /health/ready': 'anyone',
  'GET /metrics': 'anyone',
  'GET /api/health': 'anyone',
  'GET /api/health/live': 'anyone',
  'GET /api/health/ready': 'anyone',
  'GET /api/metrics': 'anyone',
  'GET /openapi.json': 'anyone',
  'GET /docs': 'anyone',
  'GET /docs/:asset': 'anyone',
  'GET /api/openapi.json': 'anyone',
  'GET /api/docs': 'anyone',
  'GET /api/docs/:asset': 'anyone',
  'GET /api/config': 'anyone',
  // Mounted on developers' machines only
  'GET /dev/inbox': 'anyone',
  'GET /sandbox/pay/:chargeId': 'anyone',
  'POST /sandbox/pay/:chargeId': 'anyone',

  // Coming in, staying in, going out
  'POST /api/auth/register': 'anyone',
  'POST /api/auth/login': 'anyone',
  'POST /api/auth/refresh': 'anyone',
  'POST /api/auth/logout': 'leaving',
  'POST /api/auth/logout-all': 'leaving',
  'GET /api/auth/sessions': 'signedIn',
  'DELETE /api/auth/sessions/:id': 'signedIn',
  'POST /api/auth/forgot-password': 'anyone',
  'POST /api/auth/reset-password': 'anyone',
  'POST /api/auth/change-password': 'signedIn',
  'PUT /api/auth/change-password': 'signedIn',
  'POST /api/auth/verify-email': 'anyone',
  'POST /api/auth/resend-verification': 'leaving',
  'POST /api/auth/change-email': 'signedIn',
  'POST /api/auth/undo-change': 'anyone',
  'POST /api/auth/totp/setup': 'secondFactor',
  'POST /api/auth/totp/enable': 'secondFactor',
  'POST /api/auth/totp/disable': 'secondFactor',
  'POST /api/auth/totp/recovery-codes': 'secondFactor',

  // One's own things
  'GET /api/users/me': 'signedIn',
  'PUT /api/users/me': 'signedIn',
  'PATCH /api/users/me': 'signedIn',
  'GET /api/users/profile': 'signedIn',
  'PUT /api/users/profile': 'signedIn',
  'PATCH /api/users/profile': 'signedIn',
  'GET /api/users/preferences': 'signedIn',
  'PUT /api/users/preferences': 'signedIn',
  'PATCH /api/users/preferences': 'signedIn',
  'GET /api/users/settings': 'signedIn',
  'PUT /api/users/settings': 'signedIn',
  'PATCH /api/users/settings': 'signedIn',
  'GET /api/settings': 'signedIn',
  'PUT /api/settings': 'signedIn',
  'PATCH /api/settings': 'signedIn',
  'PUT /api/users/craftsman/service': 'signedIn',
  'PATCH /api/users/craftsman/service': 'signedIn',
  'POST /api/users/craftsman/verification': 'craftsman',
  'GET /api/users/craftsman/verification': 'craftsman',
  'PUT /api/users/location': 'signedIn',
  'PATCH /api/users/location': 'signedIn',
  'PUT /api/users/availability': 'signedIn',
  'PATCH /api/users/availability': 'signedIn',
  'GET /api/users/:userId': 'signedIn',
  'POST /api/users/me/devices': 'signedIn',
  'DELETE /api/users/me/devices/:token': 'signedIn',
  'POST /api/users/:userId/block': 'signedIn',
  'DELETE /api/users/:userId/block': 'signedIn',
  'GET /notifications/unsubscribe': 'anyone',
  'POST /notifications/unsubscribe': 'anyone',
  'GET /api/notifications/unsubscribe': 'anyone',
  'POST /api/notifications/unsubscribe': 'anyone',
  'GET /api/notifications': 'signedIn',
  'POST /api/notifications/mark-read': 'signedIn',
  'PUT /api/notifications/read-all': 'signedIn',
  'PATCH /api/notifications/read-all': 'signedIn',
  'PUT /api/notifications/:id': 'signedIn',
  'PATCH /api/notifications/:id': 'signedIn',
  'PUT /api/notifications/:id/read': 'signedIn',
  'PATCH /api/notifications/:id/read': 'signedIn',
  'GET /api/events': 'signedIn',

  // Lists of jobs, and what one keeps of them
  'GET /api/jobs': 'signedIn',
  'GET /api/jobs/search': 'signedIn',
  'GET /api/jobs/nearby': 'signedIn',
  'GET /api/users/me/jobs': 'signedIn',
  'POST /api/jobs/:jobId/bookmark': 'signedIn',
  'DELETE /api/jobs/:jobId/bookmark': 'signedIn',
  'GET /api/users/me/bookmarks': 'signedIn',
  'GET /api/users/bookmarks': 'signedIn',

  // Files
  'POST /api/users/upload-photo': 'signedIn',
  'POST /api/users/upload-avatar': 'signedIn',
  'DELETE /api/users/me/profile-picture': 'signedIn',
  'POST /api/uploads': 'signedIn',
  'POST /api/services/uploads': 'signedIn',
  'GET /media/:folder/:name': 'anyone',
  'GET /api/media/:folder/:name': 'anyone',

  // The catalogue of trades
  'GET /api/jobs/categories': 'signedIn',
  'POST /api/jobs': 'client',
  'GET /api/jobs/:jobId': 'signedIn',
  'PUT /api/jobs/:jobId': 'client',
  'PATCH /api/jobs/:jobId': 'client',
  'DELETE /api/jobs/:jobId': 'client',
  'POST /api/jobs/:jobId/extend': 'client',
  'POST /api/jobs/:jobId/repost': 'client',
  'PATCH /api/admin/jobs/:jobId': 'staff',
  'DELETE /api/admin/jobs/:jobId': 'staff',
  'GET /api/services': 'anyone',
  'POST /api/services': 'staff',
  'PUT /api/services/:id': 'staff',
  'PATCH /api/services/:id': 'staff',
  'DELETE /api/services/:id': 'staff',

  // Payments, and what their providers say
  'POST /api/payments/initiate': 'signedIn',
  'GET /api/payments/:id': 'signedIn',
  'POST /api/wallet/topup': 'signedIn',
  'POST /api/payments/webhook': 'anyone',
  'POST /api/payments/webhook/:provider': 'anyone',
  'GET /api/admin/webhooks': 'admin',
  'POST /api/admin/webhooks/:id/resolve': 'admin',
  'POST /api/admin/webhooks/:id/replay': 'admin',

  // Quotes and invitations
  'POST /api/jobs/:jobId/quotes': 'craftsman',
  'GET /api/jobs/:jobId/quotes': 'sides',
  'PUT /api/jobs/:jobId/quotes/:quoteId': 'craftsman',
  'PATCH /api/jobs/:jobId/quotes/:quoteId': 'craftsman',
  'DELETE /api/jobs/:jobId/quotes/:quoteId': 'craftsman',
  'POST /api/jobs/:jobId/quotes/:quoteId/confirm': 'craftsman',
  'POST /api/jobs/:jobId/quotes/:quoteId/accept': 'client',
  'PUT /api/jobs/:jobId/quotes/:quoteId/accept': 'client',
  'POST /api/jobs/:jobId/quotes/:quoteId/reject': 'client',
  'PUT /api/jobs/:jobId/quotes/:quoteId/reject': 'client',
  'GET /api/users/me/quotes': 'craftsman',
  'POST /api/jobs/:jobId/invite': 'client',
  'GET /api/jobs/:jobId/invitations': 'client',
  'DELETE /api/jobs/:jobId/invitations/:invitationId': 'client',
  'POST /api/jobs/:jobId/invitations/respond': 'craftsman',
  'GET /api/users/me/invitations': 'craftsman',

  // Staff
  'GET /api/admin/users': 'staff',
  'GET /api/admin/users/:id': 'staff',
  'POST /api/admin/users/create-admin': 'admin',
  'PATCH /api/admin/users/:id/ban': 'staff',
  'PATCH /api/admin/users/:id/unban': 'staff',
  'PATCH /api/admin/users/:id/role': 'admin',
  'PATCH /api/admin/users/:id/verify': 'admin',
  'GET /api/admin/verifications': 'staff',
  'POST /api/admin/verifications/:id/approve': 'staff',
  'POST /api/admin/verifications/:id/reject': 'staff',
  'GET /api/admin/activity-logs': 'admin',
  'GET /api/activity-logs': 'admin',
  'GET /api/admin/settings': 'admin',
  'PUT /api/admin/settings': 'admin',
  'GET /api/admin/settings/history': 'admin',

  // Money
  'GET /api/wallet/balance': 'signedIn',
  'GET /api/wallet/transactions': 'signedIn',
  'GET /api/wallet/statement': 'signedIn',
  'GET /api/wallet/payout-details': 'signedIn',
  'PUT /api/wallet/payout-details': 'signedIn',
  'POST /api/wallet/withdraw': 'signedIn',
  'GET /api/wallet/withdrawals': 'signedIn',
  'POST /api/wallet/withdrawals/:id/cancel': 'signedIn',
  'GET /api/admin/inbox': 'staff',
  'GET /api/admin/ledger/audit': 'admin',
  'POST /api/admin/ledger/adjustments': 'admin',
  'POST /api/admin/ledger/adjustments/:id/approve': 'admin',
  'POST /api/admin/ledger/adjustments/:id/reject': 'admin',
  'POST /api/admin/withdrawals/:id/paid': 'admin',
  'POST /api/admin/withdrawals/:id/failed': 'admin',
  'GET /api/admin/withdrawals/:id/destination': 'admin',

  // From hire to end
  'PATCH /api/jobs/:jobId/status': 'signedIn',
  'POST /api/jobs/:jobId/rework': 'signedIn',
  'POST /api/jobs/:jobId/no-show': 'signedIn',
  'POST /api/jobs/:jobId/reschedule': 'signedIn',
  'POST /api/jobs/:jobId/reschedule/accept': 'signedIn',
  'POST /api/jobs/:jobId/reschedule/decline': 'signedIn',
  'GET /api/jobs/:jobId/actions': 'signedIn',
  'POST /api/jobs/:jobId/actions/preview': 'signedIn',

  ...trustMatrix,

  // The money of jobs
  'POST /api/jobs/:jobId/cash-confirmation': 'signedIn',
  'POST /api/jobs/:jobId/release': 'signedIn',
  'GET /api/jobs/:jobId/receipt': 'signedIn',
  'POST /api/jobs/:jobId/change-orders': 'signedIn',
  'POST /api/jobs/:jobId/change-orders/:changeOrderId/accept': 'signedIn',
  'POST /api/jobs/:jobId/change-orders/:changeOrderId/decline': 'signedIn',
};
