import type { DebtReason } from '../../../models/debt.model';
import type { EarningSource } from '../../../models/earning.model';
import type { Id } from '../../../utils/ids';
import type { Currency } from '../../../utils/money';
import type { JobFact, Side } from './jobAction.events';

/** A sum that concerns one person because of a job. Amounts in minor units. */
export interface SumFact {
  userId: Id;
  jobId: Id;
  title: string;
  currency: Currency;
}

export interface ChangeOrderFact extends JobFact {
  changeOrderId: Id;
  amountMinor: number;
  currency: Currency;
}

/** What becomes of the money of jobs. Instants are ISO text. */
export interface JobMoneyEvents {
  'earning.opened': SumFact & {
    earningId: Id;
    source: EarningSource;
    amountMinor: number;
    maturesAt: string;
  };
  /** `repaidMinor` of it has paid debts at once. */
  'earning.matured': SumFact & { earningId: Id; amountMinor: number; repaidMinor: number };
  'fee.charged': SumFact & {
    why: DebtReason;
    amountMinor: number;
    fromAvailableMinor: number;
    owedMinor: number;
  };
  'debt.repaid': SumFact & {
    debtId: Id;
    amountMinor: number;
    remainingMinor: number;
    claimantId?: Id;
    claimMinor?: number;
  };
  'debt.reminded': SumFact & { debtId: Id; remainingMinor: number; since: string };
  'cash.stated': JobFact & { by: Side; amountMinor: number; currency: Currency; confirmsAt: string };
  'cash.confirmed': JobFact & {
    /** Absent: by silence. */
    by?: Side;
    amountMinor: number;
    currency: Currency;
    feeMinor: number;
  };
  'cash.differs': JobFact & { clientMinor: number; craftsmanMinor: number; currency: Currency };
  'job.partlyReleased': JobFact & { amountMinor: number; feeMinor: number; currency: Currency };
  'changeOrder.proposed': ChangeOrderFact & { reason: string };
  'changeOrder.accepted': ChangeOrderFact & { isFunded: boolean };
  'changeOrder.funded': ChangeOrderFact;
  'changeOrder.declined': ChangeOrderFact & { by: Side };
}
