import { DateTime } from 'luxon';

/** The instant at which a calendar day begins in a time zone; the day is kept as its midnight in UTC. */
export const dayStart = (day: Date, timeZone: string): Date =>
  DateTime.fromJSDate(day, { zone: 'utc' })
    .setZone(timeZone, { keepLocalTime: true })
    .startOf('day')
    .toJSDate();
