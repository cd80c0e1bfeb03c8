import type { Id } from '../../../utils/ids';
import type { Currency } from '../../../utils/money';

/** What every event about a quote says. */
export interface QuoteFact {
  quoteId: Id;
  jobId: Id;
  clientId: Id;
  craftsmanId: Id;
  /** The job's. */
  title: string;
}

/** What is offered, in minor units. */
export interface OfferFact {
  price: number;
  currency: Currency;
  version: number;
}

/** What became of quotes. */
export interface QuoteEvents {
  'quote.submitted': QuoteFact & OfferFact & { isInvited: boolean };
  'quote.revised': QuoteFact & OfferFact & { before: { price: number; version: number } };
  'quote.confirmed': QuoteFact & OfferFact;
  'quote.withdrawn': QuoteFact & { reason?: string };
  /** By the owner, or because of what became of the job. */
  'quote.declined': QuoteFact & {
    why: 'owner' | 'hired' | 'jobCancelled' | 'jobExpired';
    reason?: string;
  };
  /** The craftsman is hired. */
  'quote.accepted': QuoteFact & OfferFact & { isFirm: boolean; /** ISO. */ scheduledAt?: string };
  'quote.expired': QuoteFact;
  /** The owner changed what matters: the bidder confirms, revises or withdraws. */
  'quote.needsConfirmation': QuoteFact;
}
