import type { RunningDeps } from '../jobs/running';
import type { Ledger } from '../ledger/ledger.service';
import type { PlanReturn } from '../payments/returns';

/** What opening and deciding disputes share. */
export interface DisputeDeps extends RunningDeps {
  readonly ledger: Pick<Ledger, 'post'>;
  readonly planReturn: PlanReturn;
}
