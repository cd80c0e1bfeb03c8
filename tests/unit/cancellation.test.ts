import { settingsCatalogue } from '../../src/config/settings';
import { absenceOf, agreedStart, cancellationOf, type EndedBy } from '../../src/services/jobs/cancellation';
import { makeView } from '../../src/services/settings/view';
import { after, hours, minutes } from '../../src/utils/clock';
import { newId } from '../../src/utils/ids';
import { withoutUndefined, type Overrides } from '../factories/overrides';

const figures = makeView(0, []);
const timeZone = 'Africa/Cairo';
const HIRED = new Date('2026-03-02T09:00:00.000Z');
const START = new Date('2026-03-05T09:00:00.000Z');
type CancelledJob = Parameters<typeof cancellationOf>[0];

const contractOf = (price: number): NonNullable<CancelledJob['contract']> => ({
  quoteId: newId(),
  quoteVersion: 1,
  price,
  settingsVersion: 0,
  feeRule: { bps: 500, min: 0, max: null, waivedJobs: 2 },
  hiredAt: HIRED,
});
const hired = (price = 100_000, more: Overrides<CancelledJob> = {}): CancelledJob =>
  withoutUndefined<CancelledJob>({
    status: 'Hired',
    currency: 'EGP',
    contract: contractOf(price),
    firmAt: HIRED,
    scheduledAt: START,
    scheduledHasTime: true,
    ...more,
  });
const cost = (job: CancelledJob, by: EndedBy, now: Date) => {
  const terms = cancellationOf(job, { by, now, figures, timeZone });
  const { band, clientFee, craftsmanShare, platformShare, craftsmanPenalty, reliability } = terms;
  return [
    band,
    clientFee.amountMinor,
    craftsmanShare.amountMinor,
    platformShare.amountMinor,
    craftsmanPenalty.amountMinor,
    reliability,
  ];
};
const late = after(START, -hours(23));
const early = after(START, -hours(24));
const onTheWay = (price = 100_000): CancelledJob => hired(price, { status: 'On The Way' });

type Cost = readonly [
  band: string,
  fee: number,
  share: number,
  rest: number,
  penalty: number,
  counts: string,
];
type Row = readonly [when: string, by: EndedBy, job: CancelledJob, now: Date, expected: Cost];

const TABLE: readonly Row[] = [
  [
    'an open job',
    'client',
    hired(1, { status: 'Posted', contract: undefined }),
    late,
    ['open', 0, 0, 0, 0, 'none'],
  ],
  [
    'an unpaid hire',
    'craftsman',
    hired(100_000, { firmAt: undefined }),
    late,
    ['unfunded', 0, 0, 0, 0, 'afterFirst'],
  ],
  [
    'five minutes after the hire',
    'client',
    hired(),
    after(HIRED, minutes(5)),
    ['justHired', 0, 0, 0, 0, 'none'],
  ],
  ['24 hours before', 'client', hired(), early, ['early', 0, 0, 0, 0, 'none']],
  ['24 hours before', 'craftsman', hired(), early, ['early', 0, 0, 0, 0, 'afterFirst']],
  ['a moment later', 'client', hired(), after(early, 1), ['late', 15_000, 7_500, 7_500, 0, 'none']],
  ['a moment later', 'craftsman', hired(), after(early, 1), ['late', 0, 0, 0, 5_000, 'counts']],
  ['a dear job, late', 'client', hired(1_000_000), late, ['late', 30_000, 15_000, 15_000, 0, 'none']],
  ['a dear job, late', 'craftsman', hired(1_000_000), late, ['late', 0, 0, 0, 20_000, 'counts']],
  ['on the way', 'client', onTheWay(), early, ['onTheWay', 30_000, 24_000, 6_000, 0, 'none']],
  ['on the way', 'craftsman', onTheWay(), early, ['onTheWay', 0, 0, 0, 10_000, 'counts']],
  [
    'a dear job on the way',
    'client',
    onTheWay(1_000_000),
    late,
    ['onTheWay', 60_000, 48_000, 12_000, 0, 'none'],
  ],
  ['a dear job on the way', 'craftsman', onTheWay(1_000_000), late, ['onTheWay', 0, 0, 0, 20_000, 'counts']],
  ['late', 'staff', hired(), late, ['late', 0, 0, 0, 0, 'none']],
  ['on the way', 'staff', onTheWay(), late, ['onTheWay', 0, 0, 0, 0, 'none']],
];
const ROWS = TABLE.map(([when, by, job, now, expected]) => ({ when, by, job, now, expected }));

describe('what a cancellation costs', () => {
  it.each(ROWS)('$when by the $by', ({ by, job, now, expected }) => {
    expect(cost(job, by, now)).toEqual(expected);
  });

  it('is nothing when no time was agreed, unless he is on the way', () => {
    const { scheduledAt: _, scheduledHasTime: __, ...unscheduled } = hired();

    expect(cost(unscheduled, 'client', late)).toEqual(['unscheduled', 0, 0, 0, 0, 'none']);
    expect(cost({ ...unscheduled, status: 'On The Way' }, 'client', late)[1]).toBe(30_000);
  });

  it('counts a day without an hour from its first moment where the job is', () => {
    const day = { scheduledAt: new Date('2026-03-05T00:00:00.000Z'), scheduledHasTime: false };
    const midnightInCairo = new Date('2026-03-04T22:00:00.000Z');

    expect(agreedStart(day, timeZone)).toEqual(midnightInCairo);
    expect(cost(hired(100_000, day), 'client', after(midnightInCairo, -hours(24)))[0]).toBe('early');
    expect(cost(hired(100_000, day), 'client', after(midnightInCairo, -hours(24) + 1))[0]).toBe('late');
  });

  it('rounds half a piastre up and never splits more than there is', () => {
    const [, fee, share, rest] = cost(hired(10_003), 'client', late);

    expect([fee, share, rest]).toEqual([1_500, 750, 750]);
    expect(cost(hired(10_010), 'client', late).slice(1, 4)).toEqual([1_502, 751, 751]);
  });

  it('is what not being there costs the client, and nothing the one who waited', () => {
    const client = absenceOf(onTheWay(), { absent: 'client', figures });
    const craftsman = absenceOf(hired(), { absent: 'craftsman', figures });

    expect([client.band, client.clientFee.amountMinor, client.craftsmanShare.amountMinor]).toEqual([
      'clientAbsent',
      30_000,
      24_000,
    ]);
    expect([craftsman.band, craftsman.clientFee.amountMinor]).toEqual(['craftsmanAbsent', 0]);
  });

  it('goes by the figures that were pinned, not by those of the code', () => {
    const pinned = makeView(3, [{ scope: 'global', key: 'cancel.hired.clientBps', value: 1_000 }]);
    const terms = cancellationOf(hired(), { by: 'client', now: late, figures: pinned, timeZone });

    expect(settingsCatalogue['cancel.hired.clientBps'].default).toBe(1_500);
    expect(terms.clientFee.amountMinor).toBe(10_000);
  });
});
