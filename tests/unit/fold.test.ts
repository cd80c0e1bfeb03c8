import { fold, foldedWords } from '../../src/utils/fold';
import { askedTerms, searchTermsOf, type Searched } from '../../src/utils/searchTerms';

describe('folded text', () => {
  it.each([
    ['the forms of alif', 'أحمد إبراهيم آدم ٱلنيل', 'احمد ابراهيم ادم النيل'],
    ['the round t', 'القاهرة', 'القاهره'],
    ['the dotless y', 'منى مصطفى', 'مني مصطفي'],
    ['short vowels and doubling', 'مُحَمَّد', 'محمد'],
    ['the stretching stroke', 'محـــمد', 'محمد'],
    ['eastern digits', '٠١٠ ۴۵', '010 45'],
    ['letters of Persian keyboards', 'علی کریم', 'علي كريم'],
    ['a hamza on its seat', 'رئيس مؤمن', 'رييس مومن'],
    ['an alif with its mark apart', '\u0627\u0654حمد', 'احمد'],
    ['case and accents', 'José MÜLLER', 'jose muller'],
    ['wide letters', 'Ｍｏｎａ', 'mona'],
  ])('forgets %s', (_what, written, expected) => {
    expect(fold(written)).toBe(expected);
  });

  it('is a fixed point: folding twice changes nothing', () => {
    const texts = ['أحمد', 'مُحَمَّد', 'José', 'İstanbul', 'Straße', 'ﷺ', '한국'];

    expect(texts.map((text) => fold(fold(text)))).toEqual(texts.map(fold));
  });

  it('falls into words, each once, without signs', () => {
    expect(foldedWords('Mona, mona  (Hassan)-Ali! مُنى')).toEqual(['mona', 'hassan', 'ali', 'مني']);
    expect(foldedWords(' … ')).toEqual([]);
  });
});

describe('the search for an account', () => {
  const mona: Searched = {
    firstName: 'Mona',
    lastName: 'Hassan El-Sayed',
    email: 'm.hassan@example.com',
    phone: '+201001234567',
  };
  const finds = (text: string, account: Searched = mona): boolean => {
    const stored = new Set(searchTermsOf(account));
    return askedTerms(text).every((term) => stored.has(term));
  };

  it.each([
    'mona',
    'MON',
    'hassan mona',
    'el-sayed',
    'sayed',
    'm.hassan@example.com',
    'example',
    '01001234567',
    '0100',
    '+20100',
    '201001234567',
    '٠١٠٠١٢٣',
  ])('finds it by %s', (text) => {
    expect(finds(text)).toBe(true);
  });

  it.each(['ona', 'mona ali', 'karim', '0111', 'monaa', '$where', '.*'])('does not find it by %s', (text) => {
    const terms = askedTerms(text);

    expect(terms.length > 0 && finds(text)).toBe(false);
  });

  it('finds Arabic names however they are typed', () => {
    expect(finds('احمد منى', { firstName: 'أحمد', lastName: 'مُنى' })).toBe(true);
  });

  it('keeps long texts short', () => {
    const long = Array.from({ length: 100 }, (_, index) => `word${index}`).join(' ');

    expect(searchTermsOf({ firstName: long }).length).toBeLessThanOrEqual(120);
    expect(finds('a'.repeat(40), { firstName: 'a'.repeat(40) })).toBe(true);
  });
});
