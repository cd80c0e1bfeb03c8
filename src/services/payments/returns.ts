import type { Job } from '../../models/job.model';
import { idOf } from '../../utils/ids';
import type { Money } from '../../utils/money';
import type { Tx } from '../../utils/transaction';
import type { Return } from '../ledger/postings/return';

/** Money of a job that goes back to its client. */
export interface Returning {
  readonly job: Job;
  readonly amount: Money;
  /** Card refunds wait: what was decided may still be appealed. */
  readonly waitUntil?: Date | undefined;
}

export type PlanReturn = (tx: Tx, given: Returning) => Promise<Return>;

/** How a client's money goes back to him: to his wallet. */
export const planReturn: PlanReturn = (_tx, { job, amount }) =>
  Promise.resolve({ clientId: idOf(job.clientId), toWallet: amount, toCards: [] });
