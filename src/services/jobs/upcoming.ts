import { idOf, type Id } from '../../utils/ids';
import { absentFrom, isHired, isOwner, isStaffActor } from '../policies/job.policy';
import { reviewsCloseAt } from '../policies/review.policy';
import type { Asked } from './candidates';

/** Something that happens by itself, or becomes possible, and when. */
export interface Upcoming {
  readonly what:
    | 'expiryWarning'
    | 'expiry'
    | 'hireLapse'
    | 'noShowPossible'
    | 'autoComplete'
    | 'disputeAnswerDue'
    | 'disputeDecisionDue'
    | 'disputeFinal'
    | 'cashConfirmation'
    | 'reviewsClose'
    | 'earningMatures'
    | 'disclosureEnd'
    | 'quoteExpiry'
    | 'invitationExpiry';
  readonly at: Date;
  readonly quoteId?: Id;
  readonly invitationId?: Id;
}

type Maybe = Omit<Upcoming, 'at'> & { readonly at: Date | undefined };

/** What happens to the job without anybody doing anything, the next thing first; only what the reader is concerned with. */
export function upcomingOf(asked: Asked, maturing: readonly Date[]): Upcoming[] {
  const { ctx } = asked;
  const earned = maturing.map((at): Maybe => ({ what: 'earningMatures', at }));
  const all = [...(isSide(asked) ? ofJob(asked) : []), ...earned, ...ofOffers(asked)];
  return all
    .flatMap(({ at, ...event }) => (at && at > ctx.now ? [{ ...event, at }] : []))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

const isSide = ({ actor, job }: Asked): boolean =>
  isOwner(actor, job) || isHired(actor, job) || isStaffActor(actor);

function ofJob({ job, dispute, ctx }: Asked): Maybe[] {
  const isUnderWay = job.status === 'Hired' || job.status === 'On The Way';
  return [
    { what: 'expiryWarning', at: job.isOpen && !job.expiryWarnedAt ? job.expiryWarnsAt : undefined },
    { what: 'expiry', at: job.isOpen ? job.expiresAt : undefined },
    { what: 'hireLapse', at: job.status === 'Hired' && !job.firmAt ? job.lapsesAt : undefined },
    { what: 'noShowPossible', at: isUnderWay ? absentFrom(job, ctx.noShowMinutes) : undefined },
    { what: 'autoComplete', at: job.autoCompletesAt },
    ...ofDispute(dispute),
    { what: 'cashConfirmation', at: job.cash?.confirmsAt },
    { what: 'reviewsClose', at: reviewsCloseAt(job) },
    { what: 'disclosureEnd', at: job.disclosedUntil },
  ];
}

function ofDispute(dispute: Asked['dispute']): Maybe[] {
  const { status, isOpen = false, answeredAt, answerDueAt, decisionDueAt, decision } = dispute ?? {};
  return [
    {
      what: 'disputeAnswerDue',
      at: isOpen && status !== 'Appealed' && !answeredAt ? answerDueAt : undefined,
    },
    { what: 'disputeDecisionDue', at: isOpen ? decisionDueAt : undefined },
    { what: 'disputeFinal', at: isOpen ? undefined : decision?.finalAt },
  ];
}

const ofOffers = ({ quotes, invitations }: Asked): Maybe[] => [
  ...quotes.map(
    (quote) =>
      ({
        what: 'quoteExpiry',
        at: quote.isLive ? quote.expiresAt : undefined,
        quoteId: idOf(quote),
      }) as const,
  ),
  ...invitations.map(
    (one) =>
      ({
        what: 'invitationExpiry',
        at: one.isPending ? one.expiresAt : undefined,
        invitationId: idOf(one),
      }) as const,
  ),
];
