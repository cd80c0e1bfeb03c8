import { makeAcceptQuote } from '../services/acts/accept-quote';
import { makeSubmitQuote } from '../services/acts/submit-quote';
import { makeInvitationService } from '../services/invitation.service';
import { makeQuoteService } from '../services/quote.service';
import { makeOfferExpiry } from '../services/quotes/expiry';
import type { Core } from './core';
import type { People } from './people';

/** Makes quotes, the hire, and invitations. */
export const makeOffers = (deps: Core & People) => ({
  submitQuote: makeSubmitQuote(deps),
  acceptQuote: makeAcceptQuote(deps),
  quotes: makeQuoteService(deps),
  invitations: makeInvitationService(deps),
  offerExpiry: makeOfferExpiry(deps),
});
