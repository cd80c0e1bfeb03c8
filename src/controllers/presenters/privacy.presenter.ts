import type { Erased } from '../../services/acts/erase-account';
import type { ExportName, ExportRows } from '../../services/privacy/exportSections';
import { idOf } from '../../utils/ids';

type Row = Record<string, unknown>;
type Present<T> = (row: T) => Row;

/** The named fields and nothing else, with the id where the row has one. */
const only =
  <T extends object>(...fields: readonly (keyof T & string)[]): Present<T> =>
  (row) => ({
    ...('_id' in row && { id: String(row._id) }),
    ...Object.fromEntries(fields.map((field) => [field, row[field]])),
  });

/** Pictures by their address. */
const urlsOf = (pictures: readonly { readonly url: string }[]): string[] => pictures.map(({ url }) => url);

const withoutSecrets = only<ExportRows['profile']>(
  'email',
  'emailVerifiedAt',
  'phone',
  'phoneVerifiedAt',
  'passwordChangedAt',
  'firstName',
  'lastName',
  'roles',
  'role',
  'locale',
  'preferences',
  'bio',
  'address',
  'location',
  'rating',
  'ratingCount',
  'lastLoginAt',
  'createdAt',
  'updatedAt',
);

const postedJob = only<ExportRows['jobs']>(
  'title',
  'description',
  'serviceId',
  'status',
  'address',
  'location',
  'paymentType',
  'currency',
  'budget',
  'urgency',
  'experienceLevel',
  'requirements',
  'benefits',
  'trainingProvided',
  'jobDate',
  'timeWindow',
  'scheduledAt',
  'completionNote',
  'completedAt',
  'cancelledAt',
  'createdAt',
  'updatedAt',
);

const jobDone = only<ExportRows['jobsDone']>(
  'title',
  'serviceId',
  'status',
  'paymentType',
  'currency',
  'scheduledAt',
  'submittedAt',
  'completedAt',
  'cancelledAt',
);

/** What was agreed, without the rule by which we charge. */
const agreed = ({ contract }: ExportRows['jobs']): Row => ({
  agreedPrice: contract?.price,
  hiredAt: contract?.hiredAt,
});

