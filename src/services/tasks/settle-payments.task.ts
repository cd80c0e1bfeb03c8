import { minutes } from '../../utils/clock';
import type { SettlePayments } from '../payments/settling';
import type { Task } from './task';

export interface SettlePaymentsDeps {
  readonly settlePayments: SettlePayments;
}

/** Asks the providers about what stays without word. */
export const makeSettlePaymentsTask = ({ settlePayments }: SettlePaymentsDeps): Task => ({
  name: 'settle-payments',
  every: '* * * * *',
  leaseMs: minutes(5),
  async run({ signal }) {
    await settlePayments(signal);
  },
});
