import type { Dispute } from '../../models/dispute.model';
import type { DisputeSide } from '../../utils/disputeWords';
import { idOf } from '../../utils/ids';
import { hasRight } from '../../utils/rights';
import type { Actor } from '../../utils/types/actor';
import { mayFire } from '../workflows/defineWorkflow';
import { disputeWorkflow } from '../workflows/dispute.workflow';
import { isStaffActor } from './job.policy';
import { definePolicy, type Verdict } from './policy';

/** What of a dispute decides who may do what. */
export type DisputeFacts = Pick<
  Dispute,
  | 'clientId'
  | 'craftsmanId'
  | 'status'
  | 'side'
  | 'isOpen'
  | 'answerDueAt'
  | 'answeredAt'
  | 'unansweredAt'
  | 'decision'
  | 'appeal'
>;

/** On which side of the dispute somebody is; undefined for everybody else. */
export function sideIn(
  { id }: Actor,
  { clientId, craftsmanId }: Pick<Dispute, 'clientId' | 'craftsmanId'>,
): DisputeSide | undefined {
  if (idOf(clientId) === id) {
    return 'client';
  }
  return idOf(craftsmanId) === id ? 'craftsman' : undefined;
}

const notParty = (actor: Actor, dispute: DisputeFacts): Verdict =>
  sideIn(actor, dispute) === undefined || 'dispute.ownCase';

/** Who looks at a dispute, and what staff who are on neither side may do with it. */
export const disputePolicy = definePolicy<DisputeFacts>()({
  read: (actor, dispute) =>
    sideIn(actor, dispute) !== undefined || hasRight(actor, 'disputes.decide') || 'request.notFound',
  take: (actor, dispute) => {
    const { status: state } = dispute;
    return firstOf(
      notParty(actor, dispute),
      mayFire(disputeWorkflow, 'take', { state, role: actor.role }) || 'workflow.wrongState',
    );
  },
  note: (actor, dispute) => notParty(actor, dispute),
  resolve: (actor, dispute) => {
    const { status: state, decision } = dispute;
    if (state === 'Appealed') {
      return firstOf(notParty(actor, dispute), decision?.by.id !== actor.id || 'dispute.sameStaff');
    }
    return firstOf(
      notParty(actor, dispute),
      mayFire(disputeWorkflow, 'resolve', { state, role: actor.role }) || 'workflow.wrongState',
    );
  },
});

interface Now {
  readonly now: Date;
}

type Check = (actor: Actor, dispute: DisputeFacts, ctx: Now) => Verdict;

/** Staff see it and are on no side; to others it is not there. */
const onSide: Check = (actor, dispute) =>
  sideIn(actor, dispute) !== undefined || (isStaffActor(actor) ? 'workflow.forbidden' : 'request.notFound');
const open: Check = (_actor, { isOpen }) => isOpen || 'workflow.wrongState';
const undecided: Check = (_actor, { status }) =>
  status === 'Open' || status === 'UnderReview' || 'workflow.wrongState';
const asked: Check = (actor, dispute) => sideIn(actor, dispute) !== dispute.side || 'dispute.yours';
const unanswered: Check = (_actor, { answeredAt }) => answeredAt === undefined || 'dispute.alreadyAnswered';
const answerInTime: Check = (_actor, { answerDueAt, unansweredAt }, { now }) =>
  (unansweredAt === undefined && answerDueAt > now) || 'dispute.answerTooLate';

const decidedOnce: Check = (_actor, { status, appeal }) => {
  if (appeal) {
    return 'dispute.alreadyAppealed';
  }
  return status === 'Resolved' || 'workflow.wrongState';
};
const byStaff: Check = (_actor, { decision }) => decision?.isByOffers !== true || 'dispute.settledByOffers';
const ended: Check = (_actor, { decision }) => decision?.kind !== 'rework' || 'dispute.notFinal';
const appealInTime: Check = (_actor, { decision }, { now }) =>
  (decision?.finalAt !== undefined && decision.finalAt > now) || 'dispute.appealTooLate';

const all =
  (...checks: readonly Check[]): Check =>
  (actor, dispute, ctx) =>
    checks.map((check) => check(actor, dispute, ctx)).find((verdict) => verdict !== true) ?? true;

/** What the two sides may do (rules.md, section 5): yes, or the code with which the write refuses. */
export const disputeSidePolicy = definePolicy<DisputeFacts, Now>()({
  answer: all(onSide, undecided, asked, unanswered, answerInTime),
  addEvidence: all(onSide, open),
  offerSettlement: all(onSide, undecided),
  appeal: all(onSide, decidedOnce, byStaff, ended, appealInTime),
});

export type DisputeSideVerb = keyof typeof disputeSidePolicy;

const firstOf = (...verdicts: readonly Verdict[]): Verdict =>
  verdicts.find((verdict) => verdict !== true) ?? true;
