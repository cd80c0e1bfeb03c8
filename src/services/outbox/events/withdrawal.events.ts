import type { Id } from '../../../utils/ids';
import type { Currency } from '../../../utils/money';
import type { PayoutKind } from '../../../utils/payoutWords';

/** What every event of a withdrawal says; never where the money goes. */
export interface WithdrawalFact {
  withdrawalId: Id;
  userId: Id;
  amountMinor: number;
  currency: Currency;
}

export interface AdjustmentFact {
  adjustmentId: Id;
  userId: Id;
  amountMinor: number;
  currency: Currency;
}

/** Money leaves a wallet, or is put right by staff; where it goes to has changed. */
export interface WithdrawalEvents {
  /** `dueBy` in ISO form. */
  'withdrawal.requested': WithdrawalFact & { dueBy: string };
  'withdrawal.sent': WithdrawalFact & { gateway: string };
  'withdrawal.paid': WithdrawalFact & { gateway: string };
  'withdrawal.failed': WithdrawalFact & { reason: string };
  'withdrawal.cancelled': WithdrawalFact;
  /** Staff has read where the money is to go, to pay by hand. */
  'withdrawal.destinationViewed': WithdrawalFact;
  'payoutDetails.changed': { userId: Id; kind: PayoutKind; isFirst: boolean };
  'adjustment.requested': AdjustmentFact & { reason: string };
  'adjustment.approved': AdjustmentFact & { reason: string };
  'adjustment.rejected': AdjustmentFact & { reason: string };
}
