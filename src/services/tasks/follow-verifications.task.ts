import { minutes } from '../../utils/clock';
import type { FollowVerifications } from '../verification/following';
import type { Task } from './task';

const AT_ONCE = 100;

export interface FollowVerificationsDeps {
  readonly followVerifications: FollowVerifications;
}

/** Reminds craftsmen whose verification ends soon and writes off those that are over; they hold no longer from that time on, with or without this task. */
export const makeFollowVerificationsTask = ({ followVerifications }: FollowVerificationsDeps): Task => ({
  name: 'follow-verifications',
  every: '*/5 * * * *',
  leaseMs: minutes(2),
  async run({ signal }) {
    let found = AT_ONCE;
    while (found === AT_ONCE && !signal.aborted) {
      found = await followVerifications(AT_ONCE);
    }
  },
});
