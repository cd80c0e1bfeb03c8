import type { Id } from '../../../utils/ids';
import type { CraftFacts } from '../../craftsman/profile';

/** The fields of a profile whose contents staff may read in the audit log. */
type Readable = Partial<Record<'firstName' | 'lastName' | 'bio' | 'role', string>> & CraftFacts;

/** What people change of their own accounts. */
export interface UserEvents {
  'profile.updated': {
    userId: Id;
    before: Readable;
    after: Readable;
    /** Fields that changed too, whose contents are nobody else's business. */
    alsoChanged: string[];
  };
  /** `byLink`: through the link of a mail, without a login. */
  'preferences.changed': { userId: Id; fields: string[]; byLink?: true };
}
