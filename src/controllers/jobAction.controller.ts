import type { Response } from 'express';
import type { JobActionService } from '../services/jobAction.service';
import { t, type TextKey } from '../utils/i18n';
import type { Req } from '../utils/input';
import { ok } from '../utils/respond';
import type { Locale, UserActor } from '../utils/types/actor';
import type * as schema from '../validators/jobAction.validator';
import { presentActions, presentPreview, presentProgress } from './presenters/jobAction.presenter';

export interface JobActionControllerDeps {
  readonly jobActions: JobActionService;
}

type Progress = Parameters<typeof presentProgress>[0];
type Asking = { readonly actor: UserActor; readonly locale: Locale };

/** What both sides do with a job from hire to end. */
export const makeJobActionController = ({ jobActions }: JobActionControllerDeps) => {
  const show = (
    res: Response,
    job: Progress,
    { actor, locale, message }: Asking & { message: TextKey },
  ): void => ok(res, presentProgress(job, actor), { message: t(locale, message) });
  return {
    async changeStatus(req: Req<typeof schema.changeStatus>, res: Response): Promise<void> {
      const { params, body } = req.input;
      const job = await jobActions.changeStatus(req.actor, { ...params, ...body, uploads: req.uploads });
      show(res, job, { ...asking(req), message: 'message.jobStatusChanged' });
    },

    async requestRework(req: Req<typeof schema.withReason>, res: Response): Promise<void> {
      const job = await jobActions.requestRework(req.actor, { ...req.input.params, ...req.input.body });
      show(res, job, { ...asking(req), message: 'message.reworkRequested' });
    },

    async reportAbsence(req: Req<typeof schema.withReason>, res: Response): Promise<void> {
      const job = await jobActions.reportAbsence(req.actor, { ...req.input.params, ...req.input.body });
      show(res, job, { ...asking(req), message: 'message.absenceReported' });
    },

    async proposeReschedule(req: Req<typeof schema.reschedule>, res: Response): Promise<void> {
      const { scheduledAt, reason } = req.input.body;
      const time = { scheduledAt: scheduledAt.at, hasTime: scheduledAt.hasTime, reason };
      const job = await jobActions.proposeReschedule(req.actor, { ...req.input.params, ...time });
      show(res, job, { ...asking(req), message: 'message.rescheduleProposed' });
    },

    async acceptReschedule(req: Req<typeof schema.oneJob>, res: Response): Promise<void> {
      const job = await jobActions.acceptReschedule(req.actor, req.input.params);
      show(res, job, { ...asking(req), message: 'message.rescheduleAccepted' });
    },

    async declineReschedule(req: Req<typeof schema.withReason>, res: Response): Promise<void> {
      const job = await jobActions.declineReschedule(req.actor, { ...req.input.params, ...req.input.body });
      show(res, job, { ...asking(req), message: 'message.rescheduleDeclined' });
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

const asking = ({ actor, locale }: Asking): Asking => ({ actor, locale });
