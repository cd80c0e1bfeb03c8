import { escapedHtml } from '../utils/html';
import { t } from '../utils/i18n';
import type { EventGroup } from '../utils/preferences';
import type { Locale } from '../utils/types/actor';

export type UnsubscribePage = {
  readonly locale: Locale;
  readonly token: string;
} & ({ readonly state: 'ask' | 'done'; readonly kind: EventGroup } | { readonly state: 'invalid' });

const STYLE = `
*{box-sizing:border-box}
body{margin:0;font:16px/1.6 system-ui,"Noto Sans Arabic",sans-serif;color:#26221c;background:#f3f1ec}
main{max-width:460px;margin:0 auto;padding:20px 16px 56px}
header{display:flex;justify-content:space-between;align-items:center;gap:12px;margin:0 0 12px}
h1{font-size:18px;margin:0}h2{font-size:22px;line-height:1.3;margin:0 0 8px}
a{color:#8a4b16}p{margin:0 0 16px;overflow-wrap:anywhere}
.card{background:#fff;border:1px solid #e3dfd6;border-radius:12px;padding:18px}
button{font:inherit;width:100%;padding:12px;border-radius:8px;border:1px solid #8a4b16;background:#8a4b16;color:#fff;font-weight:600;cursor:pointer}
button:focus-visible,a:focus-visible{outline:3px solid #2f6fdd;outline-offset:2px}`;

/** The page that switches mails off, without any script: a question, its answer, or a link that is none. */
export function unsubscribePage(page: UnsubscribePage): string {
  const { locale, state } = page;
  const title = t(locale, 'unsubscribe.title');
  return `<!doctype html>
<html lang="${locale}" dir="${locale === 'ar' ? 'rtl' : 'ltr'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${title}</title><link rel="icon" href="data:,"><style>${STYLE}</style></head>
<body><main>
<header><h1>${title}</h1>${languageLink(page)}</header>
<section class="card" data-state="${state}">
<h2>${t(locale, `unsubscribe.${state}.title`)}</h2>
<p>${escapedHtml(textOf(page))}</p>
${state === 'ask' ? formOf(page) : ''}
</section>
</main></body></html>`;
}

const textOf = (page: UnsubscribePage): string =>
  page.state === 'invalid'
    ? t(page.locale, 'unsubscribe.invalid.text')
    : t(page.locale, `unsubscribe.${page.state}.text`, {
        kind: t(page.locale, `unsubscribe.kind.${page.kind}`),
      });

const addressOf = (token: string, locale: Locale): string =>
  escapedHtml(`?token=${encodeURIComponent(token)}&lang=${locale}`);

/** Once it is done there is no question to read in the other language. */
function languageLink({ state, token, locale }: UnsubscribePage): string {
  const other = locale === 'ar' ? 'en' : 'ar';
  return state === 'done'
    ? ''
    : `<a href="${addressOf(token, other)}" lang="${other}" hreflang="${other}">${t(other, 'unsubscribe.language')}</a>`;
}

const formOf = ({ token, locale }: UnsubscribePage): string =>
  `<form method="post" action="${addressOf(token, locale)}"><button>${t(locale, 'unsubscribe.ask.button')}</button></form>`;
