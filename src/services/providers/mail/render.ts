import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { t } from '../../../utils/i18n';
import type { Locale } from '../../../utils/types/actor';
import type { MailContent, MailMessage } from './provider';

type Rendered = Pick<MailMessage, 'subject' | 'html' | 'text'>;
type Render = (view: object) => string;

/** Line breaks and other control characters end a header and begin another one. */
const CONTROL = /[\u0000-\u001f\u007f\u2028\u2029]+/g;
const WEB_ADDRESS = /^https?:\/\//;

/** Lays a mail out as HTML and as text; everything that is filled in is escaped. */
export function renderMail(content: MailContent): Rendered {
  if ([content.button, content.unsubscribe].some((link) => link && !WEB_ADDRESS.test(link.url))) {
    throw new Error('a mail links to web addresses only');
  }
  const subject = content.subject.replaceAll(CONTROL, ' ').trim();
  const view = { ...content, subject, ...layoutOf(content.locale), greeting: greetingOf(content) };
  const { html, text } = templates();
  return {
    subject,
    html: html(view),
    text: `${text(view)
      .replaceAll(/\n{3,}/g, '\n\n')
      .trim()}\n`,
  };
}

const layoutOf = (locale: Locale): object => ({
  dir: locale === 'ar' ? 'rtl' : 'ltr',
  side: locale === 'ar' ? 'right' : 'left',
  product: t(locale, 'mail.layout.product'),
  orCopy: t(locale, 'mail.layout.orCopy'),
  security: t(locale, 'mail.layout.security'),
  footer: t(locale, 'mail.layout.footer'),
});

const greetingOf = ({ locale, name }: MailContent): string =>
  name ? t(locale, 'mail.layout.greeting', { name }) : t(locale, 'mail.layout.greetingPlain');

let compiled: { readonly html: Render; readonly text: Render } | undefined;

/** Read and compiled at the first mail. */
function templates(): { readonly html: Render; readonly text: Render } {
  compiled ??= {
    html: Handlebars.compile(read('layout.html.hbs')),
    text: Handlebars.compile(read('layout.text.hbs'), { noEscape: true }),
  };
  return compiled;
}

const read = (name: string): string => readFileSync(join(__dirname, 'templates', name), 'utf8');
