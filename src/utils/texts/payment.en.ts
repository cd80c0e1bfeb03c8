import { englishTexts } from './text';

/** What payers are told of their money, and what stands beside the answers. */
export const paymentEn = englishTexts({
  'notice.quoteAcceptedUnpaid.title': 'Your quote was accepted',
  'notice.quoteAcceptedUnpaid.body':
    'Your quote of {{price}} for “{{title}}” was accepted. The hire holds once the client has paid.',
  'notice.hireFirm.title': 'The hire is firm',
  'notice.hireFirm.body': 'The payment for “{{title}}” has arrived. The work can begin as agreed.',
  'notice.paymentCaptured.title': 'Your payment has arrived',
  'notice.paymentCaptured.body':
    'We received {{amount}} for “{{title}}”. The money is held until the work is done.',
  'notice.paymentLate.title': 'Your payment came too late',
  'notice.paymentLate.body':
    '{{amount}} for “{{title}}” was not needed any more. The money is in your wallet.',
  'notice.paymentLateReturned.title': 'Your payment came too late',
  'notice.paymentLateReturned.body':
    '{{amount}} for “{{title}}” was not needed any more. The money goes back the way it came.',
  'notice.walletToppedUp.title': 'Your wallet was topped up',
  'notice.walletToppedUp.body': '{{amount}} is in your wallet.',
  'notice.paymentDeclined.title': 'Your payment was declined',
  'notice.paymentDeclined.body': 'The payment of {{amount}} was declined. Nothing was taken.',
  'notice.refundDone.title': 'Your refund is on its way',
  'notice.refundDone.body': '{{amount}} was sent back the way it came.',
  'notice.refundFailed.title': 'Your refund is in your wallet',
  'notice.refundFailed.body': '{{amount}} could not be sent back the way it came. It is in your wallet.',
  'notice.moneyAssigned.title': 'Money was put into your wallet',
  'notice.moneyAssigned.body': 'Our staff has put {{amount}} of a payment of yours into your wallet.',
  'message.paymentStarted': 'Payment started.',
  'message.paymentForJob': 'Payment for “{{title}}”',
  'message.paymentForWallet': 'Wallet top-up',
  'message.webhookResolved': 'Resolved.',
  'message.webhookReplayed': 'Replayed.',
});
