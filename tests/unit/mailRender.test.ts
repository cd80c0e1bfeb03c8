import type { MailContent, MailProvider } from '../../src/services/providers/mail/provider';
import { makeMailer } from '../../src/services/providers/mail/mailer';
import { renderMail } from '../../src/services/providers/mail/render';

const URL = 'https://app.example.org/verify-email?token=665f1c2ab8a1f0d4c3e2b1a0.abc-_&x=1';
const content = (overrides: Partial<MailContent> = {}): MailContent => ({
  locale: 'en',
  subject: 'Confirm your e-mail',
  name: 'Mona',
  paragraphs: ['Please confirm.', 'The link is good for 72 hours.'],
  facts: [{ label: 'Device', value: 'Firefox on Linux' }],
  button: { label: 'Confirm e-mail', url: URL },
  isSecurity: true,
  ...overrides,
});

describe('a mail', () => {
  it('has an HTML and a text part that say the same', () => {
    const { subject, html, text } = renderMail(content());

    expect(subject).toBe('Confirm your e-mail');
    const said = [
      'Hello Mona,',
      'Please confirm.',
      'Firefox on Linux',
      'Confirm e-mail',
      'cannot be switched off',
    ];
    for (const words of said) {
      expect(html).toContain(words);
      expect(text).toContain(words);
    }
    expect(text).toContain(`Confirm e-mail:\n${URL}\n`);
    expect(text).not.toMatch(/\n{3}|&amp;|</);
  });

  it('runs from right to left in Arabic, and its addresses from left to right', () => {
    const { html, text } = renderMail(
      content({ locale: 'ar', subject: 'أكّد بريدك', paragraphs: ['يُرجى التأكيد.'] }),
    );

    expect(html).toContain('<html lang="ar" dir="rtl">');
    expect(html).toContain('<bdi dir="ltr">');
    expect(html).toContain('text-align:right');
    expect(text).toContain('مرحبًا Mona،');
  });

  it.each(['subject', 'name', 'paragraph', 'label', 'value', 'button'] as const)(
    'shows markup in the %s as text',
    (place) => {
      const markup = `<img src=x onerror="alert(1)">'&`;
      const { html } = renderMail(
        content({
          ...(place === 'subject' && { subject: markup }),
          ...(place === 'name' && { name: markup }),
          ...(place === 'paragraph' && { paragraphs: [markup] }),
          ...(place === 'label' && { facts: [{ label: markup, value: 'v' }] }),
          ...(place === 'value' && { facts: [{ label: 'l', value: markup }] }),
          ...(place === 'button' && { button: { label: markup, url: URL } }),
        }),
      );

      expect(html).not.toContain('<img');
      expect(html).toContain('&lt;img src&#x3D;x onerror&#x3D;&quot;alert(1)&quot;&gt;&#x27;&amp;');
    },
  );

  it('cannot be made to carry a second header', () => {
    const { subject } = renderMail(content({ subject: 'Hello\r\nBcc: all@example.org\u2028x' }));

    expect(subject).toBe('Hello Bcc: all@example.org x');
  });

  it('links to web addresses only', () => {
    const link = { label: 'Go', url: 'javascript:alert(1)' };

    expect(() => renderMail(content({ button: link }))).toThrow('web addresses');
    expect(() => renderMail(content({ unsubscribe: link }))).toThrow('web addresses');
  });

  it('says in both parts where its kind is switched off, where it can be', () => {
    const url = 'https://app.example.org/notifications/unsubscribe?token=a.b&lang=en';
    const unsubscribe = { label: 'No more of these', url };

    const [can, cannot] = [renderMail(content({ unsubscribe })), renderMail(content())];

    expect(can.html).toContain(
      'href="https://app.example.org/notifications/unsubscribe?token&#x3D;a.b&amp;lang&#x3D;en"',
    );
    expect(can.text).toContain(`No more of these:\n${url}\n`);
    expect(`${cannot.html}${cannot.text}`).not.toContain('unsubscribe');
  });

  it('goes without greeting name, facts and button where there are none', () => {
    const { html, text } = renderMail(
      content({ name: undefined, facts: [], button: undefined, isSecurity: false }),
    );

    expect(text).toContain('Hello,\n');
    expect(html).not.toContain('<a ');
    expect(html).not.toContain('cannot be switched off');
  });

  it('is handed to the provider with its receiver and its key', async () => {
    const send = jest.fn<ReturnType<MailProvider['send']>, Parameters<MailProvider['send']>>(() =>
      Promise.resolve({ id: '1' }),
    );
    const mailer = makeMailer({ name: 'local', send });

    await mailer.send({ ...content(), to: 'mona@example.org', idempotencyKey: 'delivery-1' });

    expect(send.mock.calls[0]?.[0]).toMatchObject({
      to: 'mona@example.org',
      idempotencyKey: 'delivery-1',
      locale: 'en',
      subject: 'Confirm your e-mail',
    });
  });
});
