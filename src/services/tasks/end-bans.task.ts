import { minutes } from '../../utils/clock';
import type { StaffService } from '../staff.service';
import type { Task } from './task';

const AT_ONCE = 100;

/** Writes off bans whose time is over and tells the owners; they hold no longer from that time on, with or without this task. */
export const makeEndBansTask = ({ staff }: { readonly staff: Pick<StaffService, 'endDueBans'> }): Task => ({
  name: 'end-bans',
  every: '* * * * *',
  leaseMs: minutes(2),
  async run({ signal }) {
    let ended = AT_ONCE;
    while (ended === AT_ONCE && !signal.aborted) {
      ended = await staff.endDueBans(AT_ONCE);
    }
  },
});
