import { runInNewContext } from 'node:vm';
import { MASK, maskContacts } from '../../src/services/contacts/maskContacts';

const PHONES = [
  '01012345678',
  '010 1234 5678',
  '010-1234-5678',
  '010.1234.5678',
  '(010) 1234 5678',
  '+20 101 234 5678',
  '+201012345678',
  '0020 101 234 5678',
  '00201012345678',
  '1012345678',
  '10 12 34 56 78',
  '0 1 0 1 2 3 4 5 6 7 8',
  '0-1-0-1-2-3-4-5-6-7-8',
  '0_1_0_1_2_3_4_5_6_7_8',
  '010/1234/5678',
  '010*1234*5678',
  '010 | 1234 | 5678',
  '010\n1234\n5678',
  '01:01:23:45:56:78',
  '02 2345 6789',
  '2345-6789',
  '23456789',
  '٠١٠١٢٣٤٥٦٧٨',
  '٠١٠ ١٢٣٤ ٥٦٧٨',
  '۰۱۰۱۲۳۴۵۶۷۸',
  '+٢٠ ١٠١ ٢٣٤ ٥٦٧٨',
  '٠10١٢345٦٧8',
  '０１０１２３４５６７８',
  '𝟎𝟏𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖',
  '⁰¹⁰¹²³⁴⁵⁶⁷⁸',
  '①②③④⑤⑥⑦⑧',
  '०१०१२३४५६७८',
  '0️⃣1️⃣0️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣',
  '010\u200b123\u200b456\u200b78',
  '0\u200d1\u200d0\u200d1\u200d2\u200d3\u200d4\u200d5\u200d6\u200d7\u200d8',
  'o1o12345678',
  'O10 I23 45678',
  'zero one zero one two three four five six seven eight',
  'zero, one, zero, 1 2 3 four five six 7 8',
  'oh one oh, one two three four five six seven eight',
  'صفر واحد صفر واحد اتنين تلاتة اربعة خمسة ستة سبعة تمانية',
  'صفر واحد صفر واحد اثنين ثلاثة أربعة خمسة ستة سبعة ثمانية',
  'زيرو واحد زيرو واحد اتنين تلاته اربعه خمسه سته سبعه تمنيه',
  'صفر وواحد وصفر وواحد واتنين وتلاتة وأربعة وخمسة',
  'واحد ١ صفر ٢ تلاتة ٤ خمسة ٦ سبعة',
];

const ADDRESSES = [
  'mona.hassan@example.com',
  'MONA+jobs@Mail.Example.co.uk',
  'mona @ example . com',
  'mona＠example．com',
  'mona at example dot com',
  'mona (at) example (dot) com',
  'mona[at]example[dot]com',
  'mona at gmail',
  'mona gmail com',
  'mona@gmail',
  'منى@مثال.كوم',
  'mona ات جيميل دوت كوم',
  'https://example.org/me?x=1',
  'hxxps://example.org/me',
  'http : // example.org',
  'www.example.org',
  'www . example.org/x',
  'example.com',
  'shop.example.com.eg/karim',
  'example dot com',
  'example (dot) net',
  'ｅｘａｍｐｌｅ．ｃｏｍ',
  'wa.me/201012345678',
  'wa.me',
  'wa . me / karim',
  't.me/karim',
  'bit.ly/3abc',
  'm.me/karim',
  'fb.com/karim',
  '@karim_fixes',
  '@كريم_سباك',
  'insta: karimfixes',
  'Instagram = karimfixes',
  'my insta is karim_fixes',
  'whatsapp: karim',
  'telegram karim.fixes',
  'snap - karim2000',
  'karim_fixes on insta',
  'انستا: كريم',
  'تليجرام @كريم',
  'واتساب : كريم',
  'حسابي على انستا هو karim_fixes',
  'karim_fixes على انستجرام',
];

const HARMLESS = [
  'I can come at 10:30 on 2026-05-31.',
  'On 31/05/2026 at 9:00, or 1.6.2026 at 14:30:00.',
  'From 2026-05-31 10:30 to 2026-06-01 12:45',
  'It costs 450 EGP, 45,000 at most.',
  'The whole flat is 1,250,000 pounds, or 10000000 together.',
  'Between 5000 6000 7000 pounds',
  'The sizes are 10, 20, 30, 40, 50.',
  'The door is 120*60*75 cm, the other 150 x 100 x 185.',
  'In 2024, 2025 and 2026 I did this.',
  'Flat 12, floor 3, building 145, 26 Talaat Harb Street.',
  'I need one or two men, three hours, for four rooms.',
  'one two three, test',
  'We met at the cafe. It is good.',
  'Fix the tap.In the kitchen it drips.To the floor.',
  'WhatsApp is better than mail.',
  'I saw it on facebook. Then I called a friend.',
  'Please e.g. bring the part no. 5, i.e. the small one.',
  'السعر ٤٥٠ جنيه والموعد ١٠:٣٠ يوم ٢٠٢٦-٠٥-٣١',
  'محتاج سباك بكرة الساعة خمسة أو ستة',
  'الشقة في الدور التالت عمارة ١٢ شارع ٩',
  'عايز تلاتة متر ماسورة وأربعة كوع',
  '😀👍 تمام',
  '',
];

describe('contact details', () => {
  it.each(PHONES)('the phone %j is taken out, wherever it stands', (phone) => {
    for (const [before, after] of [
      ['', ''],
      ['Call me: ', ' please'],
      ['كلمني على ', ' شكرا'],
    ] as const) {
      const { text, count } = maskContacts(`${before}${phone}${after}`);

      expect([text, count]).toEqual([`${before}${MASK}${after}`, 1]);
    }
  });

  it.each(ADDRESSES)('%j is taken out', (address) => {
    const { text, count } = maskContacts(`Hello! ${address} , thanks`);

    expect(count).toBeGreaterThan(0);
    expect(text).toMatch(/^Hello! .*•••.*, thanks$/s);
    expect(text.length).toBeLessThan(`Hello! ${address} , thanks`.length + MASK.length);
    expect(text).not.toMatch(/karim(?!$)_|fixes|example|gmail|@|wa\.me|كريم/i);
  });

  it.each(HARMLESS)('%j stays as it is', (text) => {
    expect(maskContacts(text)).toEqual({ text, count: 0 });
  });

  it('are counted each, and the rest is left to the letter', () => {
    const { text, count } = maskContacts('Phone ٠١٠١٢٣٤٥٦٧٨, mail mona@example.com. I’m ready – 450 جُنيه 👍🏽');

    expect(text).toBe(`Phone ${MASK}, mail ${MASK}. I’m ready – 450 جُنيه 👍🏽`);
    expect(count).toBe(2);
  });

  it('masked once stay as they are', () => {
    for (const sample of [...PHONES, ...ADDRESSES]) {
      const once = maskContacts(sample).text;

      expect(maskContacts(once).text).toBe(once);
    }
  });
});

describe('texts made to be slow', () => {
  const EVIL = [
    'a',
    '1',
    '1 ',
    '.',
    'a.',
    'a@',
    'a at ',
    'a dot ',
    'insta is my ',
    '_a',
    'a_ on ',
    'one ',
    'o1',
    '1:',
    '0️⃣',
  ];

  it.each(EVIL)('%j again and again is read to its end', (piece) => {
    const text = piece.repeat(Math.ceil(200_000 / piece.length));

    // In proportion to its length that is a fraction of a second; by its square, minutes.
    const read = runInNewContext(
      'read()',
      { read: () => maskContacts(text).text.length },
      { timeout: 20_000 },
    );

    expect(read).toBeGreaterThan(0);
  });
});
