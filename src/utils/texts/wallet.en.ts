import { englishTexts } from './text';

/** Wallets: what their owners are told, and what stands beside the answers. */
export const walletEn = englishTexts({
  'notice.withdrawalRequested.title': 'Your withdrawal is on its way',
  'notice.withdrawalRequested.body': '{{amount}} were set aside. We pay within two business days.',
  'notice.withdrawalPaid.title': 'Your money was paid out',
  'notice.withdrawalPaid.body': '{{amount}} were sent to you.',
  'notice.withdrawalFailed.title': 'Your withdrawal did not go through',
  'notice.withdrawalFailed.body': '{{amount}} are in your wallet again. Reason: {{reason}}',
  'notice.withdrawalCancelled.title': 'Your withdrawal was cancelled',
  'notice.withdrawalCancelled.body': '{{amount}} are in your wallet again.',
  'notice.walletAdjusted.title': 'Your wallet was corrected',
  'notice.walletAdjusted.body': 'Corrected by {{amount}}: {{reason}}',
  'notice.payoutDetailsChanged.title': 'Your payout details were changed',
  'notice.payoutDetailsChanged.body':
    'From now on your money goes somewhere else. If it was not you, change your password now and write to us.',

  'mail.payoutDetailsChanged.subject': 'Your payout details were changed',
  'mail.payoutDetailsChanged.body':
    'From now on your money goes somewhere else.\nIf it was not you, change your password now and write to us.',

  'message.payoutDetailsSaved': 'Payout details saved.',
  'message.withdrawalRequested': 'Withdrawal requested.',
  'message.withdrawalCancelled': 'Withdrawal cancelled. The money is in your wallet again.',
  'message.withdrawalPaid': 'Withdrawal marked as paid.',
  'message.withdrawalFailed': 'Withdrawal marked as failed. The money was given back.',
  'message.adjustmentProposed': 'Correction proposed. Another admin has to approve it.',
  'message.adjustmentApproved': 'Correction posted.',
  'message.adjustmentRejected': 'Correction refused.',
});
