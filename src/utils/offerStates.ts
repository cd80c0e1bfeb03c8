/** States of quotes and invitations as they are written in queries and answers; a test holds them to the tables. */

export const QUOTE_STATES = ['Submitted', 'Accepted', 'Declined', 'Withdrawn', 'Expired'] as const;
export type QuoteStateName = (typeof QUOTE_STATES)[number];

export const INVITATION_STATES = ['Pending', 'Accepted', 'Rejected', 'Withdrawn', 'Expired'] as const;
export type InvitationStateName = (typeof INVITATION_STATES)[number];
