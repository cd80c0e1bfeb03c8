import { DateTime } from 'luxon';

/** `HH:MM` in the place's time; may run over midnight. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
}

/** When the quiet hours at `at` end; undefined when it is not quiet then. The first minute is quiet, the last one is not. */
export function quietUntil(at: Date, { from, to }: QuietHours, timeZone: string): Date | undefined {
  const now = DateTime.fromJSDate(at, { zone: timeZone });
  const minute = now.toFormat('HH:mm');
  const isQuiet = from < to ? from <= minute && minute < to : from !== to && (minute >= from || minute < to);
  if (!isQuiet) {
    return undefined;
  }
  const [hour = 0, min = 0] = to.split(':').map(Number);
  const day = minute < to ? now : now.plus({ days: 1 });
  const end = day.set({ hour, minute: min, second: 0, millisecond: 0 });
  // In the hour that a clock change skips or repeats, the end may lie in the past: then it is over.
  return end > now ? end.toJSDate() : undefined;
}
