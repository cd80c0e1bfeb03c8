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
  'dispute.sameStaff': {
    status: 403,
    en: 'You made the decision that was appealed: another member of staff decides now.',
    ar: 'أنت من أصدر القرار المستأنَف، فيبتّ فيه الآن عضو آخر من الفريق.',
  },
  'dispute.yours': {
    status: 409,
    en: 'You opened this dispute: the answer is the other side’s. Add evidence instead.',
    ar: 'أنت من فتح هذا النزاع، والرد من حق الطرف الآخر. يمكنك إضافة أدلة.',
  },
  'dispute.alreadyAnswered': {
    status: 409,
    en: 'This dispute was answered already. Add evidence instead.',
    ar: 'سبق الرد على هذا النزاع. يمكنك إضافة أدلة.',
  },
  'dispute.answerTooLate': {
    status: 409,
    en: 'The time to answer is over. Evidence can still be added.',
    ar: 'انتهت مهلة الرد، وما زال بإمكانك إضافة أدلة.',
  },
  'dispute.messageNotFound': {
    status: 400,
    en: 'This message is not in your conversation.',
    ar: 'هذه الرسالة ليست في محادثتك.',
  },
  'dispute.nothingGiven': {
    status: 400,
    en: 'Give a text, a file or a message.',
    ar: 'أضف نصًا أو ملفًا أو رسالة.',
  },
  'dispute.evidenceFull': {
    status: 409,
    en: 'This dispute holds as much evidence as it can.',
    ar: 'بلغ هذا النزاع الحد الأقصى من الأدلة.',
  },
  'dispute.offerTooHigh': {
    status: 400,
    en: 'Nobody can accept more than what is in dispute.',
    ar: 'لا يمكن قبول مبلغ أكبر من المبلغ المتنازع عليه.',
  },
  'dispute.offersExhausted': {
    status: 409,
    en: 'You have stated an amount as often as you may. The last one stands.',
    ar: 'استنفدت عدد مرات تحديد المبلغ، ويبقى آخر مبلغ ساريًا.',
  },
  'dispute.alreadyAppealed': {
    status: 409,
    en: 'This dispute was appealed already: there is one appeal.',
    ar: 'سبق استئناف هذا النزاع، ولا يُسمح إلا باستئناف واحد.',
  },
  'dispute.settledByOffers': {
    status: 409,
    en: 'You both agreed on this settlement: it cannot be appealed.',
    ar: 'اتفق الطرفان على هذه التسوية، فلا يمكن استئنافها.',
  },
  'dispute.notFinal': {
    status: 409,
    en: 'Rework does not end the matter: there is nothing to appeal.',
    ar: 'الأمر بإعادة العمل لا ينهي النزاع، فلا يوجد ما يُستأنف.',
  },
  'dispute.appealTooLate': {
    status: 409,
    en: 'The time to appeal is over: the decision is final.',
    ar: 'انتهت مهلة الاستئناف، والقرار نهائي.',
  },
  'dispute.noReworkOnAppeal': {
    status: 409,
    en: 'An appeal is about who gets what: the job has ended, rework can no longer be ordered.',
    ar: 'الاستئناف يخص توزيع المبلغ فقط: انتهى الطلب ولا يمكن الأمر بإعادة العمل.',
  },
});
