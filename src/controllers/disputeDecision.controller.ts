import type { Response } from 'express';
import type { NoteDispute } from '../services/acts/note-dispute';
import type { SettleDispute } from '../services/acts/settle-dispute';
import type { TakeDispute } from '../services/acts/take-dispute';
import { t } from '../utils/i18n';
import type { Req } from '../utils/input';
import { mapPage } from '../utils/page';
import { created, list, ok } from '../utils/respond';
import type * as schema from '../validators/dispute.validator';
import { lookOf, makeSeenBy, type DisputeSight } from './dispute.controller';
import { presentDispute } from './presenters/dispute.presenter';

export interface DisputeDecisionControllerDeps extends DisputeSight {
  readonly takeDispute: TakeDispute;
  readonly noteDispute: NoteDispute;
  readonly settleDispute: SettleDispute;
}

/** Disputes as lists and as staff deal with them: looked into, noted about, decided. */
export const makeDisputeDecisionController = (deps: DisputeDecisionControllerDeps) => {
  const { disputes, takeDispute, noteDispute, settleDispute } = deps;
  const seenBy = makeSeenBy(deps);
  return {
    async list(req: Req<typeof schema.listDisputes>, res: Response): Promise<void> {
      const { status, ...request } = req.input.query;
      const page = await disputes.list(req.actor, { status }, request);
      list(
        res,
        mapPage(page, (seen) => presentDispute(seen, lookOf(req.actor, deps))),
      );
    },

    async take(req: Req<typeof schema.oneDispute>, res: Response): Promise<void> {
      const { id: disputeId } = req.input.params;
      await takeDispute(req.actor, { disputeId });
      ok(res, await seenBy(req.actor, disputeId), { message: t(req.locale, 'message.disputeTaken') });
    },

    async note(req: Req<typeof schema.noteDispute>, res: Response): Promise<void> {
      const { id: disputeId } = req.input.params;
      await noteDispute(req.actor, { disputeId, ...req.input.body });
      created(res, await seenBy(req.actor, disputeId), { message: t(req.locale, 'message.noteAdded') });
    },

    async resolve(req: Req<typeof schema.resolveDispute>, res: Response): Promise<void> {
      const { id: disputeId } = req.input.params;
      const { decision: kind, ...decision } = req.input.body;
      await settleDispute(req.actor, { disputeId, kind, ...decision });
      ok(res, await seenBy(req.actor, disputeId), { message: t(req.locale, 'message.disputeSettled') });
    },
  };
};
