import type { QueryFilter } from 'mongoose';
import type { Verification } from '../../models/verification.model';
import { Conflict, Forbidden, type AppError } from '../../utils/errors';
import { idOf, toObjectId } from '../../utils/ids';
import type { UserActor } from '../../utils/types/actor';
import { isTaken, keptSince, mayPassOver, publicStatusOf } from '../policies/verification.policy';

/** What must be so besides the state: it is not about himself, and no colleague looks at it. */
export const inReachOf = (actor: UserActor, now: Date): QueryFilter<Verification> => ({
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
  (actor: UserActor, now: Date) =>
  (verification: Verification): AppError => {
    const { craftsmanId, status } = verification;
    const pub = { currentState: publicStatusOf(verification), state: status };
    if (idOf(craftsmanId) === actor.id) {
      return new Forbidden('staff.notYourself');
    }
    return verification.isWaiting && isTaken(actor, verification, now)
      ? new Conflict('verification.takenByAnother', { pub })
      : new Conflict('workflow.wrongState', { pub });
  };
