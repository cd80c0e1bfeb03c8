import type { ConsentKind, ConsentSource } from '../../../utils/consents';
import type { Id } from '../../../utils/ids';
import type { Locale } from '../../../utils/types/actor';

/** What people decide about what we know of them. */
export interface PrivacyEvents {
  'consent.changed': {
    userId: Id;
    consents: { kind: ConsentKind; isGiven: boolean; version: string }[];
    source: ConsentSource;
  };
  /** Everything of his own was handed to somebody who is signed in as him. */
  'account.exported': { userId: Id };
  /** The account is gone; the address is for the last letter, and goes with this row. */
  'account.erased': {
    userId: Id;
    locale: Locale;
    email?: string;
    endedJobs: number;
    withdrawnQuotes: number;
  };
}
