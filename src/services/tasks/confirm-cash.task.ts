import { minutes, type Clock } from '../../utils/clock';
import type { ConfirmCashBySilence } from '../acts/confirm-cash';
import { eachDueJob } from '../jobs/dueJobs';
import type { Task } from './task';

export interface ConfirmCashDeps {
  readonly clock: Clock;
  readonly confirmCashBySilence: ConfirmCashBySilence;
}

/** Confirms cash payments to which a side has said nothing in time. */
export const makeConfirmCashTask = ({ clock, confirmCashBySilence }: ConfirmCashDeps): Task => ({
  name: 'confirm-cash',
  every: '* * * * *',
  leaseMs: minutes(2),
  async run(context) {
    await eachDueJob({ ...context, due: 'cash.confirmsAt', now: clock.now(), act: confirmCashBySilence });
  },
});
