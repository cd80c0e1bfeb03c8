import type { Container } from '../container';
import { apiSurface } from '../utils/surfaces/api.surface';
import type { Mount } from '../utils/route';
import { makeAbuseReportRoutes } from './abuseReport.routes';
import { makeActivityRoutes } from './activity.routes';
import { makeAdminRoutes } from './admin.routes';
import { makeAssistantRoutes } from './assistant.routes';
import { makeAuthRoutes } from './auth.routes';
import { makeBlockRoutes } from './block.routes';
import { makeBookmarkRoutes } from './bookmark.routes';
import { makeConfigRoutes } from './config.routes';
import { makeConsentRoutes } from './consent.routes';
import { makeContactMessageRoutes } from './contactMessage.routes';
import { makeConversationRoutes } from './conversation.routes';
import { makeCraftsmanRoutes, makePublicProfileRoutes } from './craftsman.routes';
import { makeCraftsmanBrowseRoutes } from './craftsmanBrowse.routes';
import { makeDataExportRoutes } from './dataExport.routes';
import { makeDeviceRoutes } from './device.routes';
import { makeAnalyticsRoutes } from './analytics.routes';
import { makeDisputeRoutes } from './dispute.routes';
import { makeDisputeDecisionRoutes } from './disputeDecision.routes';
import { makeDocsRoutes } from './docs.routes';
import { makeEventRoutes } from './event.routes';
import { makeHealthRoutes } from './health.routes';
import { makeInboxRoutes } from './inbox.routes';
import { makeInvitationRoutes } from './invitation.routes';
import { makeJobRoutes } from './job.routes';
import { makeJobActionRoutes } from './jobAction.routes';
import { makeJobBrowseRoutes } from './jobBrowse.routes';
import { makeJobMoneyRoutes } from './jobMoney.routes';
import { makeLedgerRoutes } from './ledger.routes';
import { makeMediaRoutes, makeUploadRoutes } from './media.routes';
import { makeNotificationRoutes } from './notification.routes';
import { makeOtpRoutes } from './otp.routes';
import { makePaymentRoutes } from './payment.routes';
import { makePreferenceRoutes } from './preference.routes';
import { makePrivacyRoutes } from './privacy.routes';
import { makeQuoteRoutes } from './quote.routes';
import { makeRecommendationRoutes } from './recommendation.routes';
import { makeReviewRoutes } from './review.routes';
import { makeSandboxRoutes } from './sandbox.routes';
import { makeServiceCategoryRoutes } from './serviceCategory.routes';
import { makeSettingRoutes } from './setting.routes';
import { makeSocialRoutes } from './social.routes';
import { makeSuggestionRoutes } from './suggestion.routes';
import { makeTotpRoutes } from './totp.routes';
import { makeUserHistoryRoutes } from './userHistory.routes';
import { makeUnsubscribeRoutes } from './unsubscribe.routes';
import { makeUserRoutes } from './user.routes';
import { makeVerificationRoutes } from './verification.routes';
import { makeWebhookRoutes } from './webhook.routes';
import { makeWalletRoutes } from './wallet.routes';

/** The table of contents: every resource and its path. */
export function listMounts(container: Container): readonly Mount[] {
  const { prefix } = apiSurface;
  const health = makeHealthRoutes(container);
  const docs = makeDocsRoutes(container, () => mounts);
  const media = makeMediaRoutes(container);
  const mounts: readonly Mount[] = [
    { prefix: '', router: health },
    { prefix, router: health },
    // Before the notifications: `unsubscribe` is no notification's id.
    ...listOpenPages(container, prefix),
    { prefix, router: makeNotificationRoutes(container) },
    ...listLocalMounts(container),
    { prefix: '', router: docs },
    { prefix, router: docs },
    { prefix, router: makeEventRoutes(container) },
    { prefix, router: makeUploadRoutes(container) },
    { prefix: '', router: media },
    { prefix, router: media },
    ...listLoginMounts(container, prefix),
    // Before the users: `/users/preferences` is nobody's id.
    { prefix, router: makePreferenceRoutes(container) },
    ...listAccountMounts(container, prefix),
    ...listCraftsmanMounts(container, prefix),
    { prefix, router: makeVerificationRoutes(container) },
    { prefix, router: makeDeviceRoutes(container) },
    { prefix, router: makeBlockRoutes(container) },
    { prefix, router: makeConfigRoutes(container) },
    ...listStaffMounts(container, prefix),
    { prefix, router: makeSettingRoutes(container) },
    { prefix, router: makeServiceCategoryRoutes(container) },
    ...listTalkMounts(container, prefix),
    ...listMoneyMounts(container, prefix),
    ...listJobMounts(container, prefix),
    // After all of `/users/…`: whatever is left is somebody's id.
    { prefix, router: makePublicProfileRoutes(container) },
  ];
  return mounts;
}

