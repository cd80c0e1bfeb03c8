import { defineCodes } from './defineCodes';

/** Looking for craftsmen. */
export const craftsmanCodes = defineCodes({
  'craftsman.nothingAsked': {
    status: 400,
    en: 'Say in at least one telling word whom you are looking for.',
    ar: 'اكتب كلمة واحدة مفيدة على الأقل عمّن تبحث عنه.',
  },
});
