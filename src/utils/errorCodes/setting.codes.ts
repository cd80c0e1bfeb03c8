import { defineCodes } from './defineCodes';

/** The figures that staff may change. */
export const settingCodes = defineCodes({
  'setting.changedMeanwhile': {
    status: 409,
    en: 'The settings were changed meanwhile. Read them again, then repeat the change.',
    ar: 'تم تغيير الإعدادات في هذه الأثناء. اقرأها من جديد ثم أعد التغيير.',
  },
});
