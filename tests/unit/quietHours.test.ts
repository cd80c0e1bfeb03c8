import { quietUntil } from '../../src/services/notices/quietHours';

const CAIRO = 'Africa/Cairo'; // UTC+2 in winter, UTC+3 in summer
const night = { from: '22:00', to: '07:00' };
const endAt = (at: string, hours = night): string | undefined =>
  quietUntil(new Date(at), hours, CAIRO)?.toISOString();

describe('quiet hours', () => {
  it.each([
    ['the first minute', '2026-01-10T20:00:00.000Z', '2026-01-11T05:00:00.000Z'],
    ['before midnight', '2026-01-10T21:30:00.000Z', '2026-01-11T05:00:00.000Z'],
    ['after midnight', '2026-01-11T02:00:00.000Z', '2026-01-11T05:00:00.000Z'],
    ['the last minute', '2026-01-11T04:59:59.000Z', '2026-01-11T05:00:00.000Z'],
    ['in summer', '2026-07-10T21:00:00.000Z', '2026-07-11T04:00:00.000Z'],
  ])('over midnight last until the morning of the place: %s', (_what, at, end) => {
    expect(endAt(at)).toBe(end);
  });

  it.each([
    ['just before', '2026-01-10T19:59:59.000Z'],
    ['at their end', '2026-01-11T05:00:00.000Z'],
    ['at noon', '2026-01-10T10:00:00.000Z'],
  ])('are over or not begun: %s', (_what, at) => {
    expect(endAt(at)).toBeUndefined();
  });

  it('within one day end on that day', () => {
    const siesta = { from: '13:00', to: '15:30' };

    expect(endAt('2026-01-10T12:00:00.000Z', siesta)).toBe('2026-01-10T13:30:00.000Z');
    expect(endAt('2026-01-10T14:00:00.000Z', siesta)).toBeUndefined();
  });

  it('that begin and end at once are none', () => {
    expect(endAt('2026-01-10T12:00:00.000Z', { from: '08:00', to: '08:00' })).toBeUndefined();
  });

  it('end at the right instant in the night when the clocks change', () => {
    // Egypt: the last Friday of April, 00:00 becomes 01:00.
    expect(endAt('2026-04-23T21:00:00.000Z')).toBe('2026-04-24T04:00:00.000Z');
  });
});
