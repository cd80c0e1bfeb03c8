import { InvitationModel, type Invitation } from '../../models/invitation.model';
import { QuoteModel, type Quote } from '../../models/quote.model';
import type { Job } from '../../models/job.model';
import type { Tx } from '../../utils/transaction';
import { systemActor, type Actor } from '../../utils/types/actor';
import type { EventMap } from '../outbox/events';
import type { NewFact } from '../outbox/outbox.service';
import { invitationWorkflow } from '../workflows/invitation.workflow';
import { quoteWorkflow } from '../workflows/quote.workflow';
import { transitionSeen } from '../workflows/workflow';
import { invitationFact, quoteFact } from './facts';

/** What a firm hire leaves of all that was offered; read in the same transaction, which also writes the job. */
export interface Rest {
  readonly quotes: readonly Quote[];
  readonly invitations: readonly Invitation[];
}

interface Answered extends Rest {
  readonly at: Date;
  /** The quote that is accepted by this, and by whom; absent where it was accepted before. */
  readonly accepted?: { readonly quote: Quote; readonly actor: Actor };
}

/** Accepts the one quote, declines the others, lets the invitations expire: at most one write to each collection. */
export async function closeAtHire(tx: Tx, { at, accepted, quotes, invitations }: Answered): Promise<void> {
  await transitionSeen(tx, QuoteModel, quoteWorkflow, [
    ...(accepted
      ? [
          {
            event: 'accept' as const,
            ids: [accepted.quote._id],
            actor: accepted.actor,
            at,
            set: { isLive: false, updatedAt: at },
          },
        ]
      : []),
    {
      event: 'decline',
      ids: quotes.map(({ _id }) => _id),
      actor: systemActor,
      at,
      set: { isLive: false, needsConfirmation: false, updatedAt: at },
      reason: 'hired',
    },
  ]);
  await transitionSeen(tx, InvitationModel, invitationWorkflow, [
    {
      event: 'expire',
      ids: invitations.map(({ _id }) => _id),
      actor: systemActor,
      at,
      set: { isPending: false, updatedAt: at },
      reason: 'hired',
    },
  ]);
}

/** One fact for each person who hears that somebody else was hired. */
export function closingFacts(job: Pick<Job, 'title'>, { quotes, invitations }: Rest): NewFact<EventMap>[] {
  const why = 'hired' as const;
  return [
    ...quotes.map((one) => ({ event: 'quote.declined', data: { ...quoteFact(one, job), why } }) as const),
    ...invitations.map(
      (one) => ({ event: 'invitation.expired', data: { ...invitationFact(one, job), why } }) as const,
    ),
  ];
}

/** The live quotes and the open invitations of a job. */
export async function readRest(tx: Tx, { _id: jobId }: Pick<Job, '_id'>): Promise<Rest> {
  const quotes = await QuoteModel.find({ jobId, isLive: true }, { history: 0 }, { session: tx }).lean<
    Quote[]
  >();
  const pending = { jobId, isPending: true };
  const invitations = await InvitationModel.find(pending, { history: 0 }, { session: tx }).lean<
    Invitation[]
  >();
  return { quotes, invitations };
}
