import type { Response } from 'express';
import type { OpenDispute } from '../services/acts/open-dispute';
import type { SettleDispute } from '../services/acts/settle-dispute';
import type { DisputeService } from '../services/dispute.service';
import { t } from '../utils/i18n';
import type { Req } from '../utils/input';
import { mapPage } from '../utils/page';
import { created, list, ok } from '../utils/respond';
import type * as schema from '../validators/dispute.validator';
import { presentDispute } from './presenters/dispute.presenter';

export interface DisputeControllerDeps {
  readonly disputes: DisputeService;
  readonly openDispute: OpenDispute;
  readonly settleDispute: SettleDispute;
}

/** Disputes: opened by a side, seen by both, decided by staff. */
export const makeDisputeController = ({ disputes, openDispute, settleDispute }: DisputeControllerDeps) => ({
  async open(req: Req<typeof schema.openDispute>, res: Response): Promise<void> {
    const { _id } = await openDispute(req.actor, req.input.body);
    const seen = await disputes.get(req.actor, String(_id));
    created(res, presentDispute(seen, req.actor), { message: t(req.locale, 'message.disputeOpened') });
  },

  async get(req: Req<typeof schema.oneDispute>, res: Response): Promise<void> {
    ok(res, presentDispute(await disputes.get(req.actor, req.input.params.id), req.actor));
  },

  async list(req: Req<typeof schema.listDisputes>, res: Response): Promise<void> {
    const { status, ...request } = req.input.query;
    const page = await disputes.list({ status }, request);
    list(
      res,
      mapPage(page, (seen) => presentDispute(seen, req.actor)),
    );
  },

  async resolve(req: Req<typeof schema.resolveDispute>, res: Response): Promise<void> {
    const { id: disputeId } = req.input.params;
    const { decision: kind, ...decision } = req.input.body;
    await settleDispute(req.actor, { disputeId, kind, ...decision });
    const seen = await disputes.get(req.actor, disputeId);
    ok(res, presentDispute(seen, req.actor), { message: t(req.locale, 'message.disputeSettled') });
  },
});
