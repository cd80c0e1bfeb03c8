import { InvitationModel, type Invitation } from '../../models/invitation.model';
import { QuoteModel, type Quote } from '../../models/quote.model';
import type { Clock } from '../../utils/clock';
import { Conflict, NotFound } from '../../utils/errors';
import { idOf } from '../../utils/ids';
import { inTransaction } from '../../utils/transaction';
import { systemActor } from '../../utils/types/actor';
import type { Outbox } from '../outbox/outbox.service';
import { invitationWorkflow } from '../workflows/invitation.workflow';
import { transition } from '../workflows/workflow';
import { endQuote } from './changes';
import { invitationFact, quoteFact } from './facts';
import { countOut, touchJob } from './jobCounts';

export interface ExpiryDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
}

/** What ends quotes and invitations whose time is over, at most `most` at once; gives how many were found. */
export interface OfferExpiry {
  quotes(most: number): Promise<number>;
  invitations(most: number): Promise<number>;
}

const by = { actor: systemActor } as const;

/** Makes the expiry of quotes and invitations: one transaction each, and their people are told. */
export function makeOfferExpiry({ clock, outbox }: ExpiryDeps): OfferExpiry {
  const expireQuote = (quote: Quote): Promise<void> =>
    inTransaction(async (tx) => {
      const at = clock.now();
      const job = await countOut(tx, quote, at);
      await endQuote(tx, 'expire', { quote, at, ...by });
      await outbox.record(tx, 'quote.expired', quoteFact(quote, job), by);
    });
  const expireInvitation = (invitation: Invitation): Promise<void> =>
    inTransaction(async (tx) => {
      const at = clock.now();
      const job = await touchJob(tx, invitation.jobId, { at, inc: { pendingInvitationCount: -1 } });
      await transition(tx, InvitationModel, invitationWorkflow, 'expire', {
        id: idOf(invitation),
        at,
        ...by,
        guard: { expiresAt: { $lte: at } },
        set: { isPending: false, updatedAt: at },
      });
      const data = { ...invitationFact(invitation, job), why: 'time' } as const;
      await outbox.record(tx, 'invitation.expired', data, by);
    });
  return {
    async quotes(most) {
      const due = await QuoteModel.find({ isLive: true, expiresAt: { $lte: clock.now() } })
        .sort({ expiresAt: 1 })
        .limit(most)
        .lean<Quote[]>();
      for (const quote of due) {
        await unlessOvertaken(expireQuote(quote));
      }
      return due.length;
    },
    async invitations(most) {
      const due = await InvitationModel.find({ isPending: true, expiresAt: { $lte: clock.now() } })
        .sort({ expiresAt: 1 })
        .limit(most)
        .lean<Invitation[]>();
      for (const invitation of due) {
        await unlessOvertaken(expireInvitation(invitation));
      }
      return due.length;
    },
  };
}

/** Whoever answered at the last moment has won. */
async function unlessOvertaken(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof Conflict || error instanceof NotFound)) {
      throw error;
    }
  }
}
