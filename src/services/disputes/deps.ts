import type { Debts } from '../debts/debts';
import type { Earnings } from '../earnings/earnings';
import type { JobMoneyDeps } from '../jobMoney/deps';

/** What opening and deciding disputes share. */
export interface DisputeDeps extends JobMoneyDeps {
  readonly debts: Pick<Debts, 'charge' | 'openClawback' | 'forgiveFee' | 'forgiveClawback'>;
  readonly earnings: Earnings;
}
