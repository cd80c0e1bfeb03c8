import type { Job } from '../../models/job.model';
import { InvitationModel } from '../../models/invitation.model';
import { QuoteModel } from '../../models/quote.model';
import { idOf } from '../../utils/ids';
import type { Tx } from '../../utils/transaction';
import { systemActor } from '../../utils/types/actor';
import type { EventMap } from '../outbox/events';
import type { NewFact } from '../outbox/outbox.service';
import { invitationWorkflow } from '../workflows/invitation.workflow';
import { quoteWorkflow } from '../workflows/quote.workflow';
import { transitionMany } from '../workflows/workflow';
import { invitationFact, quoteFact } from './facts';

type ClosedJob = Pick<Job, '_id' | 'title'>;

interface Why {
  readonly at: Date;
  readonly why: 'jobCancelled' | 'jobExpired';
}

export interface Closing extends Why {
  readonly job: ClosedJob;
}

/**
 * Declines the live quotes of a job that has ended before anybody was hired and expires its pending invitations; gives
 * the events to record, one per person. The job has been moved before in the same transaction, its counters set to 0.
 */
export const closeOffers = (tx: Tx, { job, ...how }: Closing): Promise<NewFact<EventMap>[]> =>
  closeOffersOf(tx, { jobs: [job], ...how });

/** The same for many jobs at once, in as many round trips as for one. */
export async function closeOffersOf(
  tx: Tx,
  { jobs, at, why }: Why & { readonly jobs: readonly ClosedJob[] },
): Promise<NewFact<EventMap>[]> {
  const byId = new Map(jobs.map((job) => [idOf(job), job]));
  const [only, ...others] = jobs.map(({ _id }) => _id);
  if (only === undefined) {
    return [];
  }
  const jobId = others.length === 0 ? only : { $in: [only, ...others] };
  const by = { actor: systemActor, at } as const;
  const quotes = await transitionMany(tx, QuoteModel, quoteWorkflow, 'decline', {
    ...by,
    where: { jobId, isLive: true },
    set: { isLive: false, needsConfirmation: false, updatedAt: at },
    reason: why,
  });
  const invitations = await transitionMany(tx, InvitationModel, invitationWorkflow, 'expire', {
    ...by,
    where: { jobId, isPending: true },
    set: { isPending: false, updatedAt: at },
    reason: why,
  });
  const jobOf = (offer: { readonly jobId: Job['_id'] }): ClosedJob =>
    byId.get(idOf(offer.jobId)) ?? { _id: offer.jobId, title: '' };
  return [
    ...quotes.map(
      (quote) => ({ event: 'quote.declined', data: { ...quoteFact(quote, jobOf(quote)), why } }) as const,
    ),
    ...invitations.map(
      (one) => ({ event: 'invitation.expired', data: { ...invitationFact(one, jobOf(one)), why } }) as const,
    ),
  ];
}
