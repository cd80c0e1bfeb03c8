import { mailAr } from './mail.ar';
import { mailEn } from './mail.en';
import { messageAr } from './message.ar';
import { messageEn } from './message.en';
import { noticeAr } from './notice.ar';
import { noticeEn } from './notice.en';

/** Every text of the server but error codes: one part per use, joined here; the English one names the keys. */
export const english = { ...messageEn, ...noticeEn, ...mailEn };

/** The same keys in Arabic. */
export const arabic = { ...messageAr, ...noticeAr, ...mailAr };

export type TextKey = keyof typeof english;
