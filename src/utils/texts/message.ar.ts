import type { messageEn } from './message.en';
import type { ArabicOf } from './text';

export const messageAr: ArabicOf<typeof messageEn> = {
  'message.notificationRead': 'تم تعليم الإشعار كمقروء.',
  'message.allNotificationsRead': 'تم تعليم جميع الإشعارات كمقروءة.',
  'message.notificationsRead': {
    zero: 'لم يتم تعليم أي إشعار كمقروء.',
    one: 'تم تعليم إشعار واحد كمقروء.',
    two: 'تم تعليم إشعارين كمقروءين.',
    few: 'تم تعليم {{count}} إشعارات كمقروءة.',
    many: 'تم تعليم {{count}} إشعارًا كمقروء.',
    other: 'تم تعليم {{count}} إشعار كمقروء.',
  },
};
