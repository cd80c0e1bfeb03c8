import { defineCodes } from './defineCodes';

/** Wallets: what is in them, what goes out of them. */
export const walletCodes = defineCodes({
  'wallet.insufficientFunds': {
    status: 409,
    en: 'There is not enough money for this.',
    ar: 'الرصيد غير كافٍ لإتمام هذه العملية.',
  },
  'wallet.belowMinimum': {
    status: 400,
    en: 'This is less than the smallest amount that can be withdrawn.',
    ar: 'هذا المبلغ أقل من الحد الأدنى للسحب.',
  },
  'wallet.payoutDetailsMissing': {
    status: 409,
    en: 'Tell us first where your money should go.',
    ar: 'أضف أولًا بيانات استلام أموالك.',
  },
  'wallet.contactNotVerified': {
    status: 403,
    en: 'Verify your e-mail or your phone first.',
    ar: 'أكّد بريدك الإلكتروني أو رقم هاتفك أولًا.',
  },
  'ledger.sameAdmin': {
    status: 403,
    en: 'Another admin has to decide about this: it is your own proposal.',
    ar: 'يجب أن يبتّ في هذا مشرف آخر، فهو اقتراحك أنت.',
  },
});
