import { defineCodes } from './defineCodes';

/** The catalogue of trades. */
export const serviceCategoryCodes = defineCodes({
  'service.slugTaken': {
    status: 409,
    en: 'Another service has this slug.',
    ar: 'توجد خدمة أخرى بهذا المعرّف النصي (slug).',
  },
  'service.nameTaken': {
    status: 409,
    en: 'Another service has this name.',
    ar: 'توجد خدمة أخرى بهذا الاسم.',
  },
  'service.inUse': {
    status: 409,
    en: 'This service is in use and cannot be deleted. It can be retired: then nobody chooses it any more.',
    ar: 'هذه الخدمة مستخدمة ولا يمكن حذفها. يمكن إيقافها فلا يختارها أحد بعد ذلك.',
  },
});
