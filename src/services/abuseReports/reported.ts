import type { Types } from 'mongoose';
import type { Evidence } from '../../models/abuseReport.model';
import { JobModel } from '../../models/job.model';
import { ReviewModel, type Review } from '../../models/review.model';
import { NotFound } from '../../utils/errors';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import { joinName } from '../../utils/names';
import type { ReportSubjectType } from '../../utils/reportWords';
import type { UserActor } from '../../utils/types/actor';
import type { CraftsmanService } from '../craftsman.service';
import { findSight } from '../jobs/jobSight';
import { partyOf } from '../jobs/running';
import { relationOf, sightOf } from '../policies/jobSight.policy';
import { mayRead } from '../policies/review.policy';
import { findReportedMessage } from './thread';

/** What somebody wants to report: who is responsible, and what of it he sees. */
export interface Reported {
  readonly aboutId: Types.ObjectId;
  readonly evidence: Evidence;
}

export interface ReportedDeps {
  readonly craftsmen: Pick<CraftsmanService, 'getPublic'>;
}

type Find = (actor: UserActor, id: Id, deps: ReportedDeps) => Promise<Reported>;

/** Only what the actor sees can be reported: everything else is not there, 404. */
export const findReported = (
  actor: UserActor,
  { type, id }: { readonly type: ReportSubjectType; readonly id: Id },
  deps: ReportedDeps,
): Promise<Reported> => FIND[type](actor, id, deps);

const FIND: Readonly<Record<ReportSubjectType, Find>> = {
  user: findUser,
  job: findJob,
  review: findReview,
  message: findReportedMessage,
};

async function findUser(actor: UserActor, id: Id, { craftsmen }: ReportedDeps): Promise<Reported> {
  const { user } = await craftsmen.getPublic(actor, id);
  return {
    aboutId: user._id,
    evidence: {
      type: 'user',
      fullName: joinName(user),
      bio: user.bio ?? null,
      pictureUrl: user.picture?.url ?? null,
      roles: [...user.roles],
    },
  };
}

/** Looking at it here is no view: that would tell the owner. */
async function findJob(actor: UserActor, id: Id): Promise<Reported> {
  const seen = await findSight(id, actor);
  if (!seen) {
    throw notThere();
  }
  const { job, isBlocked, quote, invitation } = seen;
  const hasApplied = quote !== undefined || invitation !== undefined;
  const sight = sightOf(relationOf(actor, job, { hasApplied, isBlocked }), job, { isBlocked });
  if (sight === 'none') {
    throw notThere();
  }
  const { title, description, photos, status } = job;
  const photoUrls = photos.map(({ url }) => url);
  return {
    aboutId: job.clientId,
    evidence: { type: 'job', title, description, photoUrls, status },
  };
}

async function findReview(actor: UserActor, id: Id, deps: ReportedDeps): Promise<Reported> {
  const review = await ReviewModel.findOne({ _id: toObjectId(id) })
    .lean<Review>()
    .exec();
  if (!review || mayRead(actor, review) !== true) {
    throw notThere();
  }
  await assertListed(actor, review, deps);
  const { jobId, rating, comment = null, reply, status, reviewerId } = review;
  return {
    aboutId: reviewerId,
    evidence: { type: 'review', jobId, rating, comment, reply: reply?.comment ?? null, status },
  };
}

/** It is read among those of its job by the two sides and staff, and on the page of whoever it is about. */
async function assertListed(actor: UserActor, review: Review, { craftsmen }: ReportedDeps): Promise<void> {
  if (!(await JobModel.exists({ ...partyOf(actor), _id: review.jobId }))) {
    await craftsmen.getPublic(actor, idOf(review.subject.id));
  }
}

const notThere = (): NotFound => new NotFound('request.notFound');
