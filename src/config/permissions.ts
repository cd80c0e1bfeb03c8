import type { Role } from '../utils/types/actor';

/** What staff may do, role by role: the only table of rights. Rights over one's own things are in the policies. */
export const permissions = {
  client: [],
  craftsman: [],
  moderator: [
    'services.manage',
    'jobs.moderate',
    'users.read',
    'users.ban',
    'verifications.decide',
    'inbox.read',
    'disputes.decide',
    'reviews.moderate',
    'reports.decide',
    'contacts.answer',
  ],
  admin: [
    'services.manage',
    'jobs.moderate',
    'users.read',
    'users.ban',
    'users.verify',
    'users.history',
    'data.export',
    'contacts.answer',
    'verifications.decide',
    'disputes.decide',
    'reviews.moderate',
    'reports.decide',
    'staff.read',
    'staff.ban',
    'staff.manage',
    'activity.read',
    'analytics.read',
    'settings.read',
    'settings.change',
    'webhooks.manage',
    'inbox.read',
    'money.manage',
    'ledger.adjust',
  ],
} as const satisfies Readonly<Record<Role, readonly string[]>>;

export type Right = (typeof permissions)[Role][number];
