import { minutes } from '../../utils/clock';
import type { WithdrawalSending } from '../withdrawals/sending';
import type { Task } from './task';

const AT_ONCE = 50;

/** Asks the providers what became of payouts of which we have not heard, and sends what was left over. */
export const makeFollowPayoutsTask = ({
  withdrawalSending,
}: {
  readonly withdrawalSending: WithdrawalSending;
}): Task => ({
  name: 'follow-payouts',
  every: '* * * * *',
  leaseMs: minutes(5),
  async run({ signal }) {
    let found = AT_ONCE;
    while (found === AT_ONCE && !signal.aborted) {
      found = await withdrawalSending.lookUpDue(AT_ONCE);
    }
    await withdrawalSending.sendWaiting(signal);
  },
});
