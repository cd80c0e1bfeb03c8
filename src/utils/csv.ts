/** What a cell may hold; nothing is an empty cell. */
export type Cell = string | number | boolean | Date | null | undefined;

/** With these a spreadsheet begins a formula, wide forms included. */
const FORMULA = /^[\s]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

/** What a file begins with, so that spreadsheets read Arabic as what it is. */
export const CSV_BEGIN = '\ufeff';

/** One line of a CSV file (RFC 4180), with its end; no text is taken for a formula by a spreadsheet. */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(cellOf).join(',')}\r\n`;

function cellOf(value: Cell): string {
  if (value === null || value === undefined) {
    return '';
  }
  if (value instanceof Date) {
    return value.toISOString();
  }
  return typeof value === 'string' ? quoted(harmless(value)) : String(value);
}

/** A leading apostrophe makes text of it; numbers are no text, and negative ones stay numbers. */
const harmless = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

const quoted = (text: string): string => (NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
