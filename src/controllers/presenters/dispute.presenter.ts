import type { Dispute, DisputeDecision } from '../../models/dispute.model';
import type { SeenDispute } from '../../services/dispute.service';
import { isStaffActor } from '../../services/policies/job.policy';
import { disputePolicy } from '../../services/policies/dispute.policy';
import { idOf } from '../../utils/ids';
import type { Actor } from '../../utils/types/actor';
import { presentDoer } from './person.presenter';
import { presentJobCard } from './quote.presenter';

/** A dispute as its two sides see it; staff also see who has decided, what is frozen, and what they may do. */
export const presentDispute = (seen: SeenDispute, viewer: Actor): Record<string, unknown> => ({
  ...commonOf(seen),
  ...(isStaffActor(viewer) && staffPart(seen, viewer)),
});

function commonOf({ dispute, job, people }: SeenDispute): Record<string, unknown> {
  return {
    id: idOf(dispute),
    _id: idOf(dispute),
    jobId: idOf(dispute.jobId),
    job: job ? presentJobCard(job) : null,
    client: presentDoer(idOf(dispute.clientId), people),
    craftsman: presentDoer(idOf(dispute.craftsmanId), people),
    kind: dispute.kind,
    status: dispute.status,
    openedBy: dispute.side,
    reason: dispute.reason,
    description: dispute.description,
    cash: dispute.cash ? presentCash(dispute.cash) : null,
    fromJobStatus: dispute.fromJobState,
    ...clocksOf(dispute),
    currency: dispute.currency,
    inDispute: dispute.claimMinor,
    decision: dispute.decision ? presentDecision(dispute.decision) : null,
    history: presentChanges(dispute.history),
    updatedAt: dispute.updatedAt,
  };
}

const clocksOf = ({ openedAt, answerDueAt, decisionDueAt, decision }: Dispute) => ({
  openedAt,
  answerDueAt,
  decisionDueAt,
  decidedAt: decision?.at ?? null,
  finalAt: decision?.finalAt ?? null,
});

const presentCash = ({ clientAmount, craftsmanAmount }: NonNullable<Dispute['cash']>) => ({
  clientAmount,
  craftsmanAmount,
});

const presentDecision = (decision: DisputeDecision): Record<string, unknown> => ({
  decision: decision.kind,
  reason: decision.reason,
  clientAmount: decision.clientAmount ?? null,
  craftsmanAmount: decision.craftsmanAmount ?? null,
  owed: decision.owedMinor ?? null,
  dueDate: decision.dueDate ?? null,
  at: decision.at,
});

/** Which side did what, and nobody's id. */
const presentChanges = (history: Dispute['history']): Record<string, unknown>[] =>
  history.map(({ event, from, to, by, at }) => ({
    event,
    from,
    to,
    by: by.role === 'admin' || by.role === 'moderator' ? 'staff' : (by.role ?? 'system'),
    at,
  }));

const staffPart = ({ dispute, people }: SeenDispute, viewer: Actor): Record<string, unknown> => ({
  frozen: dispute.frozenMinor,
  decidedBy: dispute.decision ? presentDoer(dispute.decision.by.id, people) : null,
  can: { resolve: disputePolicy.resolve(viewer, dispute) === true },
});
