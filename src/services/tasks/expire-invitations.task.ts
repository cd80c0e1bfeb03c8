import { minutes } from '../../utils/clock';
import type { OfferExpiry } from '../quotes/expiry';
import type { Task } from './task';

const AT_ONCE = 100;

/** Ends invitations whose time is over and tells their people; what is too old is refused before that, with or without this task. */
export const makeExpireInvitationsTask = ({ offerExpiry }: { readonly offerExpiry: OfferExpiry }): Task => ({
  name: 'expire-invitations',
  every: '* * * * *',
  leaseMs: minutes(2),
  async run({ signal }) {
    let found = AT_ONCE;
    while (found === AT_ONCE && !signal.aborted) {
      found = await offerExpiry.invitations(AT_ONCE);
    }
  },
});
