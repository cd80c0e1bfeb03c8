import { defineCodes } from './defineCodes';

/** Craftsmen who ask to be verified. */
export const verificationCodes = defineCodes({
  'verification.alreadyOpen': {
    status: 409,
    en: 'Your request is being looked at already.',
    ar: 'طلبك قيد المراجعة بالفعل.',
  },
});
