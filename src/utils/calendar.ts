import { after, days } from './clock';

/** The day of an instant, as `2026-05-31` (UTC). */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** The month of an instant, as `2026-05` (UTC). */
export const monthOf = (at: Date): string => at.toISOString().slice(0, 7);

/** When a day begins. */
export const startOfDay = (day: string): Date => new Date(`${day}T00:00:00.000Z`);

/** The day after. */
export const nextDay = (day: string): string => dayOf(after(startOfDay(day), days(1)));

/** Every day from one to another, both included. */
export function daysBetween(first: string, last: string): string[] {
  const all: string[] = [];
  for (let day = first; day <= last; day = nextDay(day)) {
    all.push(day);
  }
  return all;
}

/** Days, or whole months, both ends included. */
export interface Span {
  readonly span: 'day' | 'month';
  readonly from: string;
  readonly to: string;
}

/** The day before. */
const dayBefore = (day: string): string => dayOf(after(startOfDay(day), -days(1)));

/** So many months later. */
export function monthsLater(month: string, count: number): string {
  const at = new Date(`${month}-01T00:00:00.000Z`);
  return monthOf(new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + count, 1)));
}

/** Every month from one to another, both included. */
export function monthsBetween(first: string, last: string): string[] {
  const all: string[] = [];
  for (let month = first; month <= last; month = monthsLater(month, 1)) {
    all.push(month);
  }
  return all;
}

/** A time as its whole months and the days around them. */
export function spansOf(from: string, to: string): Span[] {
  const [firstMonth, lastMonth] = [from.slice(0, 7), to.slice(0, 7)];
  const first = from.endsWith('-01') ? firstMonth : monthsLater(firstMonth, 1);
  const last = nextDay(to).endsWith('-01') ? lastMonth : monthsLater(lastMonth, -1);
  if (first > last) {
    return [{ span: 'day', from, to }];
  }
  const before: Span = { span: 'day', from, to: dayBefore(`${first}-01`) };
  const behind: Span = { span: 'day', from: `${monthsLater(last, 1)}-01`, to };
  const around = [before, behind].filter((span) => span.from <= span.to);
  return [{ span: 'month', from: first, to: last }, ...around];
}
