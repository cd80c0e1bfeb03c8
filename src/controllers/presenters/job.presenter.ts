import type { Job } from '../../models/job.model';
import type { JobView } from '../../services/job.service';
import { seesPhones, seesPlace } from '../../services/policies/jobSight.policy';
import { reviewsCloseAt } from '../../services/policies/review.policy';
import { presentAddress } from '../../utils/address';
import { areaOf, coarse } from '../../utils/area';
import { idOf } from '../../utils/ids';
import { presentInvitation } from './invitation.presenter';
import { presentJobMoney } from './jobMoney.presenter';
import { presentHistory, presentParty, presentService } from './jobParts.presenter';
import { presentQuote } from './quote.presenter';

/** A job as this viewer sees it: all of a party, what everybody sees of an open one, or that it is closed. */
export function presentJob(view: JobView): Record<string, unknown> {
  switch (view.sight) {
    case 'closed':
      return presentClosed(view.job);
    case 'open':
      return { ...common(view), craftsman: null, ...applicationOf(view) };
    case 'party':
      return {
        ...common(view),
        ...progressOf(view),
        ...(view.relation === 'hired' ? applicationOf(view) : ownerPart(view)),
      };
  }
}

/** A job in a list: what everybody sees of it, and who was hired for those whom it concerns. */
export const presentJobItem = (view: JobView): Record<string, unknown> => ({
  ...common(view),
  craftsman: view.sight === 'party' ? hiredOf(view) : null,
});

/** One's own job in a list, from either side. */
export const presentOwnJobItem = (view: JobView): Record<string, unknown> => ({
  ...common(view),
  ...progressOf(view),
  ...(view.relation === 'owner' && ownerPart(view)),
});

const presentClosed = (job: JobView['job']): Record<string, unknown> => ({
  id: idOf(job),
  _id: idOf(job),
  title: job.title,
  status: job.status,
  closed: true,
});

/** What everybody sees who sees the job; nothing in it moves when somebody else quotes. */
function common(view: JobView): Record<string, unknown> {
  const { job, relation, now } = view;
  const { budget } = job;
  const isExact = seesPlace(relation, job, now);
  return {
    id: idOf(job),
    _id: idOf(job),
    title: job.title,
    description: job.description,
    status: job.status,
    isOpen: job.isOpen,
    closed: false,
    service: presentService(job, view.serviceName),
    category: view.serviceName ?? '',
    photos: job.photos.map(({ url }) => url),
    address: presentAddress(isExact ? job.address : areaOf(job.address)),
    location: pointOf(isExact ? job.location : coarse(job.location)),
    isPlaceExact: isExact,
    paymentType: job.paymentType,
    currency: job.currency,
    jobPrice: shownPrice(job),
    budget: presentBudget(budget),
    ...presentRange(budget),
    platformFee: view.sight === 'party' ? view.platformFee : 0,
    ...wishesOf(job),
    client: presentParty(view.client, { id: job.clientId, hasPhone: relation === 'hired' && phones(view) }),
    isBookmarked: view.isBookmarked,
    createdAt: job.createdAt,
  };
}

/** What the client named, 0 when nothing; from hire on what is agreed. */
const shownPrice = ({ money, contract, budget }: JobView['job']): number =>
  money?.price ?? contract?.price ?? budget.price ?? 0;

const phones = ({ relation, job, now }: JobView): boolean => seesPhones(relation, job, now);

const pointOf = ({ type, coordinates: [longitude, latitude] }: Job['location']) => ({
  type,
  coordinates: [longitude, latitude],
});

const presentRange = ({ salaryMin, salaryMax, salaryType }: Job['budget']) => ({
  salaryMin: salaryMin ?? null,
  salaryMax: salaryMax ?? null,
  salaryType: salaryType ?? null,
});
const presentBudget = (budget: Job['budget']) => ({ price: budget.price ?? null, ...presentRange(budget) });

