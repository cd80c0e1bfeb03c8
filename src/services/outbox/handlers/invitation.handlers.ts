import type { Id } from '../../../utils/ids';
import type { InvitationFact } from '../events/invitation.events';
import { applicationUpdate } from './application-update';
import { logActivity } from './log-activity';

const invitation = (id: Id): { type: 'invitation'; id: Id } => ({ type: 'invitation', id });
const both = ({ clientId, craftsmanId }: InvitationFact): Id[] => [clientId, craftsmanId];
const about =
  (status: string) =>
  ({ invitationId, jobId }: InvitationFact) => ({ invitationId, jobId, status });
const pending = { status: 'Pending' };

export const invitationSentActivity = logActivity(
  'invitation.sent',
  ({ invitationId, jobId, craftsmanId }) => ({
    action: 'invitation.sent',
    target: invitation(invitationId),
    after: { jobId, craftsmanId, ...pending },
  }),
);
export const invitationAcceptedActivity = logActivity(
  'invitation.accepted',
  ({ invitationId, reason, quoteId }) => ({
    action: 'invitation.accepted',
    target: invitation(invitationId),
    before: pending,
    after: { status: 'Accepted', ...(quoteId && { quoteId }) },
    reason,
  }),
);
export const invitationRejectedActivity = logActivity('invitation.rejected', ({ invitationId, reason }) => ({
  action: 'invitation.rejected',
  target: invitation(invitationId),
  before: pending,
  after: { status: 'Rejected' },
  reason,
}));
export const invitationWithdrawnActivity = logActivity('invitation.withdrawn', ({ invitationId }) => ({
  action: 'invitation.withdrawn',
  target: invitation(invitationId),
  before: pending,
  after: { status: 'Withdrawn' },
}));
export const invitationExpiredActivity = logActivity('invitation.expired', ({ invitationId, why }) => ({
  action: 'invitation.expired',
  target: invitation(invitationId),
  before: pending,
  after: { status: 'Expired', why },
}));

export const invitationSentSocket = applicationUpdate('invitation.sent', both, about('Pending'));
export const invitationAcceptedSocket = applicationUpdate('invitation.accepted', both, about('Accepted'));
export const invitationRejectedSocket = applicationUpdate('invitation.rejected', both, about('Rejected'));
export const invitationWithdrawnSocket = applicationUpdate('invitation.withdrawn', both, about('Withdrawn'));
export const invitationExpiredSocket = applicationUpdate('invitation.expired', both, about('Expired'));
