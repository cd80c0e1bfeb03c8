import { minutes } from '../../utils/clock';
import type { MatureEarnings } from '../earnings/maturing';
import type { Task } from './task';

const AT_ONCE = 100;

/** Makes earnings available whose hold period is over. */
export const makeMatureEarningsTask = ({
  matureEarnings,
}: {
  readonly matureEarnings: MatureEarnings;
}): Task => ({
  name: 'mature-earnings',
  every: '* * * * *',
  leaseMs: minutes(2),
  async run({ signal }) {
    let found = AT_ONCE;
    while (found === AT_ONCE && !signal.aborted) {
      found = await matureEarnings(AT_ONCE);
    }
  },
});
