import type { QueryFilter } from 'mongoose';
import { JobModel, type Job } from '../../models/job.model';
import { QuoteModel } from '../../models/quote.model';
import { InvitationModel } from '../../models/invitation.model';
import type { Clock } from '../../utils/clock';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import { countCapped } from '../../utils/paging';
import type { Tx } from '../../utils/transaction';
import { systemActor } from '../../utils/types/actor';
import { endedBy } from '../acts/cancel-job';
import { lapseIn } from '../acts/lapse-hire';
import { factOf } from '../jobs/running';
import type { EventMap } from '../outbox/events';
import type { NewFact, Outbox } from '../outbox/outbox.service';
import { closeOffersOf } from '../quotes/closeOffers';
import { jobWorkflow } from '../workflows/job.workflow';
import { transitionMany } from '../workflows/workflow';
import { withdrawInvitations, withdrawQuotes } from '../quotes/openOffers';

/**
 * What an account has open when it is banned: offers it has made or got, jobs that it has posted, hires that nobody has
 * paid for. Set-based: the number of commands is the same for one offer and for a thousand; only the facts grow.
 */

export interface OpenBusinessDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
}

/** How much of it one transaction closes. An open job has up to thirty offers of others. */
export interface Most {
  readonly offers: number;
  readonly jobs: number;
}

export interface Whose {
  readonly userId: Id;
  /** Absent: all of it. */
  readonly most?: Most | undefined;
}

/** Withdraws, closes and lapses what a user has open, and tells everybody concerned. Running jobs and money stay as they are. */
export async function closeOpenBusiness(tx: Tx, deps: OpenBusinessDeps, whose: Whose): Promise<void> {
  await lapseUnpaidHires(tx, deps, whose);
  const { userId, most } = whose;
  const at = deps.clock.now();
  const offers = { userId, at, why: 'banned', most: most?.offers } as const;
  const facts = [
    ...(await withdrawQuotes(tx, offers)),
    ...(await withdrawInvitations(tx, offers)),
    ...(await closePostedJobs(tx, { userId, at, most: most?.jobs })),
  ];
  await deps.outbox.recordMany(tx, facts, { actor: systemActor });
}

/** Whether a user has more open than this. */
export async function hasMoreOpenThan(userId: Id, { offers, jobs }: Most): Promise<boolean> {
  const me = toObjectId(userId);
  const quotes = { craftsmanId: me, status: 'Submitted' } as const;
  const invitations = { craftsmanId: me, status: 'Pending' } as const;
  const posted = { clientId: me, status: 'Posted' } as const;
  const quoted = { clientId: me, status: 'Quoted' } as const;
  return (
    (await countCapped(QuoteModel, quotes, offers)) > offers ||
    (await countCapped(InvitationModel, invitations, offers)) > offers ||
    (await countCapped(JobModel, posted, jobs)) > jobs ||
    (await countCapped(JobModel, quoted, jobs)) > jobs
  );
}

const UNPAID = { status: 'Hired', firmAt: { $exists: false } } as const satisfies QueryFilter<Job>;

/** A hire that waits for its payment would open the job again, or bind somebody who may not work: it ends now. */
async function lapseUnpaidHires(tx: Tx, deps: OpenBusinessDeps, { userId }: Whose): Promise<void> {
  const me = toObjectId(userId);
  for (const mine of [{ clientId: me }, { craftsmanId: me }]) {
    const unpaid = await JobModel.find({ ...mine, ...UNPAID }, { _id: 1 }, { session: tx }).lean<
      Pick<Job, '_id'>[]
    >();
    for (const job of unpaid) {
      await lapseIn(tx, deps, { jobId: idOf(job), why: 'banned' });
    }
  }
}

/** His own open jobs are cancelled by the workflow; who has offered or was invited is told. */
async function closePostedJobs(
  tx: Tx,
  { userId, most, at }: { readonly userId: Id; readonly most: number | undefined; readonly at: Date },
): Promise<NewFact<EventMap>[]> {
  const open = { clientId: toObjectId(userId), isOpen: true };
  const jobs = await transitionMany(tx, JobModel, jobWorkflow, 'cancelOpen', {
    actor: systemActor,
    at,
    where: most === undefined ? open : { ...open, _id: { $in: await firstOf(tx, open, most) } },
    set: { ...endedBy(systemActor, at), cancelledBy: 'staff', updatedAt: at },
    inc: { revision: 1 },
    reason: 'banned',
  });
  const offers = await closeOffersOf(tx, { jobs, at, why: 'jobCancelled' });
  const ends = jobs.map((job) => {
    const data = { ...factOf(job), by: 'staff', fromState: job.status } as const;
    return { event: 'job.cancelled', data } as const;
  });
  return [...ends, ...offers];
}

async function firstOf(tx: Tx, open: QueryFilter<Job>, most: number): Promise<Job['_id'][]> {
  const jobs = await JobModel.find(open, { _id: 1 }, { session: tx })
    .sort({ createdAt: -1, _id: -1 })
    .limit(most)
    .lean<Pick<Job, '_id'>[]>();
  return jobs.map(({ _id }) => _id);
}
