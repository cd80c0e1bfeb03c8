import { minutes } from '../../utils/clock';
import type { FollowDisputes } from '../disputes/clocks';
import type { Task } from './task';

const AT_ONCE = 100;

/** Reminds of answers and decisions that are due, and marks answers that did not come. */
export const makeFollowDisputesTask = ({
  followDisputes,
}: {
  readonly followDisputes: FollowDisputes;
}): Task => ({
  name: 'follow-disputes',
  every: '* * * * *',
  leaseMs: minutes(2),
  async run({ signal }) {
    for (const clock of ['answerNextAt', 'decisionNextAt'] as const) {
      let found = AT_ONCE;
      while (found === AT_ONCE && !signal.aborted) {
        found = await followDisputes(clock, AT_ONCE);
      }
    }
  },
});
