import type { Response } from 'express';
import type { AdjustmentService } from '../services/adjustment.service';
import type { LedgerAudits } from '../services/ledger/audit';
import type { StaffInboxService } from '../services/staffInbox.service';
import type { WithdrawalService } from '../services/withdrawal.service';
import type { Clock } from '../utils/clock';
import { t } from '../utils/i18n';
import type { Req } from '../utils/input';
import { created, ok } from '../utils/respond';
import type * as schema from '../validators/ledger.validator';
import type * as walletSchema from '../validators/wallet.validator';
import { presentAdjustment, presentAudit, presentInbox } from './presenters/ledger.presenter';
import { presentDestination, presentWithdrawal } from './presenters/wallet.presenter';

export interface LedgerControllerDeps {
  readonly adjustments: AdjustmentService;
  readonly ledgerAudits: Pick<LedgerAudits, 'view'>;
  readonly staffInbox: StaffInboxService;
  readonly withdrawals: WithdrawalService;
  readonly clock: Clock;
}

/** Money as staff runs it: corrections, the audit, payments by hand, and what waits. */
export const makeLedgerController = (deps: LedgerControllerDeps) => ({
  async inbox(req: Req<typeof schema.getInbox>, res: Response): Promise<void> {
    const inbox = await deps.staffInbox.list(req.actor, req.input.query.limit);
    ok(res, presentInbox(inbox, deps.clock.now()));
  },

  async audit(_req: Req<typeof schema.getAudit>, res: Response): Promise<void> {
    ok(res, presentAudit(await deps.ledgerAudits.view()));
  },

  async propose(req: Req<typeof schema.propose>, res: Response): Promise<void> {
    const adjustment = await deps.adjustments.propose(req.actor, req.input.body);
    created(res, presentAdjustment(adjustment), { message: t(req.locale, 'message.adjustmentProposed') });
  },

  async approve(req: Req<typeof schema.approve>, res: Response): Promise<void> {
    const adjustment = await deps.adjustments.approve(req.actor, req.input.params.id);
    ok(res, presentAdjustment(adjustment), { message: t(req.locale, 'message.adjustmentApproved') });
  },

  async reject(req: Req<typeof schema.reject>, res: Response): Promise<void> {
    const { params, body } = req.input;
    const adjustment = await deps.adjustments.reject(req.actor, params.id, body.reason);
    ok(res, presentAdjustment(adjustment), { message: t(req.locale, 'message.adjustmentRejected') });
  },

  async withdrawalPaid(req: Req<typeof walletSchema.markPaid>, res: Response): Promise<void> {
    const { params, body } = req.input;
    const withdrawal = await deps.withdrawals.markPaid(req.actor, params.id, body.reference);
    ok(res, presentWithdrawal(withdrawal), { message: t(req.locale, 'message.withdrawalPaid') });
  },

  async withdrawalFailed(req: Req<typeof walletSchema.markFailed>, res: Response): Promise<void> {
    const { params, body } = req.input;
    const withdrawal = await deps.withdrawals.markFailed(req.actor, params.id, body.reason);
    ok(res, presentWithdrawal(withdrawal), { message: t(req.locale, 'message.withdrawalFailed') });
  },

  async destination(req: Req<typeof walletSchema.oneWithdrawal>, res: Response): Promise<void> {
    ok(res, presentDestination(await deps.withdrawals.viewDestination(req.actor, req.input.params.id)));
  },
});