/** All of `/auth/…`. */
const listLoginMounts = (container: Container, prefix: string): readonly Mount[] => [
  { prefix, router: makeAuthRoutes(container) },
  { prefix, router: makeOtpRoutes(container) },
  { prefix, router: makeSocialRoutes(container) },
  { prefix, router: makeTotpRoutes(container) },
];

/** Pages that links in mails lead to: at the root, and under the prefix. */
function listOpenPages(container: Container, prefix: string): readonly Mount[] {
  const router = makeUnsubscribeRoutes(container);
  return [
    { prefix: '', router },
    { prefix, router },
  ];
}

/** What stands in for the outside world; never in production. */
function listLocalMounts(container: Container): readonly Mount[] {
  const { config, sandbox, runtime } = container;
  return [
    ...(config.isProduction ? [] : [{ prefix: '', router: makeInboxRoutes(container) }]),
    ...(config.isProduction || !sandbox
      ? []
      : [{ prefix: '', router: makeSandboxRoutes({ sandbox, runtime }) }]),
  ];
}

/** One's own account, and what one decides about what we know of one. */
const listAccountMounts = (container: Container, prefix: string): readonly Mount[] => [
  { prefix, router: makeUserRoutes(container) },
  { prefix, router: makeConsentRoutes(container) },
  { prefix, router: makePrivacyRoutes(container) },
];

/** Accounts as staff runs them, and what it looks up, takes out and answers. */
const listStaffMounts = (container: Container, prefix: string): readonly Mount[] => [
  { prefix, router: makeAdminRoutes(container) },
  { prefix, router: makeUserHistoryRoutes(container) },
  { prefix, router: makeActivityRoutes(container) },
  { prefix, router: makeContactMessageRoutes(container) },
  { prefix, router: makeDataExportRoutes(container) },
  { prefix, router: makeAssistantRoutes(container) },
];

/** What craftsmen say of their work, and how they are found. */
const listCraftsmanMounts = (container: Container, prefix: string): readonly Mount[] => [
  { prefix, router: makeCraftsmanRoutes(container) },
  { prefix, router: makeCraftsmanBrowseRoutes(container) },
  { prefix, router: makeRecommendationRoutes(container) },
  { prefix, router: makeSuggestionRoutes(container) },
];

/** What people write to each other, and what staff hears of it. */
const listTalkMounts = (container: Container, prefix: string): readonly Mount[] => [
  { prefix, router: makeConversationRoutes(container) },
  { prefix, router: makeAbuseReportRoutes(container) },
];

/** What comes in, goes out, and is quarrelled about. */
const listMoneyMounts = (container: Container, prefix: string): readonly Mount[] => [
  { prefix, router: makeWalletRoutes(container) },
  { prefix, router: makeLedgerRoutes(container) },
  // Before the payments: `/payments/webhook` is no payment's id.
  { prefix, router: makeWebhookRoutes(container) },
  { prefix, router: makePaymentRoutes(container) },
  { prefix, router: makeDisputeRoutes(container) },
  { prefix, router: makeDisputeDecisionRoutes(container) },
  { prefix, router: makeAnalyticsRoutes(container) },
];

/** All of `/jobs/…` and one's own lists of it. */
const listJobMounts = (container: Container, prefix: string): readonly Mount[] => [
  { prefix, router: makeJobBrowseRoutes(container) },
  { prefix, router: makeBookmarkRoutes(container) },
  { prefix, router: makeQuoteRoutes(container) },
  { prefix, router: makeInvitationRoutes(container) },
  { prefix, router: makeJobActionRoutes(container) },
  { prefix, router: makeJobMoneyRoutes(container) },
  { prefix, router: makeReviewRoutes(container) },
  // The last one: whatever is left is a job's id.
  { prefix, router: makeJobRoutes(container) },
];
