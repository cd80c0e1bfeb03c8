import { makeOpenDispute } from '../services/acts/open-dispute';
import { makeSettleDispute } from '../services/acts/settle-dispute';
import { makeDisputeService } from '../services/dispute.service';
import { makeOpenCashDispute } from '../services/disputes/cashDifference';
import type { DisputeDeps } from '../services/disputes/deps';
import { planReturn } from '../services/payments/returns';
import type { Core } from './core';

/** What becomes of a job whose sides are at odds. */
export type Disputes = ReturnType<typeof makeDisputes>;

/** Makes disputes: opened by a side or by the system, decided by staff. */
export function makeDisputes(core: Core) {
  const deps: DisputeDeps = { ...core, planReturn };
  return {
    disputes: makeDisputeService(),
    openDispute: makeOpenDispute(deps),
    openCashDispute: makeOpenCashDispute(deps),
    settleDispute: makeSettleDispute(deps),
  };
}
