import type { Response } from 'express';
import type { RequestWithdrawal } from '../services/acts/request-withdrawal';
import type { PayoutDetailsService } from '../services/payoutDetails.service';
import type { WalletService } from '../services/wallet.service';
import type { WithdrawalService } from '../services/withdrawal.service';
import { t } from '../utils/i18n';
import type { Req } from '../utils/input';
import { mapPage } from '../utils/page';
import type { Destination } from '../utils/payoutWords';
import { created, list, ok } from '../utils/respond';
import type * as schema from '../validators/wallet.validator';
import {
  presentBalance,
  presentPayoutDetails,
  presentStatementLine,
  presentTransaction,
  presentWithdrawal,
} from './presenters/wallet.presenter';

export interface WalletControllerDeps {
  readonly wallets: WalletService;
  readonly payoutDetails: PayoutDetailsService;
  readonly withdrawals: WithdrawalService;
  readonly requestWithdrawal: RequestWithdrawal;
}

/** One's own wallet: what is in it, where it goes, how it is taken out. */
export const makeWalletController = (deps: WalletControllerDeps) => ({
  async balance(req: Req<typeof schema.getBalance>, res: Response): Promise<void> {
    ok(res, presentBalance(await deps.wallets.balanceOf(req.actor.id)));
  },

  async transactions(req: Req<typeof schema.listTransactions>, res: Response): Promise<void> {
    list(res, mapPage(await deps.wallets.transactions(req.actor, req.input.query), presentTransaction));
  },

  async statement(req: Req<typeof schema.getStatement>, res: Response): Promise<void> {
    const { from, to, ...request } = req.input.query;
    list(res, mapPage(await deps.wallets.statement(req.actor, { from, to, request }), presentStatementLine));
  },

  async payoutDetails(req: Req<typeof schema.getPayoutDetails>, res: Response): Promise<void> {
    ok(res, presentPayoutDetails(await deps.payoutDetails.find(req.actor)));
  },

  async setPayoutDetails(req: Req<typeof schema.setPayoutDetails>, res: Response): Promise<void> {
    const details = await deps.payoutDetails.set(req.actor, req.input.body as Destination);
    ok(res, presentPayoutDetails(details), { message: t(req.locale, 'message.payoutDetailsSaved') });
  },

  async withdraw(req: Req<typeof schema.withdraw>, res: Response): Promise<void> {
    const withdrawal = await deps.requestWithdrawal(req.actor, req.input.body.amount);
    const message = t(req.locale, 'message.withdrawalRequested');
    created(res, presentWithdrawal(await deps.withdrawals.withDestination(withdrawal)), { message });
  },

  async listWithdrawals(req: Req<typeof schema.listWithdrawals>, res: Response): Promise<void> {
    const { status, ...request } = req.input.query;
    list(res, mapPage(await deps.withdrawals.listOwn(req.actor, { status }, request), presentWithdrawal));
  },

  async cancel(req: Req<typeof schema.oneWithdrawal>, res: Response): Promise<void> {
    const withdrawal = await deps.withdrawals.cancel(req.actor, req.input.params.id);
    ok(res, presentWithdrawal(withdrawal), { message: t(req.locale, 'message.withdrawalCancelled') });
  },
});
