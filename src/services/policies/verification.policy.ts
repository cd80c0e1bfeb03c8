import type { Verification } from '../../models/verification.model';
import { idOf } from '../../utils/ids';
import { hasRight } from '../../utils/rights';
import type { Actor } from '../../utils/types/actor';
import { mayFire } from '../workflows/defineWorkflow';
import { verificationWorkflow, type VerificationEvent } from '../workflows/verification.workflow';
import { definePolicy, type Verdict } from './policy';

type Case = Pick<Verification, 'craftsmanId' | 'status'>;

const decides =
  (event: VerificationEvent) =>
  (actor: Actor, { craftsmanId, status: state }: Case): Verdict => {
    if (!hasRight(actor, 'verifications.decide')) {
      return 'access.forbidden';
    }
    if (idOf(craftsmanId) === actor.id) {
      return 'staff.notYourself';
    }
    return mayFire(verificationWorkflow, event, { state, role: actor.role }) || 'workflow.wrongState';
  };

/** What staff may do with a craftsman's request now; nobody decides about himself. */
export const verificationPolicy = definePolicy<Case>()({
  approve: decides('approve'),
  reject: decides('reject'),
});
