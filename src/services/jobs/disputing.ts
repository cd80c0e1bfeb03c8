import { DisputeModel, type Dispute } from '../../models/dispute.model';
import type { Job } from '../../models/job.model';
import { idOf } from '../../utils/ids';
import type { UserActor } from '../../utils/types/actor';
import { disputePolicy, disputeSidePolicy, sideIn, type DisputeSideVerb } from '../policies/dispute.policy';
import { isHired, isOwner, isStaffActor } from '../policies/job.policy';
import type { Asked, Candidate } from './candidates';

/** The latest dispute, for those whom it concerns, until nobody can do anything about it any more. */
export async function findDisputeOf(actor: UserActor, job: Job, now: Date): Promise<Dispute | undefined> {
  const isConcerned = isOwner(actor, job) || isHired(actor, job) || isStaffActor(actor);
  if (!job.dispute || !isConcerned) {
    return undefined;
  }
  const dispute = await DisputeModel.findOne({ _id: job.dispute.disputeId }).lean<Dispute>().exec();
  const isLive = dispute !== null && (dispute.isOpen || isAppealable(dispute, now));
  return isLive ? dispute : undefined;
}

const isAppealable = ({ appeal, decision }: Dispute, now: Date): boolean =>
  appeal === undefined && decision?.finalAt !== undefined && decision.finalAt > now;

type Row = Pick<Candidate, 'action' | 'needs'> & { readonly at: string };

const OF_SIDES: Readonly<Record<DisputeSideVerb, Row>> = {
  answer: { action: 'answerDispute', at: 'answer', needs: ['text'] },
  addEvidence: { action: 'addEvidence', at: 'evidence', needs: ['text'] },
  offerSettlement: { action: 'offerSettlement', at: 'settlement', needs: ['amount'] },
  appeal: { action: 'appealDispute', at: 'appeal', needs: ['reason'] },
};

/** What may be done about the dispute, by the same rules as on its own pages. */
export function disputeVerbs({ actor, dispute, ctx }: Asked): Candidate[] {
  if (!dispute) {
    return [];
  }
  const disputeId = idOf(dispute);
  if (sideIn(actor, dispute) !== undefined) {
    const verbs = Object.keys(OF_SIDES) as DisputeSideVerb[];
    return verbs.map((verb) => {
      const { at, ...row } = OF_SIDES[verb];
      const verdict = disputeSidePolicy[verb](actor, dispute, ctx);
      return { ...row, verdict, method: 'POST', path: `/api/disputes/${disputeId}/${at}`, disputeId };
    });
  }
  const path = `/api/admin/disputes/${disputeId}`;
  return [
    {
      action: 'takeDispute',
      verdict: disputePolicy.take(actor, dispute),
      method: 'POST',
      path: `${path}/take`,
      disputeId,
    },
    {
      action: 'resolveDispute',
      verdict: disputePolicy.resolve(actor, dispute),
      method: 'POST',
      path: `${path}/resolve`,
      disputeId,
      needs: ['decision', 'reason'],
    },
  ];
}
