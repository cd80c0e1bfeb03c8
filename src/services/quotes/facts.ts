import type { Job } from '../../models/job.model';
import type { Quote } from '../../models/quote.model';
import type { Invitation } from '../../models/invitation.model';
import { idOf } from '../../utils/ids';
import type { InvitationFact } from '../outbox/events/invitation.events';
import type { OfferFact, QuoteFact } from '../outbox/events/quote.events';

type Titled = Pick<Job, 'title'>;

/** What an event says of a quote. */
export const quoteFact = (
  quote: Pick<Quote, '_id' | 'jobId' | 'clientId' | 'craftsmanId'>,
  { title }: Titled,
): QuoteFact => ({
  quoteId: idOf(quote),
  jobId: idOf(quote.jobId),
  clientId: idOf(quote.clientId),
  craftsmanId: idOf(quote.craftsmanId),
  title,
});

/** What an event says of its terms. */
export const offerFact = ({
  price,
  currency,
  version,
}: Pick<Quote, 'price' | 'currency' | 'version'>): OfferFact => ({
  price,
  currency,
  version,
});

/** What an event says of an invitation. */
export const invitationFact = (
  invitation: Pick<Invitation, '_id' | 'jobId' | 'clientId' | 'craftsmanId'>,
  { title }: Titled,
): InvitationFact => ({
  invitationId: idOf(invitation),
  jobId: idOf(invitation.jobId),
  clientId: idOf(invitation.clientId),
  craftsmanId: idOf(invitation.craftsmanId),
  title,
});
