import type { Id } from '../../../utils/ids';
import type { QuoteFact } from '../events/quote.events';
import { on } from './handler';
import { logActivity } from './log-activity';
import { applicationUpdate } from './application-update';

const quote = (id: Id): { type: 'quote'; id: Id } => ({ type: 'quote', id });
const both = ({ clientId, craftsmanId }: QuoteFact): Id[] => [clientId, craftsmanId];
const about =
  (status: string) =>
  ({ quoteId, jobId }: QuoteFact) => ({ quoteId, jobId, status });

export const quoteSubmittedActivity = logActivity(
  'quote.submitted',
  ({ quoteId, jobId, price, currency, isInvited }) => ({
    action: 'quote.submitted',
    target: quote(quoteId),
    after: { jobId, status: 'Submitted', price, currency, isInvited },
  }),
);
export const quoteRevisedActivity = logActivity('quote.revised', ({ quoteId, price, version, before }) => ({
  action: 'quote.revised',
  target: quote(quoteId),
  before,
  after: { price, version },
}));
export const quoteConfirmedActivity = logActivity('quote.confirmed', ({ quoteId }) => ({
  action: 'quote.confirmed',
  target: quote(quoteId),
  before: { needsConfirmation: true },
  after: { needsConfirmation: false },
}));
export const quoteUnconfirmedActivity = logActivity('quote.needsConfirmation', ({ quoteId }) => ({
  action: 'quote.needsConfirmation',
  target: quote(quoteId),
  before: { needsConfirmation: false },
  after: { needsConfirmation: true },
}));
export const quoteWithdrawnActivity = logActivity('quote.withdrawn', ({ quoteId, reason }) => ({
  action: 'quote.withdrawn',
  target: quote(quoteId),
  before: { status: 'Submitted' },
  after: { status: 'Withdrawn' },
  reason,
}));
export const quoteDeclinedActivity = logActivity('quote.declined', ({ quoteId, why, reason }) => ({
  action: 'quote.declined',
  target: quote(quoteId),
  before: { status: 'Submitted' },
  after: { status: 'Declined', why },
  reason,
}));
export const quoteAcceptedActivity = logActivity(
  'quote.accepted',
  ({ quoteId, jobId, craftsmanId, price, currency, version }) => ({
    action: 'quote.accepted',
    target: quote(quoteId),
    before: { status: 'Submitted' },
    after: { status: 'Accepted', jobId, craftsmanId, price, currency, version },
  }),
);
export const quoteExpiredActivity = logActivity('quote.expired', ({ quoteId }) => ({
  action: 'quote.expired',
  target: quote(quoteId),
  before: { status: 'Submitted' },
  after: { status: 'Expired' },
}));

export const quoteSubmittedSocket = applicationUpdate('quote.submitted', both, about('Submitted'));
export const quoteRevisedSocket = applicationUpdate('quote.revised', both, about('Submitted'));
export const quoteConfirmedSocket = applicationUpdate('quote.confirmed', both, about('Submitted'));
export const quoteUnconfirmedSocket = applicationUpdate('quote.needsConfirmation', both, about('Submitted'));
export const quoteWithdrawnSocket = applicationUpdate('quote.withdrawn', both, about('Withdrawn'));
export const quoteDeclinedSocket = applicationUpdate('quote.declined', both, about('Declined'));
export const quoteAcceptedSocket = applicationUpdate('quote.accepted', both, about('Accepted'));
export const quoteExpiredSocket = applicationUpdate('quote.expired', both, about('Expired'));

/** Both sides see the job move. */
export const jobHiredSocket = on(
  'quote.accepted',
  'job-update',
  async ({ data, deliveryId }, { realtime }) => {
    const payload = { jobId: data.jobId, status: 'Hired', craftsmanId: data.craftsmanId };
    for (const userId of both(data)) {
      await realtime.notify({ userId, name: 'job_update', payload, dedupeKey: `${deliveryId}:${userId}` });
    }
  },
);
