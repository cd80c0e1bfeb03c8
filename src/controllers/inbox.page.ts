import { escapedHtml } from '../utils/html';
import type { ShownMessage } from './presenters/inbox.presenter';

interface Filter {
  readonly to?: string;
  readonly channel?: string;
}

/** More would only make the page slow; the JSON has all that is kept. */
const MOST_SHOWN = 100;
const CHANNELS = ['email', 'sms', 'push'];

const STYLE = `
body{margin:0;font:16px/1.5 system-ui,sans-serif;color:#26221c;background:#f3f1ec}
main{max-width:760px;margin:0 auto;padding:24px 16px 64px}
h1{font-size:22px;margin:0 0 4px}p{margin:0 0 16px;color:#6b6459}
form{display:flex;gap:8px;flex-wrap:wrap;margin:0 0 16px}
input,select,button{font:inherit;padding:6px 10px;border:1px solid #cfc8ba;border-radius:6px;background:#fff}
button{background:#8a4b16;color:#fff;border-color:#8a4b16;cursor:pointer}
details{background:#fff;border:1px solid #e3dfd6;border-radius:8px;margin:0 0 8px}
summary{padding:10px 14px;cursor:pointer;display:grid;grid-template-columns:60px 1fr auto;gap:12px;align-items:baseline}
summary b{overflow-wrap:anywhere}summary small{color:#6b6459;white-space:nowrap}
.to{grid-column:2/4;color:#6b6459;font-size:14px;overflow-wrap:anywhere}
iframe{display:block;width:100%;height:560px;border:0;border-top:1px solid #e3dfd6}
pre{margin:0;padding:14px;border-top:1px solid #e3dfd6;white-space:pre-wrap;overflow-wrap:anywhere;font:14px/1.5 ui-monospace,monospace}`;

/** The inbox as a page without any script: each mail opens in a frame that may do nothing but open its links. */
export function inboxPage(messages: readonly ShownMessage[], filter: Filter): string {
  const shown = messages.slice(0, MOST_SHOWN);
  const more = messages.length > shown.length ? `, the newest ${shown.length} of which are shown` : '';
  const items = shown.map(item).join('\n') || '<p>Nothing yet.</p>';
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Developer inbox</title><style>${STYLE}</style></head>
<body><main>
<h1>Developer inbox</h1>
<p>What e-mail, SMS and push would have sent: ${messages.length} messages${more}. Newest first.</p>
${form(filter)}
${items}
</main></body></html>`;
}

function form({ to = '', channel = '' }: Filter): string {
  const options = ['', ...CHANNELS].map(
    (name) =>
      `<option value="${name}"${name === channel ? ' selected' : ''}>${name || 'all channels'}</option>`,
  );
  return `<form method="get"><input name="to" placeholder="to" aria-label="to" value="${escapedHtml(to)}"><select name="channel" aria-label="channel">${options.join('')}</select><button>Show</button></form>`;
}

function item({ channel, to, subject, text, html, at }: ShownMessage): string {
  const time = `<small><time datetime="${at}">${at.slice(0, 19).replace('T', ' ')}</time></small>`;
  const head = `<summary><span>${channel}</span><b dir="auto">${escapedHtml(subject)}</b>${time}<span class="to">${escapedHtml(to)}</span></summary>`;
  return `<details>${head}${html === null ? '' : frame(html)}<pre dir="auto">${escapedHtml(text)}</pre></details>`;
}

const frame = (html: string): string => {
  const opening = html.replace('<head>', '<head><base target="_blank">');
  return `<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" loading="lazy" title="the mail" srcdoc="${escapedHtml(opening)}"></iframe>`;
};
