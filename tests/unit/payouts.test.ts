import { afterBusinessDays } from '../../src/services/payouts/businessDays';
import { maskDestination } from '../../src/services/payouts/destinations';
import { ibanOf } from '../../src/utils/iban';

describe('an IBAN', () => {
  it.each([
    ['EG380019000500000000263180002', 'EG380019000500000000263180002'],
    ['eg38 0019 0005 0000 0000 2631 8000 2', 'EG380019000500000000263180002'],
    ['GB82 WEST 1234 5698 7654 32', 'GB82WEST12345698765432'],
    ['DE89-3704-0044-0532-0130-00', 'DE89370400440532013000'],
    ['EG380019000500000000263180003', undefined],
    ['EG38001900050000000026318000', undefined],
    ['GB82WEST1234569876543', undefined],
    ['380019000500000000263180002', undefined],
    ['', undefined],
  ])('%s is read as %s', (text, iban) => {
    expect(ibanOf(text)).toBe(iban);
  });
});

describe('two business days', () => {
  const egypt = { timeZone: 'Africa/Cairo', weekend: [5, 6], holidays: [] as string[] };

  it.each(
    [
      ['Monday', '2026-03-02T09:00:00.000Z', [], '2026-03-04T09:00:00.000Z'],
      ['Wednesday, over the weekend', '2026-03-04T09:00:00.000Z', [], '2026-03-08T09:00:00.000Z'],
      ['Friday counts from Sunday’s beginning', '2026-03-06T15:00:00.000Z', [], '2026-03-09T22:00:00.000Z'],
      ['a holiday on the way', '2026-03-02T09:00:00.000Z', ['2026-03-03'], '2026-03-05T09:00:00.000Z'],
      [
        'holidays beside the weekend',
        '2026-03-04T09:00:00.000Z',
        ['2026-03-05', '2026-03-08'],
        '2026-03-10T09:00:00.000Z',
      ],
      [
        'late in the evening, already the next day there',
        '2026-03-01T23:00:00.000Z',
        [],
        '2026-03-03T23:00:00.000Z',
      ],
    ].map(([says, from, holidays, to]) => [says, { from, holidays, to }] as const),
  )('from %s', (_says, day) => {
    const { from, holidays, to } = day as { from: string; holidays: string[]; to: string };
    expect(afterBusinessDays(new Date(from), 2, { ...egypt, holidays }).toISOString()).toBe(to);
  });

  it('ends even where every day is a day off', () => {
    const never = { ...egypt, weekend: [1, 2, 3, 4, 5, 6, 7] };

    expect(afterBusinessDays(new Date('2026-03-02T09:00:00.000Z'), 2, never)).toBeInstanceOf(Date);
  });
});

describe('a destination masked', () => {
  it.each([
    [
      { kind: 'bank', holder: 'Karim Hassan', iban: 'EG380019000500000000263180002' } as const,
      { kind: 'bank', holder: 'K•••• H••••', bank: null, number: 'EG••••0002' },
    ],
    [
      { kind: 'wallet', holder: 'Mona', phone: '+201001234567' } as const,
      { kind: 'wallet', holder: 'M••••', bank: null, number: '+20••••567' },
    ],
    [
      { kind: 'account', accountRef: 'acct_12345' } as const,
      { kind: 'account', holder: null, bank: null, number: '••••2345' },
    ],
  ])('%o', (destination, masked) => {
    expect(maskDestination(destination)).toEqual(masked);
  });
});
