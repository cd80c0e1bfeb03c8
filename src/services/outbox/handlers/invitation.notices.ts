import type { Id } from '../../../utils/ids';
import type { TextParams } from '../../../utils/i18n';
import type { InvitationFact } from '../events/invitation.events';
import { notice } from './notice';
import { WIDELY } from './widely';

const data = ({ invitationId, jobId }: InvitationFact): Record<string, Id> => ({ invitationId, jobId });
const params = ({ title }: InvitationFact): TextParams => ({ title });

const common = { type: 'invitation', channels: WIDELY, data, params } as const;
const toClient = { ...common, to: ({ clientId }: InvitationFact): Id => clientId } as const;
const toCraftsman = { ...common, to: ({ craftsmanId }: InvitationFact): Id => craftsmanId } as const;

export const invitationSentNotices = notice('invitation.sent', { ...toCraftsman, name: 'invited' });
/** An invitation that a quote has answered is told as a quote. */
export const invitationAcceptedNotices = notice('invitation.accepted', {
  ...toClient,
  name: 'invitationAccepted',
  when: ({ quoteId }) => quoteId === undefined,
});
export const invitationRejectedNotices = notice('invitation.rejected', {
  ...toClient,
  name: 'invitationRejected',
});
/** Who is banned, or has left, needs no notice of it; whoever invited him hears that he cannot come. */
export const invitationWithdrawnNotices = [
  ...notice('invitation.withdrawn', {
    ...toCraftsman,
    name: 'invitationWithdrawn',
    when: ({ why }) => why === undefined,
  }),
  ...notice('invitation.withdrawn', {
    ...toClient,
    name: 'invitationEnded',
    when: ({ why }) => why !== undefined,
  }),
];
export const invitationExpiredNotices = notice('invitation.expired', {
  ...toCraftsman,
  name: 'invitationExpired',
});
