import type { Clock } from '../../utils/clock';
import type { IdempotencyService } from '../idempotency.service';
import { makePurgeIdempotencyKeysTask } from './purge-idempotency-keys.task';
import { makePurgeLoginsTask } from './purge-logins.task';
import type { SandboxService } from '../sandbox.service';
import type { StaffService } from '../staff.service';
import type { CompleteJob } from '../acts/complete-job';
import type { LapseHire } from '../acts/lapse-hire';
import type { LedgerAnchors } from '../ledger/anchors';
import type { LedgerAudits } from '../ledger/audit';
import type { WithdrawalSending } from '../withdrawals/sending';
import { makeAuditLedgerTask } from './audit-ledger.task';
import { makeFollowPayoutsTask } from './follow-payouts.task';
import { makeAnchorLedgerTask } from './anchor-ledger.task';
import type { ConfirmCashBySilence } from '../acts/confirm-cash';
import type { RemindDebtors } from '../debts/reminders';
import type { FollowDisputes } from '../disputes/clocks';
import type { MatureEarnings } from '../earnings/maturing';
import { makeAutoCompleteJobsTask } from './auto-complete-jobs.task';
import { makeConfirmCashTask } from './confirm-cash.task';
import { makeEndBansTask } from './end-bans.task';
import type { OfferExpiry } from '../quotes/expiry';
import { makeExpireInvitationsTask } from './expire-invitations.task';
import { makeExpireJobsTask, type ExpireJobsDeps } from './expire-jobs.task';
import { makeExpireQuotesTask } from './expire-quotes.task';
import { makeFollowDisputesTask } from './follow-disputes.task';
import { makeFollowVerificationsTask, type FollowVerificationsDeps } from './follow-verifications.task';
import { makeLapseHiresTask } from './lapse-hires.task';
import { makeMatureEarningsTask } from './mature-earnings.task';
import { makePurgeOutboxTask } from './purge-outbox.task';
import { makePurgeRateLimitsTask } from './purge-rate-limits.task';
import { makePurgeUserEventsTask } from './purge-user-events.task';
import { makeRevealReviewsTask, type RevealReviewsDeps } from './reveal-reviews.task';
import { makeRunSandboxTask } from './run-sandbox.task';
import { makeReconcileTask, type ReconcileDeps } from './reconcile.task';
import type { ContactMessageService } from '../contactMessage.service';
import { makeSendContactMessagesTask } from './send-contact-messages.task';
import type { RollUpService } from '../rollUp.service';
import { makeRollUpFiguresTask } from './roll-up-figures.task';
import { makeSettlePaymentsTask, type SettlePaymentsDeps } from './settle-payments.task';
import { makeRemindDebtsTask } from './remind-debts.task';
import { makeForgetTask } from './forget.task';
import type { Erasures } from '../privacy/erasures';
import type { Retention } from '../privacy/retention';
import { makeSweepErasuresTask } from './sweep-erasures.task';
import { makeSweepMediaTask, type SweepMediaDeps } from './sweep-media.task';
import type { Task } from './task';

/** What the tasks need of the world; it grows with them. */
export interface TaskDeps
  extends
    ExpireJobsDeps,
    FollowVerificationsDeps,
    ReconcileDeps,
    RevealReviewsDeps,
    SettlePaymentsDeps,
    SweepMediaDeps {
  readonly clock: Clock;
  readonly erasures: Pick<Erasures, 'due'>;
  readonly retention: Retention;
  readonly idempotency: Pick<IdempotencyService, 'purge'>;
  readonly ledgerAnchors: LedgerAnchors;
  readonly ledgerAudits: LedgerAudits;
  readonly withdrawalSending: WithdrawalSending;
  readonly completeJob: CompleteJob;
  readonly contactMessages: Pick<ContactMessageService, 'retryDue'>;
  readonly lapseHire: LapseHire;
  readonly confirmCashBySilence: ConfirmCashBySilence;
  readonly matureEarnings: MatureEarnings;
  readonly remindDebtors: RemindDebtors;
  readonly followDisputes: FollowDisputes;
  readonly offerExpiry: OfferExpiry;
  readonly rollUps: Pick<RollUpService, 'keep'>;
  /** Absent in production. */
  readonly sandbox: Pick<SandboxService, 'tick'> | undefined;
  readonly staff: Pick<StaffService, 'endDueBans'>;
}

/** Everything that happens by itself. */
export const makeTasks = (deps: TaskDeps): readonly Task[] => [
  makePurgeIdempotencyKeysTask(deps),
  makePurgeLoginsTask(deps),
  makeEndBansTask(deps),
  makeAnchorLedgerTask(deps),
  makeAuditLedgerTask(deps),
  makeFollowPayoutsTask(deps),
  makeAutoCompleteJobsTask(deps),
  makeRevealReviewsTask(deps),
  makeLapseHiresTask(deps),
  makeConfirmCashTask(deps),
  makeMatureEarningsTask(deps),
  makeRemindDebtsTask(deps),
  makeFollowDisputesTask(deps),
  makeFollowVerificationsTask(deps),
  makeExpireJobsTask(deps),
  makeExpireQuotesTask(deps),
  makeExpireInvitationsTask(deps),
  makePurgeOutboxTask(deps),
  makePurgeRateLimitsTask(deps),
  makePurgeUserEventsTask(deps),
  makeSweepMediaTask(deps),
  makeSweepErasuresTask(deps),
  makeForgetTask(deps),
  ...(deps.sandbox ? [makeRunSandboxTask({ sandbox: deps.sandbox })] : []),
  makeSettlePaymentsTask(deps),
  makeSendContactMessagesTask(deps),
  makeRollUpFiguresTask(deps),
  makeReconcileTask(deps),
];
