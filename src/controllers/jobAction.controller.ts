import type { Response } from 'express';
import type { JobService } from '../services/job.service';
import type { JobActionService } from '../services/jobAction.service';
import { t, type TextKey } from '../utils/i18n';
import type { Req } from '../utils/input';
import { ok } from '../utils/respond';
import type { Locale, UserActor } from '../utils/types/actor';
import type * as schema from '../validators/jobAction.validator';
import { presentJob } from './presenters/job.presenter';
import { presentActions, presentPreview } from './presenters/jobAction.presenter';

export interface JobActionControllerDeps {
  readonly jobActions: JobActionService;
  readonly jobs: Pick<JobService, 'get'>;
}

type Asking = { readonly actor: UserActor; readonly locale: Locale };
type About = { readonly jobId: string; readonly message: TextKey };

/** What both sides do with a job from hire to end; each answer is the job as its reader then sees it. */
export const makeJobActionController = ({ jobActions, jobs }: JobActionControllerDeps) => {
  const show = async (res: Response, { actor, locale }: Asking, { jobId, message }: About): Promise<void> =>
    ok(res, presentJob(await jobs.get(actor, { jobId, locale })), { message: t(locale, message) });
  return {
    async changeStatus(req: Req<typeof schema.changeStatus>, res: Response): Promise<void> {
      const { params, body } = req.input;
      await jobActions.changeStatus(req.actor, { ...params, ...body, uploads: req.uploads });
      await show(res, req, { ...params, message: 'message.jobStatusChanged' });
    },

    async requestRework(req: Req<typeof schema.withReason>, res: Response): Promise<void> {
      const { params, body } = req.input;
      await jobActions.requestRework(req.actor, { ...params, ...body });
      await show(res, req, { ...params, message: 'message.reworkRequested' });
    },

    async reportAbsence(req: Req<typeof schema.withReason>, res: Response): Promise<void> {
      const { params, body } = req.input;
      await jobActions.reportAbsence(req.actor, { ...params, ...body });
      await show(res, req, { ...params, message: 'message.absenceReported' });
    },

    async proposeReschedule(req: Req<typeof schema.reschedule>, res: Response): Promise<void> {
      const { params, body } = req.input;
      const { at: scheduledAt, hasTime } = body.scheduledAt;
      await jobActions.proposeReschedule(req.actor, { ...params, scheduledAt, hasTime, reason: body.reason });
      await show(res, req, { ...params, message: 'message.rescheduleProposed' });
    },

    async acceptReschedule(req: Req<typeof schema.oneJob>, res: Response): Promise<void> {
      const { params } = req.input;
      await jobActions.acceptReschedule(req.actor, params);
      await show(res, req, { ...params, message: 'message.rescheduleAccepted' });
    },

    async declineReschedule(req: Req<typeof schema.withReason>, res: Response): Promise<void> {
      const { params, body } = req.input;
      await jobActions.declineReschedule(req.actor, { ...params, ...body });
      await show(res, req, { ...params, message: 'message.rescheduleDeclined' });
    },

    async listActions(req: Req<typeof schema.oneJob>, res: Response): Promise<void> {
      const list = await jobActions.listActions(req.actor, req.input.params.jobId);
      ok(res, presentActions(list, req.locale));
    },

    async preview(req: Req<typeof schema.preview>, res: Response): Promise<void> {
      const preview = await jobActions.preview(req.actor, { ...req.input.params, ...req.input.body });
      ok(res, presentPreview(preview, req.locale));
    },
  };
};
