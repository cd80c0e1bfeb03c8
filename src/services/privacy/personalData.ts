import type { ExportName } from './exportSections';

/**
 * What we know of people, collection by collection: what of it its owner gets when he asks for all that is his, and what
 * becomes of it when his account is erased. A test holds this to the models: a new one has to say both.
 */
export interface PersonalData {
  /** The lists of the archive in which it is, or why it is in none. */
  readonly exported: readonly ExportName[] | { readonly not: string };
  /** The step by which it goes (`account`: the erasure itself), or why it stays. */
  readonly erased: ErasureStepName | { readonly stays: string };
}

/** A collection that speaks of nobody. */
interface Nobody {
  readonly nobody: string;
}

export const ERASURE_STEP_NAMES = [
  'account',
  'offers',
  'logins',
  'told',
  'lists',
  'verifications',
  'money',
  'key',
  'jobs',
  'results',
  'quotes',
  'messages',
  'activities',
  'outbox',
  'reports',
  'files',
] as const;
export type ErasureStepName = (typeof ERASURE_STEP_NAMES)[number];

const BOOKS = 'the books stay under the id: the law asks for them, and they say nothing else of a person';
const AGREED = 'a part of what was agreed, which the other side may need as evidence; no name stands in it';
const DECIDED = 'what was decided rests on it; it is append-only';
const MACHINERY = { nobody: 'the machinery’s own; it holds ids of nobody, or of staff for a while' } as const;
const FIGURES = { nobody: 'counts of many; no document names anybody' } as const;
const SANDBOX = { nobody: 'the outside world of a developer’s machine; never in production' } as const;

