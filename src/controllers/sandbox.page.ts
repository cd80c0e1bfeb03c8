import { escapedHtml } from '../utils/html';
import { t, type TextKey } from '../utils/i18n';
import { SANDBOX_CARDS } from '../utils/sandboxWords';
import type { Locale } from '../utils/types/actor';
import type { ShownPayPage } from './presenters/sandbox.presenter';

const STYLE = `
*{box-sizing:border-box}
body{margin:0;font:16px/1.6 system-ui,"Noto Sans Arabic",sans-serif;color:#26221c;background:#f3f1ec}
main{max-width:460px;margin:0 auto;padding:20px 16px 56px}
header{display:flex;justify-content:space-between;align-items:center;gap:12px;margin:0 0 12px}
h1{font-size:18px;margin:0}h2{font-size:22px;line-height:1.3;margin:0 0 8px}
a{color:#8a4b16}
.notice{background:#fff4d6;border:1px solid #ead9a4;border-radius:8px;padding:8px 12px;margin:0 0 16px;font-size:14px}
.card{background:#fff;border:1px solid #e3dfd6;border-radius:12px;padding:18px;margin:0 0 16px}
.amount{font-size:32px;font-weight:700;line-height:1.2;margin:0 0 12px;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:auto 1fr;gap:4px 16px;margin:0}dt{color:#6b6459}dd{margin:0;overflow-wrap:anywhere}
fieldset{border:0;padding:0;margin:0 0 16px}legend{font-weight:600;padding:0;margin:0 0 8px}
label.choice{display:flex;gap:10px;align-items:center;padding:10px 12px;border:1px solid #e3dfd6;border-radius:8px;margin:0 0 6px;cursor:pointer}
label.choice:has(:checked){border-color:#8a4b16;background:#fbf4ee}
details{margin:0 0 16px;color:#6b6459;font-size:14px}details label{display:flex;justify-content:space-between;gap:12px;align-items:center;margin:8px 0 0}
input[type=number]{font:inherit;width:96px;padding:6px 10px;border:1px solid #cfc8ba;border-radius:6px}
button{font:inherit;width:100%;padding:12px;border-radius:8px;border:1px solid #8a4b16;cursor:pointer;margin:0 0 8px}
button.main{background:#8a4b16;color:#fff;font-weight:600}button.plain{background:#fff;color:#8a4b16}
button:focus-visible,a:focus-visible,input:focus-visible{outline:3px solid #2f6fdd;outline-offset:2px}`;

/** The page on which a payer pays at the sandbox, without any script: a form, a second step, or how it ended. */
export function payPage(page: ShownPayPage): string {
  const { locale } = page;
  const title = t(locale, 'sandbox.title');
  return `<!doctype html>
<html lang="${locale}" dir="${locale === 'ar' ? 'rtl' : 'ltr'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><link rel="icon" href="data:,"><style>${STYLE}</style></head>
<body><main>
<header><h1>${title}</h1>${languageLink(page)}</header>
<p class="notice">${t(locale, 'sandbox.notice')}</p>
<section class="card">
<p class="amount"><bdi>${escapedHtml(page.amount)}</bdi></p>
<dl>
<dt>${t(locale, 'sandbox.for')}</dt><dd dir="auto">${escapedHtml(page.description)}</dd>
<dt>${t(locale, 'sandbox.payer')}</dt><dd dir="auto">${escapedHtml(page.payer)}</dd>
${untilOf(page)}
</dl>
</section>
<section class="card" data-state="${page.state}">
${bodyOf(page)}
</section>
</main></body></html>`;
}

const untilOf = ({ locale, state, until }: ShownPayPage): string =>
  state === 'pending' || state === 'challenged'
    ? `<dt>${t(locale, 'sandbox.until')}</dt><dd>${escapedHtml(until)}</dd>`
    : '';

const addressOf = (id: string, locale: Locale): string => `/sandbox/pay/${id}?lang=${locale}`;

function languageLink({ id, locale }: ShownPayPage): string {
  const other = locale === 'ar' ? 'en' : 'ar';
  return `<a href="${addressOf(id, other)}" lang="${other}" hreflang="${other}">${t(other, 'sandbox.language')}</a>`;
}

function bodyOf(page: ShownPayPage): string {
  switch (page.state) {
    case 'pending':
      return choiceOf(page);
    case 'challenged':
      return challengeOf(page);
    case 'captured':
      return endOf(page, 'sandbox.captured.title', [
        page.isNew ? 'sandbox.captured.text' : 'sandbox.captured.again',
      ]);
    case 'declined':
      return endOf(page, 'sandbox.declined.title', page.isNew ? [] : ['sandbox.declined.again']);
    case 'expired':
      return endOf(page, 'sandbox.expired.title', ['sandbox.expired.text']);
  }
}

const form = ({ id, locale }: ShownPayPage, content: string): string =>
  `<form method="post" action="${addressOf(id, locale)}">\n${content}\n</form>`;

const button = (locale: Locale, action: string, look: 'main' | 'plain'): string =>
  `<button class="${look}" name="action" value="${action}">${t(locale, `sandbox.${action}` as TextKey)}</button>`;

function choiceOf(page: ShownPayPage): string {
  const { locale } = page;
  const cards = SANDBOX_CARDS.map(
    (card, index) =>
      `<label class="choice"><input type="radio" name="card" value="${card}"${index === 0 ? ' checked' : ''}> ${t(locale, `sandbox.card.${card}`)}</label>`,
  );
  const number = (name: string, label: TextKey, value: number): string =>
    `<label>${t(locale, label)} <input type="number" name="${name}" min="0" max="${name === 'copies' ? 5 : 3600}" value="${value}"></label>`;
  return form(
    page,
    `<fieldset><legend>${t(locale, 'sandbox.chooseCard')}</legend>
${cards.join('\n')}
</fieldset>
<details><summary>${t(locale, 'sandbox.developer')}</summary>
${number('delaySeconds', 'sandbox.delay', 0)}
${number('copies', 'sandbox.copies', 1)}
</details>
${button(locale, 'pay', 'main')}
${button(locale, 'cancel', 'plain')}`,
  );
}

function challengeOf(page: ShownPayPage): string {
  const { locale } = page;
  return `<h2>${t(locale, 'sandbox.challenge.title')}</h2>
<p>${t(locale, 'sandbox.challenge.text')}</p>
${form(page, [button(locale, 'approve', 'main'), button(locale, 'refuse', 'plain')].join('\n'))}`;
}

function endOf(page: ShownPayPage, title: TextKey, texts: readonly TextKey[]): string {
  const { locale, state, reason, returnUrl } = page;
  const told = [...(state === 'declined' ? [reason] : []), ...texts.map((key) => t(locale, key))];
  const back = returnUrl && `<p><a href="${escapedHtml(returnUrl)}">${t(locale, 'sandbox.back')}</a></p>`;
  return `<h2>${t(locale, title)}</h2>
${told.map((text) => `<p>${escapedHtml(text)}</p>`).join('\n')}
${back ?? ''}`;
}