const EXPORTED: { readonly [N in ExportName]: Present<ExportRows[N]> } = {
  profile: (user) => ({
    ...withoutSecrets(user),
    profilePicture: user.picture?.url,
    craftsman: user.craftsman && { ...user.craftsman, portfolio: urlsOf(user.craftsman.portfolio) },
    ban: user.ban && {
      level: user.ban.level,
      reason: user.ban.reason,
      at: user.ban.at,
      until: user.ban.until,
    },
  }),
  consents: only('kind', 'isGiven', 'version', 'locale', 'source', 'at'),
  sessions: only('kind', 'device', 'place', 'createdAt', 'lastUsedAt', 'expiresAt', 'endedAt', 'endedReason'),
  devices: only('platform', 'createdAt', 'seenAt'),
  jobs: (job) => ({ ...postedJob(job), ...agreed(job), photos: urlsOf(job.photos) }),
  jobsDone: (job) => ({ ...jobDone(job), ...agreed(job), resultPhotos: urlsOf(job.resultPhotos) }),
  quotes: only(
    'jobId',
    'status',
    'price',
    'laborPrice',
    'materialsPrice',
    'currency',
    'notes',
    'estimatedHours',
    'earliestStart',
    'version',
    'versions',
    'createdAt',
    'updatedAt',
  ),
  invitations: only('jobId', 'status', 'expiresAt', 'respondedAt', 'createdAt'),
  invitationsSent: only('jobId', 'status', 'expiresAt', 'createdAt'),
  changeOrders: only('jobId', 'status', 'amountMinor', 'currency', 'reason', 'createdAt'),
  reviewsWritten: only('jobId', 'status', 'rating', 'comment', 'revealedAt', 'createdAt', 'updatedAt'),
  reviewsReceived: only('jobId', 'rating', 'comment', 'reply', 'revealedAt'),
  messages: (message) => ({
    ...only<ExportRows['messages']>('conversationId', 'number', 'content', 'removedAt', 'createdAt')(message),
    files: message.files.map(({ mediaId }) => idOf(mediaId)),
  }),
  payments: only(
    'purpose',
    'subject',
    'title',
    'status',
    'provider',
    'amountMinor',
    'currency',
    'providerRef',
    'declineReason',
    'capturedAt',
    'createdAt',
  ),
  refunds: only(
    'paymentId',
    'jobId',
    'status',
    'provider',
    'amountMinor',
    'currency',
    'failure',
    'createdAt',
  ),
  ledger: only('entryId', 'kind', 'account', 'amountMinor', 'currency', 'balanceMinor', 'refs', 'at'),
  payoutDetails: only('kind', 'createdAt', 'changedAt'),
  withdrawals: (withdrawal) => ({
    ...only<ExportRows['withdrawals']>(
      'status',
      'amountMinor',
      'currency',
      'gateway',
      'providerRef',
    )(withdrawal),
    ...only<ExportRows['withdrawals']>('reason', 'sentAt', 'endedAt', 'createdAt')(withdrawal),
    to: withdrawal.destination.kind,
  }),
  debts: only(
    'purse',
    'reason',
    'jobId',
    'title',
    'currency',
    'amountMinor',
    'remainingMinor',
    'openedAt',
    'settledAt',
  ),
  disputes: only(
    'jobId',
    'status',
    'kind',
    'reason',
    'openedAt',
    'answerDueAt',
    'decisionDueAt',
    'updatedAt',
  ),
  evidence: (piece) => ({
    ...only<ExportRows['evidence']>('disputeId', 'seq', 'kind', 'text', 'at')(piece),
    files: piece.files.map(({ mediaId }) => idOf(mediaId)),
  }),
  settlementOffers: only('disputeId', 'amountMinor', 'currency', 'statedAt'),
  reports: only('reason', 'description', 'createdAt'),
  notifications: only('type', 'name', 'title', 'message', 'data', 'read', 'readAt', 'at'),
  activities: ({ action, target, at, actor, before, after }) => {
    const isStaffs = actor.role !== undefined && ['admin', 'moderator', 'system'].includes(actor.role);
    return { action, at, target, by: isStaffs ? 'staff' : 'you', ...(!isStaffs && { before, after }) };
  },
  bookmarks: only('jobId', 'createdAt'),
  craftsmanBookmarks: only('craftsmanId', 'createdAt'),
  blocks: (block) => ({
    userId: block.people.map(String).find((id) => id !== String(block.by)),
    createdAt: block.createdAt,
  }),
  verifications: (verification) => ({
    ...only<ExportRows['verifications']>(
      'status',
      'skills',
      'bio',
      'serviceId',
      'yearsOfExperience',
    )(verification),
    ...only<ExportRows['verifications']>('reason', 'decidedAt', 'createdAt', 'updatedAt')(verification),
    documents: verification.documents.map(({ mediaId, docType, docName }) => ({
      file: idOf(mediaId),
      docType,
      docName,
    })),
  }),
  files: only('purpose', 'contentType', 'sizeBytes', 'width', 'height', 'attachedTo', 'createdAt'),
};

/** One row of one section as its owner gets it: no secret, nobody else's words, no staff's names. */
export const presentExported = <N extends ExportName>(name: N, row: ExportRows[N]): Row =>
  EXPORTED[name](row);

/** What an erasure has ended. */
export const presentErased = ({ at, left }: Erased): Row => ({
  erasedAt: at,
  endedJobs: left.endedJobs,
  withdrawnQuotes: left.withdrawnQuotes,
  withdrawnInvitations: left.withdrawnInvitations,
});
