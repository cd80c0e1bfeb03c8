import type { Verification } from '../../models/verification.model';
import { after, hours } from '../../utils/clock';
import { idOf } from '../../utils/ids';
import { hasRight } from '../../utils/rights';
import type { Actor } from '../../utils/types/actor';
import { mayFire } from '../workflows/defineWorkflow';
import { verificationWorkflow, type VerificationEvent } from '../workflows/verification.workflow';
import { definePolicy, type Verdict } from './policy';

export type CaseFacts = Pick<Verification, 'craftsmanId' | 'status' | 'takenBy' | 'takenAt'>;

export interface CaseContext {
  readonly now: Date;
}

/** Whoever has taken a case keeps it for so long; then it is anybody's again. */
const KEPT_MS = hours(24);

/** What was taken before that is nobody's any more. */
export const keptSince = (now: Date): Date => after(now, -KEPT_MS);

/** Admins go before everybody. */
export const mayPassOver = (actor: Actor): boolean => hasRight(actor, 'staff.manage');

/** Whether a colleague looks at the case. */
export const isTaken = (actor: Actor, { takenBy, takenAt }: Omit<CaseFacts, 'status'>, now: Date): boolean =>
  takenBy !== undefined &&
  idOf(takenBy) !== actor.id &&
  takenAt !== undefined &&
  takenAt > keptSince(now) &&
  !mayPassOver(actor);

const fires =
  (event: VerificationEvent) =>
  (actor: Actor, facts: CaseFacts, { now }: CaseContext): Verdict => {
    if (!hasRight(actor, 'verifications.decide')) {
      return 'access.forbidden';
    }
    if (idOf(facts.craftsmanId) === actor.id) {
      return 'staff.notYourself';
    }
    if (!mayFire(verificationWorkflow, event, { state: facts.status, role: actor.role })) {
      return 'workflow.wrongState';
    }
    return isTaken(actor, facts, now) ? 'verification.takenByAnother' : true;
  };

/** What staff may do with a craftsman's case now; nobody decides about himself. */
export const verificationPolicy = definePolicy<CaseFacts, CaseContext>()({
  take: fires('take'),
  requestChanges: fires('requestChanges'),
  approve: fires('approve'),
  reject: fires('reject'),
});
