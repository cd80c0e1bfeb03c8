import { daysBetween, monthsBetween, spansOf } from '../../src/utils/calendar';

it('a time is its whole months and the days around them', () => {
  expect(spansOf('2026-01-01', '2026-03-31')).toEqual([{ span: 'month', from: '2026-01', to: '2026-03' }]);
  expect(spansOf('2026-01-02', '2026-03-30')).toEqual([
    { span: 'month', from: '2026-02', to: '2026-02' },
    { span: 'day', from: '2026-01-02', to: '2026-01-31' },
    { span: 'day', from: '2026-03-01', to: '2026-03-30' },
  ]);
  expect(spansOf('2026-01-31', '2026-02-27')).toEqual([
    { span: 'day', from: '2026-01-31', to: '2026-02-27' },
  ]);
  expect(spansOf('2025-12-31', '2026-02-28')).toEqual([
    { span: 'month', from: '2026-01', to: '2026-02' },
    { span: 'day', from: '2025-12-31', to: '2025-12-31' },
  ]);
});

it('covers each day once, whatever the time', () => {
  for (const [from = '', to = ''] of [
    ['2025-11-17', '2026-04-02'],
    ['2026-02-01', '2026-02-28'],
    ['2026-05-09', '2026-05-09'],
  ]) {
    const days = spansOf(from, to).flatMap((span) =>
      span.span === 'day'
        ? daysBetween(span.from, span.to)
        : monthsBetween(span.from, span.to).flatMap((month) =>
            daysBetween(from, to).filter((day) => day.startsWith(month)),
          ),
    );
    expect(days.sort()).toEqual(daysBetween(from, to));
  }
});
