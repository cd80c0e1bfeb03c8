import type { Ban } from '../../../models/user.model';
import type { Id } from '../../../utils/ids';
import type { Role } from '../../../utils/types/actor';

/** What staff did with accounts, and what became of it by itself. */
export interface StaffEvents {
  'user.banned': {
    userId: Id;
    level: Ban['level'];
    reason: string;
    /** ISO; absent when the ban has no end. */
    until?: string;
    by: Id;
    /** The level that held until now. */
    before?: Ban['level'];
  };
  'user.unbanned': { userId: Id; level: Ban['level']; how: 'lifted' | 'ended' };
  'user.roleChanged': { userId: Id; from: Role[]; to: Role[]; role: Role };
  'user.verifiedByStaff': { userId: Id; what: ('email' | 'phone')[] };
  'staff.created': { userId: Id; role: Role; isInvited: boolean };
  'totp.codesRenewed': { userId: Id };
  /** A recovery code was used in place of the app. */
  'totp.codeUsed': { userId: Id; left: number };
}
