import type { Response } from 'express';
import type { JobService, JobView } from '../services/job.service';
import type { JobMoneyService } from '../services/jobMoney.service';
import { t, type TextKey } from '../utils/i18n';
import type { Req } from '../utils/input';
import { created, ok } from '../utils/respond';
import type * as schema from '../validators/jobMoney.validator';
import { presentChangeOrder } from './presenters/changeOrder.presenter';
import { presentJob } from './presenters/job.presenter';
import { presentReceipt } from './presenters/receipt.presenter';
import { receiptPage } from './receipt.page';

export interface JobMoneyControllerDeps {
  readonly jobMoney: JobMoneyService;
  readonly jobs: Pick<JobService, 'get'>;
}

/** What both sides do with the money of their job. */
export const makeJobMoneyController = ({ jobMoney, jobs }: JobMoneyControllerDeps) => ({
  async confirmCash(req: Req<typeof schema.withAmount>, res: Response): Promise<void> {
    const { params, body } = req.input;
    const { cash } = await jobMoney.confirmCash(req.actor, { ...params, ...body });
    const job = await jobs.get(req.actor, { ...params, locale: req.locale });
    ok(res, presentJob(job), { message: t(req.locale, saidOf(cash)) });
  },

  async release(req: Req<typeof schema.withAmount>, res: Response): Promise<void> {
    const { params, body } = req.input;
    await jobMoney.releasePart(req.actor, { ...params, ...body });
    const job = await jobs.get(req.actor, { ...params, locale: req.locale });
    ok(res, presentJob(job), { message: t(req.locale, 'message.partReleased') });
  },

  async proposeChangeOrder(req: Req<typeof schema.propose>, res: Response): Promise<void> {
    const { params, body } = req.input;
    const order = await jobMoney.proposeChangeOrder(req.actor, { ...params, ...body });
    created(res, presentChangeOrder(order), { message: t(req.locale, 'message.orderProposed') });
  },

  async acceptChangeOrder(req: Req<typeof schema.answer>, res: Response): Promise<void> {
    const order = await jobMoney.acceptChangeOrder(req.actor, req.input.params);
    ok(res, presentChangeOrder(order), { message: t(req.locale, 'message.orderAccepted') });
  },

  async declineChangeOrder(req: Req<typeof schema.answer>, res: Response): Promise<void> {
    const order = await jobMoney.declineChangeOrder(req.actor, req.input.params);
    ok(res, presentChangeOrder(order), { message: t(req.locale, 'message.orderDeclined') });
  },

  async receipt(req: Req<typeof schema.receipt>, res: Response): Promise<void> {
    const { params, query } = req.input;
    const locale = query.lang ?? req.locale;
    const receipt = await jobMoney.getReceipt(req.actor, { ...params, locale });
    res.vary('Accept');
    if (req.accepts(['html', 'json']) === 'json') {
      ok(res, presentReceipt(receipt));
    } else {
      res.type('html').send(receiptPage(jobMoney.receiptText(receipt), locale));
    }
  },
});

/** What became of what was said. */
function saidOf(cash: JobView['job']['cash']): TextKey {
  if (cash?.confirmedAt) {
    return 'message.cashConfirmed';
  }
  return cash?.differsAt ? 'message.cashDiffers' : 'message.cashStated';
}
