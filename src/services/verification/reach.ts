import type { QueryFilter } from 'mongoose';
import type { Verification } from '../../models/verification.model';
import { Conflict, Forbidden, type AppError } from '../../utils/errors';
import { idOf, toObjectId } from '../../utils/ids';
import type { UserActor } from '../../utils/types/actor';
import { isTaken, keptSince, mayPassOver, publicStatusOf } from '../policies/verification.policy';

/** Who wants to act on a case, when, and what he has looked at. */
export interface Reaching {
  readonly actor: UserActor;
  readonly now: Date;
  /** Which of the craftsman's submissions he has seen; absent: whatever is there. */
  readonly submission?: number | undefined;
}

/** What must be so besides the state: it is not about himself, no colleague looks at it, and it is what he has seen. */
export const inReachOf = ({ actor, now, submission }: Reaching): QueryFilter<Verification> => ({
  ...(submission !== undefined && { submissions: submission }),
  craftsmanId: { $ne: toObjectId(actor.id) },
  ...(mayPassOver(actor)
    ? {}
    : {
        $or: [
          { takenBy: { $exists: false } },
          { takenBy: toObjectId(actor.id) },
          { takenAt: { $lte: keptSince(now) } },
        ],
      }),
});

/** Why one of staff may not act on a case as it stands; the state in the words of the contract, and in its own. */
export const whyNot =
  ({ actor, now, submission }: Reaching) =>
  (verification: Verification): AppError => {
    const { craftsmanId, status } = verification;
    const pub = { currentState: publicStatusOf(verification), state: status };
    if (idOf(craftsmanId) === actor.id) {
      return new Forbidden('staff.notYourself');
    }
    if (verification.isWaiting && isTaken(actor, verification, now)) {
      return new Conflict('verification.takenByAnother', { pub });
    }
    return verification.isWaiting && submission !== undefined && submission !== verification.submissions
      ? new Conflict('verification.sentAnew', { pub: { ...pub, submissions: verification.submissions } })
      : new Conflict('workflow.wrongState', { pub });
  };
