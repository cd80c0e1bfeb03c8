import type { Dispute } from '../../models/dispute.model';
import { idOf } from '../../utils/ids';
import { hasRight } from '../../utils/rights';
import type { Actor } from '../../utils/types/actor';
import { mayFire } from '../workflows/defineWorkflow';
import { disputeWorkflow } from '../workflows/dispute.workflow';
import { definePolicy } from './policy';

type Facts = Pick<Dispute, 'clientId' | 'craftsmanId' | 'status'>;

/** Whether the dispute is the actor's own. */
const isParty = ({ id }: Actor, { clientId, craftsmanId }: Facts): boolean =>
  idOf(clientId) === id || idOf(craftsmanId) === id;

/** Who may do what with a dispute: its two sides look at it, staff who are neither decide it. */
export const disputePolicy = definePolicy<Facts>()({
  read: (actor, dispute) =>
    isParty(actor, dispute) || hasRight(actor, 'disputes.decide') || 'request.notFound',
  resolve: (actor, dispute) => {
    if (isParty(actor, dispute)) {
      return 'dispute.ownCase';
    }
    const { status: state } = dispute;
    return mayFire(disputeWorkflow, 'resolve', { state, role: actor.role }) || 'workflow.wrongState';
  },
});
