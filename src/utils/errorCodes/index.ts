import type { CodeEntry, ErrorStatus } from './defineCodes';
import { abuseReportCodes } from './abuseReport.codes';
import { accessCodes } from './access.codes';
import { authCodes } from './auth.codes';
import { blockCodes } from './block.codes';
import { contactMessageCodes } from './contactMessage.codes';
import { craftsmanCodes } from './craftsman.codes';
import { conversationCodes } from './conversation.codes';
import { disputeCodes } from './dispute.codes';
import { eventCodes } from './event.codes';
import { invitationCodes } from './invitation.codes';
import { jobCodes } from './job.codes';
import { jobActionCodes } from './jobAction.codes';
import { jobMoneyCodes } from './jobMoney.codes';
import { mediaCodes } from './media.codes';
import { otpCodes } from './otp.codes';
import { paymentCodes, webhookCodes } from './payment.codes';
import { privacyCodes } from './privacy.codes';
import { quoteCodes } from './quote.codes';
import { requestCodes } from './request.codes';
import { reviewCodes } from './review.codes';
import { sandboxCodes } from './sandbox.codes';
import { serviceCategoryCodes } from './serviceCategory.codes';
import { settingCodes } from './setting.codes';
import { staffCodes } from './staff.codes';
import { totpCodes } from './totp.codes';
import { userCodes } from './user.codes';
import { verificationCodes } from './verification.codes';
import { walletCodes } from './wallet.codes';
import { workflowCodes } from './workflow.codes';

/** Every error code that can leave the server: one part per resource, `resource.reason`. */
export const errorCatalogue = {
  ...requestCodes,
  ...accessCodes,
  ...authCodes,
  ...userCodes,
  ...staffCodes,
  ...totpCodes,
  ...eventCodes,
  ...serviceCategoryCodes,
  ...settingCodes,
  ...mediaCodes,
  ...otpCodes,
  ...paymentCodes,
  ...sandboxCodes,
  ...webhookCodes,
  ...privacyCodes,
  ...quoteCodes,
  ...invitationCodes,
  ...jobCodes,
  ...jobActionCodes,
  ...contactMessageCodes,
  ...craftsmanCodes,
  ...conversationCodes,
  ...disputeCodes,
  ...jobMoneyCodes,
  ...reviewCodes,
  ...abuseReportCodes,
  ...blockCodes,
  ...verificationCodes,
  ...walletCodes,
  ...workflowCodes,
} as const satisfies Record<string, CodeEntry>;

export type ErrorCode = keyof typeof errorCatalogue;

/** The codes that answer with a given status. */
export type CodeOf<S extends ErrorStatus> = {
  [C in ErrorCode]: (typeof errorCatalogue)[C]['status'] extends S ? C : never;
}[ErrorCode];
