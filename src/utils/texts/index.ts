import { abuseReportAr } from './abuseReport.ar';
import { abuseReportEn } from './abuseReport.en';
import { assistantAr } from './assistant.ar';
import { assistantEn } from './assistant.en';
import { channelAr } from './channel.ar';
import { channelEn } from './channel.en';
import { contactMessageAr } from './contactMessage.ar';
import { contactMessageEn } from './contactMessage.en';
import { conversationAr } from './conversation.ar';
import { conversationEn } from './conversation.en';
import { disputeAr } from './dispute.ar';
import { disputeEn } from './dispute.en';
import { jobAr } from './job.ar';
import { jobEn } from './job.en';
import { jobActionAr } from './jobAction.ar';
import { jobActionEn } from './jobAction.en';
import { jobMoneyAr } from './jobMoney.ar';
import { jobMoneyEn } from './jobMoney.en';
import { mailAr } from './mail.ar';
import { mailEn } from './mail.en';
import { matchAr } from './match.ar';
import { matchEn } from './match.en';
import { messageAr } from './message.ar';
import { messageEn } from './message.en';
import { noticeAr } from './notice.ar';
import { noticeEn } from './notice.en';
import { otpAr } from './otp.ar';
import { otpEn } from './otp.en';
import { paymentAr } from './payment.ar';
import { paymentEn } from './payment.en';
import { privacyAr } from './privacy.ar';
import { privacyEn } from './privacy.en';
import { quoteAr } from './quote.ar';
import { quoteEn } from './quote.en';
import { reviewAr } from './review.ar';
import { reviewEn } from './review.en';
import { sandboxAr } from './sandbox.ar';
import { sandboxEn } from './sandbox.en';
import { verificationAr } from './verification.ar';
import { verificationEn } from './verification.en';
import { walletAr } from './wallet.ar';
import { walletEn } from './wallet.en';

/** Every text of the server but error codes: one part per use, joined here; the English one names the keys. */
export const english = {
  ...messageEn,
  ...noticeEn,
  ...mailEn,
  ...channelEn,
  ...jobEn,
  ...jobActionEn,
  ...quoteEn,
  ...assistantEn,
  ...contactMessageEn,
  ...conversationEn,
  ...disputeEn,
  ...matchEn,
  ...reviewEn,
  ...abuseReportEn,
  ...privacyEn,
  ...sandboxEn,
  ...otpEn,
  ...paymentEn,
  ...jobMoneyEn,
  ...walletEn,
  ...verificationEn,
};

/** The same keys in Arabic. */
export const arabic = {
  ...messageAr,
  ...noticeAr,
  ...mailAr,
  ...channelAr,
  ...jobAr,
  ...jobActionAr,
  ...quoteAr,
  ...assistantAr,
  ...contactMessageAr,
  ...conversationAr,
  ...disputeAr,
  ...matchAr,
  ...reviewAr,
  ...abuseReportAr,
  ...privacyAr,
  ...sandboxAr,
  ...otpAr,
  ...paymentAr,
  ...jobMoneyAr,
  ...walletAr,
  ...verificationAr,
};

export type TextKey = keyof typeof english;
