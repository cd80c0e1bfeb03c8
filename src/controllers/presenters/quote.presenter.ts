import type { Quote, QuoteTerms } from '../../models/quote.model';
import type { SeenQuote } from '../../services/quote.service';
import type { JobCard } from '../../services/quotes/jobCards';
import { idOf } from '../../utils/ids';
import { presentPerson } from './person.presenter';

/** A quote as its two sides see it; nobody else is shown one. */
export const presentQuote = ({ quote, craftsman, job }: SeenQuote): Record<string, unknown> => ({
  id: idOf(quote),
  _id: idOf(quote),
  jobId: idOf(quote.jobId),
  ...(craftsman && { craftsman: presentPerson(craftsman) }),
  ...(job && { job: presentJobCard(job) }),
  ...presentTerms(quote),
  currency: quote.currency,
  status: quote.status,
  version: quote.version,
  versions: quote.versions.map(presentVersion),
  needsConfirmation: quote.needsConfirmation,
  isInvited: quote.isInvited,
  expiresAt: quote.expiresAt,
  createdAt: quote.createdAt,
  updatedAt: quote.updatedAt,
});

/** What is shown of a job beside one's own quote or invitation. */
export const presentJobCard = (job: JobCard): Record<string, unknown> => ({
  id: idOf(job),
  _id: idOf(job),
  title: job.title,
  status: job.status,
  isOpen: job.isOpen,
});

const presentTerms = (terms: QuoteTerms): Record<string, unknown> => ({
  price: terms.price,
  notes: terms.notes ?? null,
  laborPrice: terms.laborPrice ?? null,
  materialsPrice: terms.materialsPrice ?? null,
  estimatedHours: terms.estimatedHours ?? null,
  earliestStart: terms.earliestStart ?? null,
});

const presentVersion = ({ version, at, ...terms }: Quote['versions'][number]): Record<string, unknown> => ({
  ...presentTerms(terms),
  version,
  at,
});
