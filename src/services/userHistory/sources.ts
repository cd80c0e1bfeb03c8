import { AbuseCaseModel } from '../../models/abuseCase.model';
import { AbuseReportModel } from '../../models/abuseReport.model';
import { ActivityModel } from '../../models/activity.model';
import { DisputeModel, type Dispute } from '../../models/dispute.model';
import { JobModel, type Job } from '../../models/job.model';
import { PaymentModel } from '../../models/payment.model';
import { QuoteModel } from '../../models/quote.model';
import { ReviewModel, type Review } from '../../models/review.model';
import { VerificationModel } from '../../models/verification.model';
import { WithdrawalModel } from '../../models/withdrawal.model';
import { idOf } from '../../utils/ids';
import { sourceOf, type HistoryLine, type HistorySource } from './source';

type Facts = HistoryLine['facts'];

const jobFacts = ({ title, status, paymentType, listPrice, currency }: Job): Facts => ({
  title,
  status,
  paymentType,
  price: listPrice,
  currency,
});

const disputeFacts =
  (side: 'client' | 'craftsman') =>
  (dispute: Dispute): Facts => ({
    jobId: idOf(dispute.jobId),
    side,
    isOpenedByHim: dispute.side === side,
    reason: dispute.reason,
    status: dispute.status,
    decision: dispute.decision?.kind ?? null,
  });

/** Only what is revealed, or was: nothing leaks earlier, to nobody. */
const reviewFacts =
  (isAboutHim: boolean) =>
  ({ jobId, rating, status, comment }: Review): Facts => ({
    jobId: idOf(jobId),
    isAboutHim,
    rating,
    status,
    comment: comment ?? null,
  });

const reviews: readonly HistorySource[] = (['Revealed', 'Hidden'] as const).flatMap((status) => [
  sourceOf(ReviewModel, {
    kind: 'review',
    at: 'createdAt',
    filter: (reviewerId) => ({ reviewerId, status }),
    facts: reviewFacts(false),
  }),
  sourceOf(ReviewModel, {
    kind: 'review',
    at: 'revealedAt',
    filter: (id) => ({ 'subject.id': id, status }),
    facts: reviewFacts(true),
  }),
]);

const work: readonly HistorySource[] = [
  sourceOf(JobModel, {
    kind: 'job',
    at: 'createdAt',
    filter: (clientId) => ({ clientId }),
    facts: jobFacts,
  }),
  sourceOf(JobModel, {
    kind: 'hire',
    at: 'createdAt',
    filter: (craftsmanId) => ({ craftsmanId }),
    facts: jobFacts,
  }),
  sourceOf(QuoteModel, {
    kind: 'quote',
    at: 'createdAt',
    filter: (craftsmanId) => ({ craftsmanId }),
    facts: ({ jobId, status, price, currency }) => ({ jobId: idOf(jobId), status, price, currency }),
  }),
];

const money: readonly HistorySource[] = [
  sourceOf(PaymentModel, {
    kind: 'payment',
    at: 'createdAt',
    filter: (userId) => ({ userId }),
    facts: ({ purpose, subject, provider, status, amountMinor, currency }) => ({
      purpose,
      subjectId: idOf(subject.id),
      provider,
      status,
      amount: amountMinor,
      currency,
    }),
  }),
  sourceOf(WithdrawalModel, {
    kind: 'withdrawal',
    at: 'createdAt',
    filter: (userId) => ({ userId }),
    facts: ({ status, amountMinor, currency }) => ({ status, amount: amountMinor, currency }),
  }),
];

const trust: readonly HistorySource[] = [
  sourceOf(DisputeModel, {
    kind: 'dispute',
    at: 'openedAt',
    filter: (clientId) => ({ clientId }),
    facts: disputeFacts('client'),
  }),
  sourceOf(DisputeModel, {
    kind: 'dispute',
    at: 'openedAt',
    filter: (craftsmanId) => ({ craftsmanId }),
    facts: disputeFacts('craftsman'),
  }),
  sourceOf(AbuseCaseModel, {
    kind: 'report',
    at: 'openedAt',
    filter: (aboutId) => ({ aboutId }),
    facts: ({ subject, status, reportCount, outcome }) => ({
      isAboutHim: true,
      subjectType: subject.type,
      subjectId: idOf(subject.id),
      status,
      reports: reportCount,
      decision: outcome?.decision ?? null,
    }),
  }),
  sourceOf(AbuseReportModel, {
    kind: 'report',
    at: 'createdAt',
    filter: (reporterId) => ({ reporterId }),
    facts: ({ caseId, reason }) => ({ isAboutHim: false, caseId: idOf(caseId), reason }),
  }),
  ...reviews,
  sourceOf(VerificationModel, {
    kind: 'verification',
    at: 'createdAt',
    filter: (craftsmanId) => ({ craftsmanId }),
    facts: ({ status, decidedAt, reason }) => ({
      status,
      decidedAt: decidedAt?.toISOString() ?? null,
      reason: reason ?? null,
    }),
  }),
];

/** Bans, logins, changed contacts and roles: what the activity log says of the account itself. */
const account = sourceOf(ActivityModel, {
  kind: 'account',
  at: 'at',
  filter: (userId) => ({ 'target.type': 'user', 'target.id': idOf(userId) }),
  facts: ({ action, actor, reason, before, after }, userId) => ({
    action,
    isByHim: actor.id === idOf(userId),
    byId: actor.id,
    reason: reason ?? null,
    before: textOf(before),
    after: textOf(after),
  }),
});

const textOf = (facts: object | undefined): string | null => (facts ? JSON.stringify(facts) : null);

/** Everything that makes up the history of a user; the order is part of the cursors. */
export const historySources: readonly HistorySource[] = [...work, ...money, ...trust, account];
