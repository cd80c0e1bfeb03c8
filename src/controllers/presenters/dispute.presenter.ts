import type { Dispute, DisputeDecision } from '../../models/dispute.model';
import type { SeenDispute } from '../../services/dispute.service';
import {
  disputePolicy,
  disputeSidePolicy,
  sideIn,
  type DisputeSideVerb,
} from '../../services/policies/dispute.policy';
import { isStaffActor } from '../../services/policies/job.policy';
import type { Verdict } from '../../services/policies/policy';
import { idOf } from '../../utils/ids';
import type { Actor } from '../../utils/types/actor';
import { presentEvidence, presentNote, presentOffer, type LinkTo } from './disputeEvidence.presenter';
import { presentDoer } from './person.presenter';
import { presentJobCard } from './quote.presenter';

export interface DisputeLook {
  readonly viewer: Actor;
  /** Where a private file is seen for a few minutes. */
  readonly linkTo: LinkTo;
}

/** A dispute as its two sides see it; staff also see who has decided, what is frozen, and their notes. */
export const presentDispute = (seen: SeenDispute, look: DisputeLook): Record<string, unknown> => ({
  ...commonOf(seen),
  ...possibleFor(seen, look.viewer),
  ...(seen.details && detailsOf(seen, look)),
  ...(isStaffActor(look.viewer) && staffPart(seen)),
});

function commonOf({ dispute, job, people, now }: SeenDispute): Record<string, unknown> {
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
    upcoming: upcomingIn(dispute, now),
    currency: dispute.currency,
    inDispute: dispute.claimMinor,
    evidenceCount: dispute.evidenceCount,
    decision: dispute.decision ? presentDecision(dispute.decision) : null,
    appeal: dispute.appeal ? presentAppeal(dispute.appeal) : null,
    firstDecision: dispute.firstDecision ? presentDecision(dispute.firstDecision) : null,
    history: presentChanges(dispute.history),
    updatedAt: dispute.updatedAt,
  };
}

const clocksOf = ({ openedAt, answerDueAt, decisionDueAt, decision, ...dispute }: Dispute) => ({
  openedAt,
  answerDueAt,
  answeredAt: dispute.answeredAt ?? null,
  unansweredAt: dispute.unansweredAt ?? null,
  takenAt: dispute.takenAt ?? null,
  decisionDueAt,
  decidedAt: decision?.at ?? null,
  finalAt: decision?.finalAt ?? null,
});

/** The clocks that run, the next one first. */
function upcomingIn(dispute: Dispute, now: Date): { what: string; at: Date }[] {
  const { isOpen, status, answeredAt, answerDueAt, decisionDueAt, decision } = dispute;
  const isAnswerDue = isOpen && status !== 'Appealed' && answeredAt === undefined;
  const all = [
    { what: 'answerDue', at: isAnswerDue ? answerDueAt : undefined },
    { what: 'decisionDue', at: isOpen ? decisionDueAt : undefined },
    { what: 'final', at: isOpen ? undefined : decision?.finalAt },
  ];
  return all.flatMap(({ what, at }) => (at && at > now ? [{ what, at }] : []));
}

const presentCash = ({ clientAmount, craftsmanAmount }: NonNullable<Dispute['cash']>) => ({
  clientAmount,
  craftsmanAmount,
});

const presentDecision = (decision: DisputeDecision): Record<string, unknown> => ({
  decision: decision.kind,
  reason: decision.reason,
  byOffers: decision.isByOffers === true,
  clientAmount: decision.clientAmount ?? null,
  craftsmanAmount: decision.craftsmanAmount ?? null,
  owed: decision.owedMinor ?? null,
  dueDate: decision.dueDate ?? null,
  at: decision.at,
});

const presentAppeal = ({ side, reason, at }: NonNullable<Dispute['appeal']>) => ({ by: side, reason, at });

/** Which side did what, and nobody's id. */
const presentChanges = (history: Dispute['history']): Record<string, unknown>[] =>
  history.map(({ event, from, to, by, at }) => ({
    event,
    from,
    to,
    by: by.role === 'admin' || by.role === 'moderator' ? 'staff' : (by.role ?? 'system'),
    at,
  }));

const SIDE_VERBS: readonly DisputeSideVerb[] = ['answer', 'addEvidence', 'offerSettlement', 'appeal'];
const STAFF_VERBS = ['take', 'note', 'resolve'] as const;

/** What the reader may do now, and why not. */
function possibleFor({ dispute, now }: SeenDispute, viewer: Actor): Record<string, unknown> {
  const verdicts: (readonly [string, Verdict])[] =
    sideIn(viewer, dispute) !== undefined
      ? SIDE_VERBS.map((verb) => [verb, disputeSidePolicy[verb](viewer, dispute, { now })])
      : STAFF_VERBS.map((verb) => [verb, disputePolicy[verb](viewer, dispute)]);
  return {
    can: Object.fromEntries(verdicts.map(([verb, verdict]) => [verb, verdict === true])),
    whyNot: Object.fromEntries(verdicts.filter(([, verdict]) => verdict !== true)),
  };
}

const detailsOf = ({ details, people, dispute }: SeenDispute, { linkTo }: DisputeLook) => ({
  evidence: (details?.evidence ?? []).map((evidence) => presentEvidence(evidence, { dispute, linkTo })),
  myOffer: details?.ownOffer ? presentOffer(details.ownOffer) : null,
  ...(details?.notes && { notes: details.notes.map((note) => presentNote(note, people)) }),
});

const staffPart = ({ dispute, people }: SeenDispute): Record<string, unknown> => ({
  frozen: dispute.frozenMinor,
  takenBy: dispute.takenBy ? presentDoer(dispute.takenBy.id, people) : null,
  decidedBy: dispute.decision ? presentDoer(dispute.decision.by.id, people) : null,
});
