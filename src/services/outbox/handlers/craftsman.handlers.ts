import type { Id } from '../../../utils/ids';
import { refreshWorkFacts } from '../../craftsmen/workFacts';
import type { EventMap } from '../events';
import type { Handler } from '../on';
import { on, type HandlerDeps } from './handler';

type Event = keyof EventMap & string;

/** Whatever a list shows or orders by has changed: it is made anew, from the account as it is then. */
const listing = <E extends Event>(
  event: E,
  of: (data: EventMap[E]) => readonly (Id | undefined)[],
): Handler<E, EventMap[E], HandlerDeps> =>
  on(event, 'listing', async ({ data }, { refreshListing }) => {
    for (const id of new Set(of(data))) {
      await (id === undefined ? undefined : refreshListing(id));
    }
  });

/** What somebody's work says of him has changed: it is counted anew. */
const workFacts = <E extends Event>(
  event: E,
  of: (data: EventMap[E]) => Id | undefined,
): Handler<E, EventMap[E], HandlerDeps> =>
  on(event, 'work-facts', async ({ data }) => {
    const id = of(data);
    await (id === undefined ? undefined : refreshWorkFacts(id));
  });

interface OfCraftsman {
  craftsmanId?: Id;
}
interface OfSides extends OfCraftsman {
  clientId: Id;
}

const his = ({ craftsmanId }: OfCraftsman): Id | undefined => craftsmanId;
const both = ({ clientId, craftsmanId }: OfSides): (Id | undefined)[] => [clientId, craftsmanId];

export const registeredListing = listing('user.registered', ({ userId }) => [userId]);
export const profileListing = listing('profile.updated', ({ userId }) => [userId]);
export const roleListing = listing('user.roleChanged', ({ userId }) => [userId]);
export const unbannedListing = listing('user.unbanned', ({ userId }) => [userId]);
export const submittedListing = listing('verification.submitted', ({ craftsmanId }) => [craftsmanId]);
export const approvedListing = listing('verification.approved', ({ craftsmanId }) => [craftsmanId]);
export const verifiedListing = listing('user.verifiedByStaff', ({ userId }) => [userId]);
export const revealedListing = listing('review.revealed', both);
export const moderatedListing = listing('review.moderated', both);

export const acceptedFacts = workFacts('quote.accepted', his);
export const lapsedFacts = workFacts('job.hireLapsed', his);
export const changedFacts = workFacts('job.statusChanged', his);
export const completedFacts = workFacts('job.completed', his);
export const cancelledFacts = workFacts('job.cancelled', his);
export const disputedFacts = workFacts('dispute.opened', his);
export const settledFacts = workFacts('dispute.settled', his);
export const invitationAcceptedFacts = workFacts('invitation.accepted', his);
export const invitationRejectedFacts = workFacts('invitation.rejected', his);
export const invitationExpiredFacts = workFacts('invitation.expired', his);
