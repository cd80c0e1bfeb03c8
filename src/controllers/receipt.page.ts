import type { ReceiptLine, ReceiptText } from '../services/jobMoney/receiptLines';
import type { Locale } from '../utils/types/actor';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (mark) => ENTITIES[mark] ?? mark);

const STYLE = `
body{margin:0;font:16px/1.6 system-ui,"Segoe UI",Tahoma,sans-serif;color:#26221c;background:#f3f1ec}
main{max-width:640px;margin:24px auto;padding:32px;background:#fff;border:1px solid #e3dfd6;border-radius:8px}
h1{font-size:24px;margin:0}h1+p{margin:0 0 24px;color:#6b6459}
table{width:100%;border-collapse:collapse;margin:0 0 24px}
th,td{padding:6px 0;border-bottom:1px solid #e3dfd6;text-align:start;font-weight:400;vertical-align:top}
th{color:#6b6459;width:45%}td{overflow-wrap:anywhere}
.sums td{text-align:end;white-space:nowrap}.sum th,.sum td{font-weight:700;color:#26221c}
@media print{body{background:#fff}main{margin:0;border:0;padding:0;max-width:none}}`;

/** The receipt as a page for reading and printing, from right to left in Arabic; without any script. */
export const receiptPage = ({ title, about, sums }: ReceiptText, locale: Locale): string => `<!doctype html>
<html lang="${locale}" dir="${locale === 'ar' ? 'rtl' : 'ltr'}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} – Craftworks</title><style>${STYLE}</style></head>
<body><main>
<h1>${escaped(title)}</h1>
<p>Craftworks</p>
<table>${about.map(row).join('')}</table>
<table class="sums">${sums.map(row).join('')}</table>
</main></body></html>
`;

/** What people wrote keeps its own direction. */
const row = ({ label, value, isSum }: ReceiptLine): string =>
  `<tr${isSum ? ' class="sum"' : ''}><th scope="row"><bdi>${escaped(label)}</bdi></th><td><bdi>${escaped(value)}</bdi></td></tr>`;
