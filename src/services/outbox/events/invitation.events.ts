import type { Id } from '../../../utils/ids';
import type { Leaving } from '../../quotes/openOffers';

/** What every event about an invitation says. */
export interface InvitationFact {
  invitationId: Id;
  jobId: Id;
  clientId: Id;
  craftsmanId: Id;
  /** The job's. */
  title: string;
}

/** What became of invitations. */
export interface InvitationEvents {
  'invitation.sent': InvitationFact & { /** ISO. */ expiresAt: string };
  /** By an answer, or by a quote. */
  'invitation.accepted': InvitationFact & { reason?: string; quoteId?: Id };
  'invitation.rejected': InvitationFact & { reason?: string };
  /** By the client; `why`: the craftsman may not, or will not, take it any more. */
  'invitation.withdrawn': InvitationFact & { why?: Leaving };
  /** By the clock, or because of what became of the job. */
  'invitation.expired': InvitationFact & { why: 'time' | 'hired' | 'jobCancelled' | 'jobExpired' };
}
