import type { Job, Reschedule } from '../../models/job.model';
import type { ActionList } from '../../services/jobs/actionList';
import type { Preview } from '../../services/jobs/preview';
import { isHired, isOwner, isStaffActor } from '../../services/policies/job.policy';
import { errorText } from '../../utils/errorText';
import { t } from '../../utils/i18n';
import { idOf } from '../../utils/ids';
import type { Locale, UserActor } from '../../utils/types/actor';

/** A job as its two sides follow it; somebody else learns no more than what became of it. */
export function presentProgress(job: Job, viewer: UserActor): object {
  const id = idOf(job);
  const summary = { id, _id: id, title: job.title, status: job.status };
  const isParty = isOwner(viewer, job) || isHired(viewer, job) || isStaffActor(viewer);
  return isParty ? { ...summary, ...timesOf(job), ...workOf(job), ...endOf(job) } : summary;
}

const timesOf = (job: Job): object => ({
  isFirm: job.firmAt !== undefined,
  scheduledAt: job.scheduledAt ?? null,
  scheduledHasTime: job.scheduledHasTime ?? null,
  reschedule: job.reschedule ? presentReschedule(job.reschedule) : null,
  updatedAt: job.updatedAt,
});

const presentReschedule = ({ by, proposedAt, scheduledAt, hasTime, reason }: Reschedule): object => ({
  by,
  proposedAt,
  scheduledAt,
  hasTime,
  reason: reason ?? null,
});

const workOf = (job: Job): object => ({
  awaitingAcceptance: job.awaitingAcceptance,
  submittedAt: job.submittedAt ?? null,
  autoCompletesAt: job.autoCompletesAt ?? null,
  reworkCount: job.reworkCount,
  resultPhotos: job.resultPhotos.map(({ url }) => url),
});

const endOf = (job: Job): object => ({
  completedAt: job.completedAt ?? null,
  completionNote: job.completionNote ?? null,
  cancelledAt: job.cancelledAt ?? null,
  cancelledBy: job.cancelledBy ?? null,
  disclosedUntil: job.disclosedUntil ?? null,
});

/** What may be done, and why not in the reader's language. */
export const presentActions = (
  { jobId, status, can, cannot, upcoming }: ActionList,
  locale: Locale,
): object => ({
  jobId,
  status,
  can,
  cannot: cannot.map((refused) => ({ ...refused, message: errorText(refused.code, locale) })),
  upcoming,
});

/** What an action would cost; figures in minor units of the currency beside them. */
export const presentPreview = ({ notes, ...preview }: Preview, locale: Locale): object => ({
  ...preview,
  notes: notes.map((note) => t(locale, note)),
});
