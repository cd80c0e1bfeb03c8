import { formatInstant, isTextKey, t } from '../../src/utils/i18n';
import { arabic, english } from '../../src/utils/texts';

type Text = (typeof english)[keyof typeof english] | (typeof arabic)[keyof typeof arabic];

const keys = Object.keys(english) as (keyof typeof english)[];
const formsOf = (text: Text): string[] =>
  typeof text === 'string' ? [text] : (Object.values(text as object) as string[]);
const parametersOf = (text: Text): string[] =>
  [
    ...new Set(
      formsOf(text).flatMap((form) => [...form.matchAll(/{{(\w+)}}/g)].map(([, name]) => String(name))),
    ),
  ].sort();

describe('the texts of both languages', () => {
  it('have the same keys', () => {
    expect(Object.keys(arabic)).toEqual(Object.keys(english));
  });

  it.each(keys)('say the same with the same parameters: %s', (key) => {
    expect(parametersOf(arabic[key])).toEqual(parametersOf(english[key]));
    expect(formsOf(english[key]).join('')).not.toMatch(/[\u0600-\u06ff]/);
    expect(formsOf(arabic[key]).every((form) => /[\u0600-\u06ff]/.test(form))).toBe(true);
  });

  it('have as many paragraphs', () => {
    const paragraphs = (text: Text): number => formsOf(text)[0]?.split('\n').length ?? 0;

    expect(keys.filter((key) => paragraphs(arabic[key]) !== paragraphs(english[key]))).toEqual([]);
  });

  it('know their keys', () => {
    expect([isTextKey('notice.welcome.title'), isTextKey('notice.welcome'), isTextKey('toString')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('a text', () => {
  it('is filled with its parameters as they are', () => {
    expect(t('en', 'notice.welcome.body', { name: 'Mona & <b>Co</b>' })).toBe(
      'Hello Mona & <b>Co</b>, your account is ready.',
    );
    expect(t('ar', 'notice.welcome.body', { name: 'منى' })).toContain('مرحبًا منى');
  });

  it('never reads a parameter as a text of its own', () => {
    expect(t('en', 'notice.banned.body', { reason: '$t(notice.welcome.title) {{name}}' })).toBe(
      'Reason: $t(notice.welcome.title) {{name}}',
    );
  });

  it('refuses to go out with a gap', () => {
    expect(() => t('en', 'notice.welcome.body')).toThrow('needs the parameter name');
  });

  it.each([
    [0, 'لم يتم تعليم أي إشعار كمقروء.'],
    [1, 'تم تعليم إشعار واحد كمقروء.'],
    [2, 'تم تعليم إشعارين كمقروءين.'],
    [7, 'تم تعليم 7 إشعارات كمقروءة.'],
    [11, 'تم تعليم 11 إشعارًا كمقروء.'],
    [100, 'تم تعليم 100 إشعار كمقروء.'],
  ])('counts in Arabic as Arabic counts: %d', (count, said) => {
    expect(t('ar', 'message.notificationsRead', { count })).toBe(said);
  });

  it('counts in English', () => {
    const said = [0, 1, 2].map((count) => t('en', 'message.notificationsRead', { count }));

    expect(said).toEqual([
      '0 notifications marked as read.',
      '1 notification marked as read.',
      '2 notifications marked as read.',
    ]);
  });
});

describe('an instant', () => {
  it('is written in the reader’s language and the place’s time', () => {
    const at = new Date('2026-07-01T21:30:00.000Z');

    expect(formatInstant('en', at, 'Africa/Cairo')).toBe('2 July 2026 at 00:30');
    expect(formatInstant('ar', at, 'Africa/Cairo')).toMatch(/2 يوليو 2026/);
  });
});
