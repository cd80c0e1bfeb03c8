import type { Debts } from '../debts/debts';
import type { Earnings } from '../earnings/earnings';
import type { RunningDeps } from '../jobs/running';
import type { Ledger } from '../ledger/ledger.service';
import type { PlanReturn } from '../payments/returns';

/** What the acts that move a job's money share. */
export interface JobMoneyDeps extends RunningDeps {
  readonly ledger: Pick<Ledger, 'post'>;
  readonly debts: Pick<Debts, 'charge'>;
  readonly earnings: Pick<Earnings, 'openEarning'>;
  readonly planReturn: PlanReturn;
}
