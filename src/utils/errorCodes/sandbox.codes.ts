import { defineCodes } from './defineCodes';

/** The pay page of the sandbox gateway. */
export const sandboxCodes = defineCodes({
  'sandbox.chargeNotFound': {
    status: 404,
    en: 'There is no such payment.',
    ar: 'لا توجد عملية دفع كهذه.',
  },
});
