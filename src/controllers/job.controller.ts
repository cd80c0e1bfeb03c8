import type { Response } from 'express';
import type { CancelJob } from '../services/acts/cancel-job';
import type { EditJob } from '../services/acts/edit-job';
import type { ExtendJob } from '../services/acts/extend-job';
import type { ModerateJob } from '../services/acts/moderate-job';
import type { PostJob } from '../services/acts/post-job';
import type { RemoveJob } from '../services/acts/remove-job';
import type { RepostJob } from '../services/acts/repost-job';
import type { JobService, JobView } from '../services/job.service';
import { t, type TextKey } from '../utils/i18n';
import type { Req } from '../utils/input';
import { created, ok } from '../utils/respond';
import type { Locale, UserActor } from '../utils/types/actor';
import type * as schema from '../validators/job.validator';
import { presentJob } from './presenters/job.presenter';

export interface JobControllerDeps {
  readonly jobs: JobService;
  readonly postJob: PostJob;
  readonly editJob: EditJob;
  readonly extendJob: ExtendJob;
  readonly repostJob: RepostJob;
  readonly cancelJob: CancelJob;
  readonly moderateJob: ModerateJob;
  readonly removeJob: RemoveJob;
}

interface Asking {
  readonly actor: UserActor;
  readonly locale: Locale;
}

/** Jobs from their posting until somebody is hired, and as they are looked at. */
export const makeJobController = (deps: JobControllerDeps) => {
  const { jobs } = deps;
  const look = ({ actor, locale }: Asking, jobId: string): Promise<JobView> =>
    jobs.get(actor, { jobId, locale });
  const said = ({ locale }: Asking, message: TextKey) => ({ message: t(locale, message) });
  return {
    async getJob(req: Req<typeof schema.getJob>, res: Response): Promise<void> {
      ok(res, presentJob(await look(req, req.input.params.jobId)));
    },

    async createJob(req: Req<typeof schema.createJob>, res: Response): Promise<void> {
      const { photos, ...draft } = req.input.body;
      const given = { refs: photos ?? undefined, files: req.uploads };
      const job = await deps.postJob(req.actor, { draft, photos: given });
      const view = await jobs.viewOfOwn(req.actor, { job, locale: req.locale });
      created(res, presentJob(view), said(req, 'message.jobPosted'));
    },

    async editJob(req: Req<typeof schema.editJob>, res: Response): Promise<void> {
      const { photos, existingPhotos, ...draft } = req.input.body;
      const given = { keep: listOf(existingPhotos), refs: listOf(photos), files: req.uploads };
      const job = await deps.editJob(req.actor, { ...req.input.params, draft, photos: given });
      const view = await jobs.viewOfOwn(req.actor, { job, locale: req.locale });
      ok(res, presentJob(view), said(req, 'message.jobSaved'));
    },

    async extendJob(req: Req<typeof schema.extendJob>, res: Response): Promise<void> {
      const job = await deps.extendJob(req.actor, req.input.params);
      const view = await jobs.viewOfOwn(req.actor, { job, locale: req.locale });
      ok(res, presentJob(view), said(req, 'message.jobExtended'));
    },

    async repostJob(req: Req<typeof schema.repostJob>, res: Response): Promise<void> {
      const job = await deps.repostJob(req.actor, req.input.params);
      const view = await jobs.viewOfOwn(req.actor, { job, locale: req.locale });
      created(res, presentJob(view), said(req, 'message.jobPosted'));
    },

    async cancelJob(req: Req<typeof schema.cancelJob>, res: Response): Promise<void> {
      const { params, query, body } = req.input;
      await deps.cancelJob(req.actor, { ...params, reason: body.reason ?? query.reason });
      ok(res, presentJob(await look(req, params.jobId)), said(req, 'message.jobCancelled'));
    },

    async moderateJob(req: Req<typeof schema.moderateJob>, res: Response): Promise<void> {
      const { params, body } = req.input;
      await deps.moderateJob(req.actor, { ...params, ...body });
      ok(res, presentJob(await look(req, params.jobId)), said(req, 'message.jobSaved'));
    },

    async removeJob(req: Req<typeof schema.cancelJob>, res: Response): Promise<void> {
      const { params, query, body } = req.input;
      await deps.removeJob(req.actor, { ...params, reason: body.reason ?? query.reason });
      ok(res, presentJob(await look(req, params.jobId)), said(req, 'message.jobRemoved'));
    },
  };
};

/** Null and an empty field both say: none of them. */
const listOf = (given: string[] | string | null | undefined): readonly string[] | undefined =>
  given === undefined ? undefined : [given ?? []].flat().filter(Boolean);
