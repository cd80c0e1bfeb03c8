import { englishTexts } from './text';

/** Consents, the copy of one's data, the end of an account. */
export const privacyEn = englishTexts({
  'message.consentsSaved': 'Saved.',
  'message.accountErased': 'Your account was deleted.',
  'erasure.staffAccount': 'Accounts of staff are closed by an admin.',
  'erasure.walletNotEmpty': 'There is money in your wallet: withdraw it first.',
  'erasure.earningsPending': 'Earnings of yours are still on their way to your wallet.',
  'erasure.withdrawalOpen': 'A withdrawal of yours is under way.',
  'erasure.feesOwed': 'You owe fees: pay them first.',
  'erasure.claimOpen': 'Somebody still owes you money.',
  'erasure.jobRunning': 'Work is under way: finish it, or end it.',
  'erasure.cashUnconfirmed': 'It is not confirmed yet what was paid in cash.',
  'erasure.disputeOpen': 'A dispute is open.',
  'erasure.paymentOpen': 'A payment of yours is under way.',
  'erasure.refundOpen': 'A refund to you is under way.',
  'erasure.adjustmentOpen': 'Our staff is about to correct your wallet.',
  'notice.accountExported.title': 'A copy of your data was downloaded',
  'notice.accountExported.body':
    'Somebody who is signed in to your account downloaded all of your data. If it was not you, change your password now.',
  'mail.accountExported.subject': 'A copy of your data was downloaded',
  'mail.accountExported.body':
    'Somebody who is signed in to your account downloaded a copy of all of your data.\nIf it was not you, change your password now: that also signs out all other devices.',
  'mail.accountErased.subject': 'Your account was deleted',
  'mail.accountErased.body':
    'Your Craftworks account was deleted as you asked. Your personal data and files are being removed; this is the last mail to this address.\nRecords of payments are kept without your name, as the law asks.\nIf it was not you, answer this mail at once.',
});
