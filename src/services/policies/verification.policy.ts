import type { VerificationStatus } from '../../models/user.model';
import type { Verification } from '../../models/verification.model';
import { after, hours } from '../../utils/clock';
import { idOf } from '../../utils/ids';
import { hasRight } from '../../utils/rights';
import type { Actor } from '../../utils/types/actor';
import { mayFire } from '../workflows/defineWorkflow';
import {
  verificationWorkflow,
  type VerificationEvent,
  type VerificationState,
} from '../workflows/verification.workflow';
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

const PUBLIC: Readonly<Record<VerificationState, VerificationStatus>> = {
  not_started: 'Pending',
  submitted: 'Pending',
  in_review: 'Pending',
  changes_requested: 'Pending',
  approved: 'Verified',
  rejected: 'Rejected',
};

/** What others see of a case: one of the three words of the contract. */
export const publicStatusOf = ({
  status,
  lapsedAt,
}: {
  readonly status: VerificationState;
  readonly lapsedAt?: Date | undefined;
}): VerificationStatus => (lapsedAt ? 'Pending' : PUBLIC[status]);
