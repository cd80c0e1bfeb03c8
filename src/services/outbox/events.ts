import type { AbuseReportEvents } from './events/abuseReport.events';
import type { AuthEvents } from './events/auth.events';
import type { BlockEvents } from './events/block.events';
import type { ContactMessageEvents } from './events/contactMessage.events';
import type { ConversationEvents } from './events/conversation.events';
import type { DataExportEvents } from './events/dataExport.events';
import type { DeviceEvents } from './events/device.events';
import type { DisputeEvents } from './events/dispute.events';
import type { InvitationEvents } from './events/invitation.events';
import type { JobEvents } from './events/job.events';
import type { JobActionEvents } from './events/jobAction.events';
import type { JobMoneyEvents } from './events/jobMoney.events';
import type { MatchingEvents } from './events/matching.events';
import type { MediaEvents } from './events/media.events';
import type { NotificationEvents } from './events/notification.events';
import type { OtpEvents } from './events/otp.events';
import type { PaymentEvents } from './events/payment.events';
import type { PrivacyEvents } from './events/privacy.events';
import type { QuoteEvents } from './events/quote.events';
import type { ReviewEvents } from './events/review.events';
import type { ServiceCategoryEvents } from './events/serviceCategory.events';
import type { SettingEvents } from './events/setting.events';
import type { StaffEvents } from './events/staff.events';
import type { UserEvents } from './events/user.events';
import type { VerificationEvents } from './events/verification.events';
import type { WithdrawalEvents } from './events/withdrawal.events';

/**
 * The catalogue of facts: past tense, ids and figures, never whole documents and never a secret.
 * One part per resource in `events/`, joined here by `&`.
 */
export type EventMap = AuthEvents &
  BlockEvents &
  ContactMessageEvents &
  ConversationEvents &
  DataExportEvents &
  DeviceEvents &
  DisputeEvents &
  JobEvents &
  JobActionEvents &
  JobMoneyEvents &
  MatchingEvents &
  MediaEvents &
  NotificationEvents &
  OtpEvents &
  PaymentEvents &
  PrivacyEvents &
  ReviewEvents &
  AbuseReportEvents &
  ServiceCategoryEvents &
  SettingEvents &
  StaffEvents &
  UserEvents &
  VerificationEvents &
  WithdrawalEvents &
  QuoteEvents &
  InvitationEvents;