const wishesOf = (job: JobView['job']): Record<string, unknown> => ({
  urgency: job.urgency,
  experienceLevel: job.experienceLevel ?? null,
  requirements: job.requirements,
  benefits: job.benefits,
  trainingProvided: job.trainingProvided,
  jobDate: job.jobDate ?? null,
  jobDateHasTime: job.jobDateHasTime ?? null,
  timeWindow: job.timeWindow ? { from: job.timeWindow.from, to: job.timeWindow.to } : null,
});

/** The viewer's own quote and invitation. */
const applicationOf = ({ quote, invitation }: JobView): Record<string, unknown> => ({
  quote: quote ? presentQuote({ quote }) : null,
  invitation: invitation ? presentInvitation({ invitation }) : null,
});

function hiredOf(view: JobView): Record<string, unknown> | null {
  const { craftsmanId } = view.job;
  const hasPhone = view.relation === 'owner' && phones(view);
  return craftsmanId ? presentParty(view.craftsman, { id: craftsmanId, hasPhone }) : null;
}

function progressOf(view: JobView): Record<string, unknown> {
  const { job, relation } = view;
  const { craftsmanId } = job;
  const hasPhone = relation === 'owner' && phones(view);
  return {
    craftsman: craftsmanId ? presentParty(view.craftsman, { id: craftsmanId, hasPhone }) : null,
    hiredAt: job.contract?.hiredAt ?? null,
    isFirm: job.firmAt !== undefined,
    lapsesAt: job.lapsesAt ?? null,
    ...timesOf(job),
    dispute: job.dispute ? presentDisputeRef(job.dispute) : null,
    ...workOf(job),
    ...presentJobMoney(job),
    ...endOf(job),
    history: presentHistory(job.history, relation),
    updatedAt: job.updatedAt,
  };
}

/** The latest dispute, as far as the job's clocks go; the rest is in the dispute itself. */
const presentDisputeRef = ({ disputeId, answerDueAt, decisionDueAt }: NonNullable<Job['dispute']>) => ({
  id: idOf(disputeId),
  answerDueAt,
  decisionDueAt,
});

const workOf = (job: JobView['job']): Record<string, unknown> => ({
  awaitingAcceptance: job.awaitingAcceptance,
  submittedAt: job.submittedAt ?? null,
  autoCompletesAt: job.autoCompletesAt ?? null,
  resultPhotos: job.resultPhotos.map(({ url }) => url),
  reworkCount: job.reworkCount,
});

const endOf = (job: JobView['job']): Record<string, unknown> => ({
  completedAt: job.completedAt ?? null,
  completionNote: job.completionNote ?? null,
  reviewsCloseAt: reviewsCloseAt(job) ?? null,
  reviewedAt: job.reviewedAt ?? null,
  cancelledAt: job.cancelledAt ?? null,
  cancelledBy: job.cancelledBy ?? null,
  disclosedUntil: job.disclosedUntil ?? null,
});

function timesOf({ scheduledAt, scheduledHasTime, reschedule }: JobView['job']): Record<string, unknown> {
  return {
    scheduledAt: scheduledAt ?? null,
    scheduledHasTime: scheduledHasTime ?? null,
    reschedule: reschedule
      ? {
          by: reschedule.by,
          proposedAt: reschedule.proposedAt,
          scheduledAt: reschedule.scheduledAt,
          hasTime: reschedule.hasTime,
          reason: reschedule.reason ?? null,
        }
      : null,
  };
}

/** How others take to the job: nobody's business but the owner's and staff's. */
const ownerPart = ({ job }: JobView): Record<string, unknown> => ({
  quoteCount: job.quoteCount,
  pendingInvitationCount: job.pendingInvitationCount,
  views: job.views,
  isHidden: job.isHidden,
  expiresAt: job.expiresAt,
  repostOf: job.repostOf ? idOf(job.repostOf) : null,
});
