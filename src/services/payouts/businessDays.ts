import { DateTime } from 'luxon';

export interface BusinessCalendar {
  readonly timeZone: string;
  /** Days of the week without business, Monday is 1. */
  readonly weekend: readonly number[];
  /** Further days, as YYYY-MM-DD. */
  readonly holidays: readonly string[];
}

/** Longer than any row of days off; a calendar of nothing but days off ends here. */
const MOST_DAYS = 60;

/**
 * The instant `count` business days later: the same time of day, or the day's beginning when it starts on a day off.
 * A time of day that a clock change leaves out is the next one that there is.
 */
export function afterBusinessDays(at: Date, count: number, calendar: BusinessCalendar): Date {
  const start = DateTime.fromJSDate(at, { zone: calendar.timeZone });
  let day = isBusinessDay(start, calendar) ? start : nextBusinessDay(start.startOf('day'), calendar);
  for (let left = count; left > 0; left -= 1) {
    day = nextBusinessDay(day, calendar);
  }
  return day.toJSDate();
}

function nextBusinessDay(from: DateTime, calendar: BusinessCalendar): DateTime {
  let day = from.plus({ days: 1 });
  for (let tries = 0; tries < MOST_DAYS && !isBusinessDay(day, calendar); tries += 1) {
    day = day.plus({ days: 1 });
  }
  return day;
}

const isBusinessDay = (day: DateTime, { weekend, holidays }: BusinessCalendar): boolean =>
  !weekend.includes(day.weekday) && !holidays.includes(day.toISODate() ?? '');
