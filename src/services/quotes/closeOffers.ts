import type { Job } from '../../models/job.model';
import { InvitationModel } from '../../models/invitation.model';
import { QuoteModel } from '../../models/quote.model';
import type { Tx } from '../../utils/transaction';
import { systemActor } from '../../utils/types/actor';
import type { EventMap } from '../outbox/events';
import type { NewFact } from '../outbox/outbox.service';
import { invitationWorkflow } from '../workflows/invitation.workflow';
import { quoteWorkflow } from '../workflows/quote.workflow';
import { transitionMany } from '../workflows/workflow';
import { invitationFact, quoteFact } from './facts';

export interface Closing {
  readonly job: Pick<Job, '_id' | 'title'>;
  readonly at: Date;
  readonly why: 'jobCancelled' | 'jobExpired';
}

/**
 * Declines the live quotes of a job that has ended before anybody was hired and expires its pending invitations; gives
 * the events to record, one per person. The job has been moved before in the same transaction, its counters set to 0.
 */
export async function closeOffers(tx: Tx, { job, at, why }: Closing): Promise<NewFact<EventMap>[]> {
  const by = { actor: systemActor, at } as const;
  const quotes = await transitionMany(tx, QuoteModel, quoteWorkflow, 'decline', {
    ...by,
    where: { jobId: job._id, isLive: true },
    set: { isLive: false, needsConfirmation: false, updatedAt: at },
    reason: why,
  });
  const invitations = await transitionMany(tx, InvitationModel, invitationWorkflow, 'expire', {
    ...by,
    where: { jobId: job._id, isPending: true },
    set: { isPending: false, updatedAt: at },
    reason: why,
  });
  return [
    ...quotes.map((quote) => ({ event: 'quote.declined', data: { ...quoteFact(quote, job), why } }) as const),
    ...invitations.map(
      (invitation) =>
        ({ event: 'invitation.expired', data: { ...invitationFact(invitation, job), why } }) as const,
    ),
  ];
}
