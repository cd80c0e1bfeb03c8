import { defineCodes } from './defineCodes';

/** Wallets: what is in them, what goes out of them. */
export const walletCodes = defineCodes({
  'wallet.insufficientFunds': {
    status: 409,
    en: 'There is not enough money for this.',
    ar: 'الرصيد غير كافٍ لإتمام هذه العملية.',
  },
});
