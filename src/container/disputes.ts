import { makeOpenDispute } from '../services/acts/open-dispute';
import { makeSettleDispute } from '../services/acts/settle-dispute';
import { makeDisputeService } from '../services/dispute.service';
import { makeOpenCashDispute } from '../services/disputes/cashDifference';
import type { DisputeDeps } from '../services/disputes/deps';

/** Makes disputes: opened by a side or by the system, decided by staff. */
export const makeDisputes = (deps: DisputeDeps) => ({
  disputes: makeDisputeService(),
  openDispute: makeOpenDispute(deps),
  openCashDispute: makeOpenCashDispute(deps),
  settleDispute: makeSettleDispute(deps),
});
