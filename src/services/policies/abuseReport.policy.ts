import type { AbuseCase } from '../../models/abuseCase.model';
import { idOf } from '../../utils/ids';
import { hasRight, isStaff } from '../../utils/rights';
import type { Actor, Role } from '../../utils/types/actor';
import { definePolicy } from './policy';

type Facts = Pick<AbuseCase, 'aboutId'>;

/** What a decision depends on beside the case. */
export interface CaseContext {
  /** Of the person responsible; none when the account is gone. */
  readonly aboutRoles: readonly Role[];
  /** The actor is one of those who reported it. */
  readonly hasReported: boolean;
}

/** Who decides on a case: nobody on his own, and on what staff has done only those with the right over staff. */
export const abuseCasePolicy = definePolicy<Facts, CaseContext>()({
  decide: (actor: Actor, { aboutId }, { aboutRoles, hasReported }) => {
    if (!hasRight(actor, 'reports.decide')) {
      return 'access.forbidden';
    }
    if (hasReported || idOf(aboutId) === actor.id) {
      return 'abuseReport.ownCase';
    }
    return !isStaff(aboutRoles) || hasRight(actor, 'staff.ban') || 'staff.notStaff';
  },
});
