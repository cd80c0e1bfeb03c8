import type { Invitation } from '../models/invitation.model';
import type { Job } from '../models/job.model';
import type { Quote } from '../models/quote.model';
import type { Clock } from '../utils/clock';
import { NotFound } from '../utils/errors';
import { idOf, toObjectId, type Id } from '../utils/ids';
import type { Locale, UserActor } from '../utils/types/actor';
import type { ServiceCatalogue } from './catalogue/serviceCatalogue';
import { platformFeeOf } from './jobMoney/figures';
import { findSight, type PartyPerson } from './jobs/jobSight';
import type { JobViews } from './jobs/views';
import { relationOf, sightOf, type Relation, type Sight } from './policies/jobSight.policy';

/** A job with all that decides how one viewer sees it; presenters choose what of it leaves. */
export interface JobView {
  readonly job: Omit<Job, 'terms'>;
  readonly relation: Relation;
  readonly sight: Exclude<Sight, 'none'>;
  readonly client: PartyPerson | undefined;
  readonly craftsman: PartyPerson | undefined;
  /** The viewer's own. */
  readonly quote: Quote | undefined;
  readonly invitation: Invitation | undefined;
  readonly isBookmarked: boolean;
  /** In the viewer's language. */
  readonly serviceName: string | undefined;
  readonly now: Date;
  /** Our part of the price; 0 until somebody is hired. */
  readonly platformFee: number;
}

export interface Look {
  readonly jobId: Id;
  readonly locale: Locale;
}

export interface JobService {
  /** The job as the actor may see it, in one round trip; 404 when he may not. */
  get(actor: UserActor, look: Look): Promise<JobView>;
  /** The actor's own open job, which he has just written; nothing is read. */
  viewOfOwn(actor: UserActor, own: { readonly job: Job; readonly locale: Locale }): Promise<JobView>;
}

export interface JobDeps {
  readonly clock: Clock;
  readonly serviceCatalogue: Pick<ServiceCatalogue, 'current'>;
  readonly jobViews: Pick<JobViews, 'add'>;
}

/** Makes the service of jobs as they are looked at. */
export function makeJobService({ clock, serviceCatalogue, jobViews }: JobDeps): JobService {
  const nameOf = async ({ serviceId }: Pick<Job, 'serviceId'>, locale: Locale) =>
    (await serviceCatalogue.current()).nameOf(idOf(serviceId), locale);
  return {
    async get(actor, { jobId, locale }) {
      const seen = await findSight(jobId, actor);
      if (!seen) {
        throw new NotFound('request.notFound');
      }
      const { job, isBlocked, ...beside } = seen;
      const hasApplied = beside.quote !== undefined || beside.invitation !== undefined;
      const relation = relationOf(actor, job, { hasApplied, isBlocked });
      const sight = sightOf(relation, job, { isBlocked });
      if (sight === 'none') {
        throw new NotFound('request.notFound');
      }
      if (relation === 'stranger') {
        jobViews.add(jobId, actor.id);
      }
      const serviceName = await nameOf(job, locale);
      const platformFee = platformFeeOf(job);
      return { ...beside, job, relation, sight, serviceName, now: clock.now(), platformFee };
    },

    async viewOfOwn(actor, { job, locale }) {
      return {
        job,
        relation: 'owner',
        sight: 'party',
        client: { _id: toObjectId(actor.id), ...actor.card },
        craftsman: undefined,
        quote: undefined,
        invitation: undefined,
        isBookmarked: false,
        serviceName: await nameOf(job, locale),
        now: clock.now(),
        platformFee: platformFeeOf(job),
      };
    },
  };
}
