import type { Invitation } from '../../src/models/invitation.model';
import type { Job } from '../../src/models/job.model';
import type { Quote } from '../../src/models/quote.model';
import type { Review } from '../../src/models/review.model';
import { newWords } from '../../src/services/jobs/jobDraft';
import { newJob } from '../../src/services/jobs/posting';
import { invitationWorkflow } from '../../src/services/workflows/invitation.workflow';
import { quoteWorkflow } from '../../src/services/workflows/quote.workflow';
import { beginningOf } from '../../src/services/workflows/workflow';
import { after, days, hours } from '../../src/utils/clock';
import { geoPoint } from '../../src/utils/geo';
import { idOf } from '../../src/utils/ids';
import { demoId } from '../ids';
import { accountIdOf, actorOf } from './cast';
import { happened, hired, invited, quoted, type Telling } from './happenings';
import { reviewed } from './reviewed';
import type { InvitationPlot, JobPlot, QuotePlot } from './plot';
import { seedReading } from './reading';

const { figures } = seedReading;

/** The documents of one job. */
export interface ToldJob extends Telling {
  readonly invitations: readonly Invitation[];
  readonly reviews: readonly Review[];
}

/** Tells a plot up to `now`: the documents as the services would have left them. */
export function tellJob(plot: JobPlot, now: Date): ToldJob {
  const ago = (count: number): Date => after(now, -hours(count));
  const posted = postedJob(plot, ago(plot.hoursAgo));
  const quotes = (plot.quotes ?? []).map((one) => quoteOn(posted, one, ago(one.hoursAgo)));
  const invitations = plot.invited
    ? [invitationTo(posted, { ...plot.invited, by: plot.client }, ago(plot.invited.hoursAgo))]
    : [];
  let told: Telling = invitations.reduce(invited, { job: posted, quotes });
  told = quotes.reduce(quoted, told);
  if (plot.hiredHoursAgo !== undefined) {
    told = hired(told, ago(plot.hiredHoursAgo));
  }
  for (const { event, hoursAgo, reason } of plot.then ?? []) {
    told = happened(told, { event, at: ago(hoursAgo), reason });
  }
  return { ...told, invitations, ...reviewed(told.job, plot.reviews, now) };
}

function postedJob(plot: JobPlot, now: Date): Job {
  const { title, description, service, address, at, price: jobPrice, urgency } = plot;
  const location = geoPoint(at.longitude, at.latitude);
  const draft = { title, description, service, address, location, jobPrice, urgency };
  // The text of an address in Arabic has Arabic commas.
  const words = { ...newWords(draft, seedReading), address };
  const id = demoId(`job ${plot.name}`);
  return newJob(actorOf(plot.client), { words, photos: [], now, ...seedReading, id });
}

function quoteOn(job: Job, { by, price, notes }: QuotePlot, at: Date): Quote {
  return {
    ...beginningOf(quoteWorkflow, { actor: actorOf(by), at }),
    _id: demoId(`quote ${idOf(job)} ${by}`),
    ...offerOn(job, by, at),
    currency: job.currency,
    price,
    notes,
    isLive: true,
    isInvited: false,
    version: 1,
    versions: [],
    needsConfirmation: false,
    expiresAt: after(at, days(figures.get('quote.validDays'))),
  };
}

function invitationTo(
  job: Job,
  { craftsman, by }: InvitationPlot & { readonly by: string },
  at: Date,
): Invitation {
  return {
    ...beginningOf(invitationWorkflow, { actor: actorOf(by), at }),
    _id: demoId(`invitation ${idOf(job)} ${craftsman}`),
    ...offerOn(job, craftsman, at),
    isPending: true,
    expiresAt: after(at, hours(figures.get('invitation.ttlHours'))),
  };
}

const offerOn = ({ _id: jobId, clientId }: Job, craftsman: string, at: Date) => ({
  jobId,
  clientId,
  craftsmanId: accountIdOf(craftsman),
  createdAt: at,
  updatedAt: at,
});
