import type { Range } from './foldedText';

/**
 * E-mails, links and names in other apps, in folded text. Every repetition has a bound and no two that follow each other
 * may take the same letters, so that no text makes a search long.
 */

const WORD = String.raw`[\p{L}\p{N}_]`;
const AT = String.raw`\s{0,2}[(\[{<]?\s?(?:@|(?<!${WORD})(?:at|ات)(?!${WORD}))\s?[)\]}>]?\s{0,2}`;
const DOT = String.raw`\s{0,2}[(\[{<]?\s?(?:\.|(?<!${WORD})(?:dot|دوت|نقطه)(?!${WORD}))\s?[)\]}>]?\s{0,2}`;
const ENDS =
  'com|net|org|info|biz|io|co|eg|sa|ae|qa|kw|jo|app|dev|link|ly|site|online|shop|store|xyz|page|website|tech|tv|gg|كوم|نت';
const SHORT_LINKS = 'wa|t|m|fb|bit|goo|youtu|tinyurl|linktr|telegram|snapchat|instagram|facebook|whatsapp';
const APPS =
  'instagram|insta|ig|telegram|tele|tg|snapchat|snap|tiktok|tik tok|facebook|fb|messenger|whatsapp|whats app|whats|wa|viber|' +
  'signal|skype|imo|botim|انستجرام|انستغرام|انستقرام|انستا|تليجرام|تيليجرام|تلجرام|تيلجرام|فيسبوك|فيس|سناب شات|سناب|واتساب|واتس اب|' +
  'واتس|الواتساب|الواتس|تيك توك|ماسنجر|مسنجر';
const APP = String.raw`(?<!${WORD})(?:${APPS})(?!${WORD})`;
const MAILS = 'gmail|hotmail|yahoo|outlook|icloud|protonmail|جيميل|هوتميل|ياهو';
const CONNECTING = 'is|id|account|user|username|name|my|me|هو|حسابي|اسمي|باسم|يوزر|اكونتي|بتاعي';
/** A name that is no plain word: it has a digit, a stroke or a dot within. */
const ODD_NAME = String.raw`(?=[\p{L}\p{N}_.]{0,39}(?:[_\d]|\.[\p{L}\p{N}]))[\p{L}\p{N}_.]{3,40}`;

const PATTERNS = [
  // E-mails, plain and spelled.
  String.raw`[\p{L}\p{N}._%+-]{1,64}\s?@\s?[\p{L}\p{N}-]{1,63}(?:(?:\.|\s\.\s)[\p{L}\p{N}-]{1,63}){1,4}`,
  String.raw`[\p{L}\p{N}._%+-]{1,64}${AT}[\p{L}\p{N}-]{1,63}(?:${DOT}[\p{L}\p{N}-]{1,63}){0,2}${DOT}(?:${ENDS})(?!${WORD})`,
  String.raw`[\p{L}\p{N}._%+-]{1,64}${AT}(?:${MAILS})(?!${WORD})`,
  String.raw`[\p{L}\p{N}._%+-]{1,64}\s{1,2}(?:${MAILS})(?:${DOT}|\s{1,2})(?:com|كوم)(?!${WORD})`,
  // Links: with a scheme, by their names, and short ones.
  String.raw`(?:h..ps?|ftp)\s?:\s?\/\s?\/\s?\S{1,500}`,
  String.raw`(?<!${WORD})www\s?\.\s?\S{1,500}`,
  String.raw`(?<!${WORD})[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){0,3}\.(?:${ENDS})(?!${WORD})(?:[:/?#]\S{0,300})?`,
  String.raw`(?<!${WORD})[\p{L}\p{N}-]{2,63}${DOT}(?:com|org|كوم)(?!${WORD})(?:\s?[/?#]\S{0,300})?`,
  String.raw`(?<!${WORD})[\p{L}\p{N}-]{2,63}\s{0,2}[(\[{]?(?:dot|دوت)[)\]}]?\s{0,2}(?:${ENDS})(?!${WORD})`,
  String.raw`(?<!${WORD})(?:${SHORT_LINKS})${DOT}(?:me|ly|gl|be|ee|com)(?!${WORD})(?:\s?[/?#]\s?\S{0,300})?`,
  // Names in other apps.
  String.raw`(?<![\p{L}\p{N}._])@[\p{L}_][\p{L}\p{N}_.]{2,40}`,
  String.raw`${APP}\s{0,3}[:=@>/–-]\s{0,3}@?[\p{L}\p{N}_.]{3,40}`,
  String.raw`${APP}\s{1,3}(?:(?:${CONNECTING})\s{1,3}){0,3}@?${ODD_NAME}`,
  String.raw`(?<![\p{L}\p{N}_.])${ODD_NAME}\s{1,3}(?:on|in|علي|ع|في)\s{1,3}(?:my\s{1,3})?${APP}`,
].map((pattern) => new RegExp(pattern, 'gu'));

/** Where e-mails, links and names in other apps stand. */
export const findAddresses = (text: string): Range[] =>
  PATTERNS.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(({ 0: found, index }) => ({ start: index, end: index + found.length })),
  );
