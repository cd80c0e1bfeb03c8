import type { CashStatement } from '../../models/job.model';
import { after } from '../../utils/clock';
import type { Settling } from './settling';

/** What the end by a decision leaves on the job beside its status; what was completed stays completed since then. */
export function factsAfter(settling: Settling, disclosedForMs: number) {
  const { decision, dispute, job, money, now, verdict } = settling;
  const common = {
    money,
    awaitingAcceptance: false,
    disclosedUntil: after(now, disclosedForMs),
    'dispute.countedMinor': verdict.counts.amountMinor,
    ...(dispute.kind === 'work' && { 'dispute.decidedAt': now }),
  };
  return decision.kind === 'refund'
    ? ({ ...common, cancelledAt: now, cancelledBy: settling.isByOffers ? 'system' : 'staff' } as const)
    : { ...common, completedAt: job.completedAt ?? now, ...cashAfter(settling) };
}

/** Nobody confirms any more what was decided. */
function cashAfter({ job, now, verdict }: Settling): { cash?: CashStatement } {
  if (job.paymentType === 'Escrow') {
    return {};
  }
  const { clientAmount, craftsmanAmount } = job.cash ?? {};
  const said = {
    ...(clientAmount !== undefined && { clientAmount }),
    ...(craftsmanAmount !== undefined && { craftsmanAmount }),
  };
  return { cash: { ...said, confirmedAt: now, amount: verdict.counts.amountMinor } };
}
