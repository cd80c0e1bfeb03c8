import { defineCodes } from './defineCodes';

/** Disputes: what may not be disputed, and what may not be decided. */
export const disputeCodes = defineCodes({
  'dispute.tooLate': {
    status: 409,
    en: 'It is too late to dispute this job.',
    ar: 'انتهت المهلة المسموح بها لفتح نزاع على هذا الطلب.',
  },
  'dispute.alreadyDecided': {
    status: 409,
    en: 'A dispute about this job has been decided already.',
    ar: 'سبق البت في نزاع على هذا الطلب.',
  },
  'dispute.noReworkAfterEnd': {
    status: 409,
    en: 'The job was completed: rework can no longer be ordered.',
    ar: 'الطلب مكتمل، ولا يمكن الأمر بإعادة العمل.',
  },
  'dispute.onlyTheAmount': {
    status: 409,
    en: 'This dispute is only about the amount of cash that counts: release the agreed price, or split it.',
    ar: 'هذا النزاع على المبلغ النقدي المعتمد فقط: إما السعر المتفق عليه أو تقسيمه.',
  },
  'dispute.ownCase': {
    status: 403,
    en: 'You are a party to this dispute: somebody else decides it.',
    ar: 'أنت طرف في هذا النزاع، فيبتّ فيه شخص آخر.',
  },
  'dispute.wrongAmounts': {
    status: 400,
    en: 'The amounts must add up exactly to what is in dispute.',
    ar: 'يجب أن يساوي مجموع المبلغين المبلغ المتنازع عليه تمامًا.',
  },
});
