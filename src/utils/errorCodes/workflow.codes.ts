import { defineCodes } from './defineCodes';

/** A status that does not allow what was asked. */
export const workflowCodes = defineCodes({
  'workflow.wrongState': {
    status: 409,
    en: 'This is not possible in the present state.',
    ar: 'هذا الإجراء غير ممكن في الحالة الحالية.',
  },
  'workflow.forbidden': {
    status: 403,
    en: 'You may never do this here.',
    ar: 'هذا الإجراء غير مسموح لك هنا.',
  },
});
