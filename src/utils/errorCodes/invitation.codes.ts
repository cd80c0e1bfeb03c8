import { defineCodes } from './defineCodes';

/** Invitations. */
export const invitationCodes = defineCodes({
  'invitation.yourself': { status: 403, en: 'You cannot invite yourself.', ar: 'لا يمكنك دعوة نفسك.' },
  'invitation.alreadyInvited': {
    status: 409,
    en: 'This craftsman was invited to this job before.',
    ar: 'سبقت دعوة هذا الحرفي إلى هذا الطلب.',
  },
  'invitation.alreadyQuoted': {
    status: 409,
    en: 'This craftsman has quoted on this job already.',
    ar: 'قدّم هذا الحرفي عرض سعر على هذا الطلب بالفعل.',
  },
  'invitation.limitReached': {
    status: 409,
    en: 'Too many invitations wait for an answer. Withdraw one first.',
    ar: 'توجد دعوات كثيرة في انتظار الرد. اسحب إحداها أولًا.',
  },
  'invitation.craftsmanUnavailable': {
    status: 409,
    en: 'Only verified craftsmen whose account is in order can be invited.',
    ar: 'يمكن دعوة الحرفيين الموثَّقين ذوي الحسابات السليمة فقط.',
  },
  'invitation.expired': { status: 409, en: 'This invitation has expired.', ar: 'انتهت صلاحية هذه الدعوة.' },
});