/** By the name of the model. */
export const personalData: Readonly<Record<string, PersonalData | Nobody>> = {
  User: { exported: ['profile'], erased: 'account' },
  Consent: {
    exported: ['consents'],
    erased: { stays: 'the proof that he agreed; an id, a version and a time' },
  },
  Session: { exported: ['sessions'], erased: 'logins' },
  Device: { exported: ['devices'], erased: 'logins' },
  RefreshToken: {
    exported: { not: 'a key, not knowledge' },
    erased: { stays: 'dead with its session; deleted by age, and says nothing of a person' },
  },
  OneTimeToken: { exported: { not: 'a key, not knowledge' }, erased: 'logins' },
  Otp: {
    exported: { not: 'a key, not knowledge' },
    erased: { stays: 'good for minutes, and deleted by age' },
  },
  Totp: { exported: { not: 'a key, not knowledge' }, erased: 'logins' },
  IdempotencyKey: { exported: { not: 'answers that he has had, kept for a day' }, erased: 'logins' },
  RateLimit: {
    exported: { not: 'counts of the last hours' },
    erased: { stays: 'deleted when its window ends, within a day' },
  },
  Job: { exported: ['jobs', 'jobsDone'], erased: 'jobs' },
  Quote: { exported: ['quotes'], erased: 'quotes' },
  Invitation: {
    exported: ['invitations', 'invitationsSent'],
    erased: { stays: 'withdrawn with the account; who was invited to what, by ids' },
  },
  ChangeOrder: { exported: ['changeOrders'], erased: { stays: AGREED } },
  Review: {
    exported: ['reviewsWritten', 'reviewsReceived'],
    erased: { stays: 'reviews stay as by a deleted user (rules, section 9)' },
  },
  Conversation: { exported: ['messages'], erased: 'messages' },
  Message: { exported: ['messages'], erased: 'messages' },
  Payment: { exported: ['payments'], erased: 'money' },
  Refund: { exported: ['refunds'], erased: { stays: BOOKS } },
  LedgerEntry: { exported: ['ledger'], erased: { stays: BOOKS } },
  LedgerLine: { exported: ['ledger'], erased: { stays: BOOKS } },
  LedgerAccount: { exported: { not: 'the sums of the lines that are exported' }, erased: { stays: BOOKS } },
  Earning: { exported: { not: 'its postings are in the ledger' }, erased: { stays: BOOKS } },
  Debt: { exported: ['debts'], erased: { stays: BOOKS } },
  PayoutDetails: { exported: ['payoutDetails'], erased: 'money' },
  Withdrawal: { exported: ['withdrawals'], erased: 'money' },
  Adjustment: {
    exported: { not: 'its posting is in the ledger; staff’s words are theirs' },
    erased: { stays: BOOKS },
  },
  UserKey: { exported: { not: 'a key, not knowledge' }, erased: 'key' },
  Dispute: { exported: ['disputes'], erased: { stays: DECIDED } },
  DisputeEvidence: { exported: ['evidence'], erased: { stays: DECIDED } },
  DisputeNote: { exported: { not: 'what staff tell each other' }, erased: { stays: DECIDED } },
  SettlementOffer: { exported: ['settlementOffers'], erased: { stays: DECIDED } },
  AbuseReport: { exported: ['reports'], erased: 'reports' },
  AbuseCase: {
    exported: { not: 'who is reported never learns of it (decision 0020)' },
    erased: { stays: 'an id, reasons and staff’s decision: whoever comes back is known again' },
  },
  Notification: { exported: ['notifications'], erased: 'told' },
  UserEvent: {
    exported: { not: 'the notifications and lists say the same; kept for 30 days' },
    erased: 'told',
  },
  QueuedPush: { exported: { not: 'the notifications say the same; kept for a week' }, erased: 'told' },
  Activity: { exported: ['activities'], erased: 'activities' },
  Bookmark: { exported: ['bookmarks'], erased: 'lists' },
  CraftsmanBookmark: { exported: ['craftsmanBookmarks'], erased: 'lists' },
  JobMatch: {
    exported: { not: 'who was told of a job; the notification itself is exported' },
    erased: { stays: 'ids of those who were told of a job, in the order in which they matched' },
  },
  HireSample: { nobody: 'prices and hours of hires by trade and square kilometre; no id of a person' },
  Block: { exported: ['blocks'], erased: 'lists' },
  Verification: { exported: ['verifications'], erased: 'verifications' },
  Media: { exported: ['files'], erased: 'files' },
  OutboxRow: { exported: { not: 'facts on their way, deleted after a week' }, erased: 'outbox' },
  DevMessage: {
    exported: { not: 'a tool of developers; never in production' },
    erased: { stays: 'never in production; deleted by age' },
  },
  WebhookReceipt: {
    exported: { not: 'what providers tell us of payments that are exported' },
    erased: { stays: BOOKS },
  },
  MediaUsage: {
    exported: { not: 'how many files there are and how much they take: the files themselves are exported' },
    erased: { stays: 'two figures, which go to zero with the files' },
  },
  ContactMessage: {
    exported: {
      not: 'letters to the team, whether he was signed in or not; he has them where he wrote them',
    },
    erased: { stays: 'letters to the team are answered and then deleted by age' },
  },
  ActiveMonth: {
    exported: { not: 'statistics: that there was a job in a month' },
    erased: { stays: 'statistics under an id that leads to no name' },
  },
  CohortFigure: FIGURES,
  DailyFigure: FIGURES,
  DailyRevenue: FIGURES,
  JobFigure: FIGURES,
  RollUpMark: FIGURES,
  FaqArticle: { nobody: 'what everybody may read' },
  Finding: MACHINERY,
  LedgerAnchor: MACHINERY,
  LedgerAudit: MACHINERY,
  Migration: MACHINERY,
  Setting: MACHINERY,
  StaffRoster: MACHINERY,
  TaskLease: MACHINERY,
  TaskRun: MACHINERY,
  ServiceCategory: { nobody: 'the catalogue' },
  SandboxCharge: SANDBOX,
  SandboxTransfer: SANDBOX,
  SandboxWebhook: SANDBOX,
};
