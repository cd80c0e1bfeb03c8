import { ActivityModel, type Activity } from '../../models/activity.model';
import { DisputeModel, type Dispute } from '../../models/dispute.model';
import { JobModel, type Job } from '../../models/job.model';
import type { LedgerLine } from '../../models/ledgerLine.model';
import { ledgerLines } from '../../models/queries/ledgerLines.query';
import { QuoteModel, type Quote } from '../../models/quote.model';
import { ReviewModel, type Review } from '../../models/review.model';
import { UserModel, type User } from '../../models/user.model';
import { idOf } from '../../utils/ids';
import { datasetOf, type Dataset } from './dataset';

export const DATASETS = [
  'users',
  'jobs',
  'quotes',
  'transactions',
  'disputes',
  'reviews',
  'activity',
] as const;
export type DatasetName = (typeof DATASETS)[number];

const json = (facts: object | undefined): string | undefined => facts && JSON.stringify(facts);
const id = (value: Parameters<typeof idOf>[0] | undefined): string | undefined => value && idOf(value);

const users = datasetOf<User>(UserModel, {
  at: 'createdAt',
  sort: { createdAt: -1, _id: -1 },
  without: { passwordHash: 0, searchTerms: 0, preferences: 0 },
  columns: {
    id: (user) => idOf(user),
    createdAt: (user) => user.createdAt,
    email: (user) => user.email,
    emailVerifiedAt: (user) => user.emailVerifiedAt,
    phone: (user) => user.phone,
    phoneVerifiedAt: (user) => user.phoneVerifiedAt,
    firstName: (user) => user.firstName,
    lastName: (user) => user.lastName,
    roles: (user) => user.roles.join(' '),
    locale: (user) => user.locale,
    city: (user) => user.address?.city,
    verification: (user) => user.craftsman?.verificationStatus,
    ban: (user) => user.ban?.level,
    bannedUntil: (user) => user.ban?.until,
    rating: (user) => user.rating,
    ratingCount: (user) => user.ratingCount ?? 0,
    lastLoginAt: (user) => user.lastLoginAt,
  },
});

const jobs = datasetOf<Job>(JobModel, {
  at: 'createdAt',
  without: { history: 0, terms: 0 },
  columns: {
    id: (job) => idOf(job),
    createdAt: (job) => job.createdAt,
    clientId: (job) => idOf(job.clientId),
    craftsmanId: (job) => id(job.craftsmanId),
    serviceId: (job) => idOf(job.serviceId),
    title: (job) => job.title,
    status: (job) => job.status,
    isHidden: (job) => job.isHidden,
    paymentType: (job) => job.paymentType,
    price: (job) => job.contract?.price ?? job.listPrice,
    fee: (job) => job.money?.fee,
    currency: (job) => job.currency,
    state: (job) => job.address.state,
    city: (job) => job.address.city,
    quotes: (job) => job.quoteCount,
    hiredAt: (job) => job.contract?.hiredAt,
    completedAt: (job) => job.completedAt,
    cancelledAt: (job) => job.cancelledAt,
    cancelledBy: (job) => job.cancelledBy,
  },
});

const quotes = datasetOf<Quote>(QuoteModel, {
  at: 'createdAt',
  without: { history: 0, versions: 0 },
  columns: {
    id: (quote) => idOf(quote),
    createdAt: (quote) => quote.createdAt,
    jobId: (quote) => idOf(quote.jobId),
    clientId: (quote) => idOf(quote.clientId),
    craftsmanId: (quote) => idOf(quote.craftsmanId),
    status: (quote) => quote.status,
    price: (quote) => quote.price,
    currency: (quote) => quote.currency,
    version: (quote) => quote.version,
    isInvited: (quote) => quote.isInvited,
    notes: (quote) => quote.notes,
    expiresAt: (quote) => quote.expiresAt,
  },
});

/** The lines of the ledger as they stand in the books. */
const transactions = datasetOf<LedgerLine>(ledgerLines, {
  at: 'at',
  filter: { account: { $exists: true } },
  columns: {
    id: (line) => idOf(line._id),
    at: (line) => line.at,
    entryId: (line) => idOf(line.entryId),
    kind: (line) => line.kind,
    account: (line) => line.account,
    userId: (line) => id(line.userId),
    amount: (line) => line.amountMinor,
    currency: (line) => line.currency,
    balance: (line) => line.balanceMinor,
    jobId: (line) => id(line.refs.jobId),
    paymentId: (line) => id(line.refs.paymentId),
    withdrawalId: (line) => id(line.refs.withdrawalId),
    disputeId: (line) => id(line.refs.disputeId),
  },
});

const disputes = datasetOf<Dispute>(DisputeModel, {
  at: 'openedAt',
  without: { history: 0 },
  columns: {
    id: (dispute) => idOf(dispute),
    openedAt: (dispute) => dispute.openedAt,
    jobId: (dispute) => idOf(dispute.jobId),
    clientId: (dispute) => idOf(dispute.clientId),
    craftsmanId: (dispute) => idOf(dispute.craftsmanId),
    openedBy: (dispute) => dispute.side,
    reason: (dispute) => dispute.reason,
    description: (dispute) => dispute.description,
    status: (dispute) => dispute.status,
    decision: (dispute) => dispute.decision?.kind,
    decidedAt: (dispute) => dispute.decision?.at,
    clientAmount: (dispute) => dispute.decision?.clientAmount,
    craftsmanAmount: (dispute) => dispute.decision?.craftsmanAmount,
    currency: (dispute) => dispute.currency,
  },
});

/** Nothing of a sealed review leaves, not even that there is one. */
const reviews = datasetOf<Review>(ReviewModel, {
  at: 'createdAt',
  filter: { revealedAt: { $exists: true } },
  without: { history: 0 },
  columns: {
    id: (review) => idOf(review),
    createdAt: (review) => review.createdAt,
    revealedAt: (review) => review.revealedAt,
    jobId: (review) => idOf(review.jobId),
    reviewerId: (review) => idOf(review.reviewerId),
    subjectType: (review) => review.subject.type,
    subjectId: (review) => idOf(review.subject.id),
    rating: (review) => review.rating,
    comment: (review) => review.comment,
    reply: (review) => review.reply?.comment,
    status: (review) => review.status,
  },
});

const activity = datasetOf<Activity>(ActivityModel, {
  at: 'at',
  sort: { at: -1, _id: -1 },
  columns: {
    id: (line) => idOf(line),
    at: (line) => line.at,
    action: (line) => line.action,
    actorId: (line) => line.actor.id,
    actorRole: (line) => line.actor.role,
    targetType: (line) => line.target.type,
    targetId: (line) => line.target.id,
    before: (line) => json(line.before),
    after: (line) => json(line.after),
    reason: (line) => line.reason,
    requestId: (line) => line.requestId,
  },
});

/** Everything that staff may take out, by name. */
export const datasets: Readonly<Record<DatasetName, Dataset>> = {
  users,
  jobs,
  quotes,
  transactions,
  disputes,
  reviews,
  activity,
};
