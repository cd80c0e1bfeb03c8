import { minutes } from '../../utils/clock';
import type { Reconciliation } from '../payments/reconciliation';
import type { Task } from './task';

export interface ReconcileDeps {
  readonly reconciliation: Reconciliation;
}

/** Looks for money that came late without a word, and compares the books with what should be and with those of the providers. */
export const makeReconcileTask = ({ reconciliation }: ReconcileDeps): Task => ({
  name: 'reconcile',
  every: '17 * * * *',
  leaseMs: minutes(10),
  run: ({ signal }) => reconciliation.run(signal),
});
