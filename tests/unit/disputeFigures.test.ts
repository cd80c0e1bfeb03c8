import fc from 'fast-check';
import {
  figuresOfCash,
  figuresOfHeld,
  inDispute,
  type Stakes,
  type Verdict,
} from '../../src/services/disputes/figures';
import { depositOf, feeOf } from '../../src/services/ledger/fees';
import { disputeSettled } from '../../src/services/ledger/postings/dispute.postings';
import { newId, idOf } from '../../src/utils/ids';
import { add, money, subtract, zero, type Money } from '../../src/utils/money';

const egp = (amountMinor: number): Money => money(amountMinor, 'EGP');
const RULE = { bps: 500, min: 0, max: null, waivedJobs: 2 };
const none = zero('EGP');

const stakes = (more: Partial<Stakes> = {}): Stakes => ({
  held: none,
  released: none,
  frozen: none,
  fee: none,
  feeRule: RULE,
  isFeeWaived: false,
  ...more,
});
const verdict = (toClient: number, counts: number, owedByHand = 0): Verdict => ({
  toClient: egp(toClient),
  counts: egp(counts),
  owedByHand: egp(owedByHand),
});
/** A price of 1,000: paid and released, our fee of 50 taken, nothing touched yet. */
const released = stakes({ released: egp(1_000), frozen: egp(950), fee: egp(50) });

describe('who gets what of what is held', () => {
  const held = stakes({ held: egp(1_000) });

  it.each([
    ['all back', held, verdict(1_000, 0), [0, 1_000, 0, 0, 0]],
    ['all to the craftsman', held, verdict(0, 1_000), [950, 0, 0, 50, 50]],
    ['split: our fee comes from his part', held, verdict(400, 600), [570, 400, 0, 30, 30]],
    ['split without a fee', { ...held, isFeeWaived: true }, verdict(400, 600), [600, 400, 0, 0, 0]],
    [
      'split below the least fee: never more than his part',
      { ...held, feeRule: { ...RULE, min: 100 } },
      verdict(940, 60),
      [0, 940, 0, 60, 60],
    ],
    ['after the release: all back, our fee too', released, verdict(1_000, 0), [0, 1_000, 0, 0, -50]],
    ['after the release: as it was', released, verdict(0, 1_000), [950, 0, 0, 50, 0]],
    ['after the release: split', released, verdict(500, 500), [475, 500, 0, 25, -25]],
    [
      'after the release, all of it withdrawn: what is missing is owed',
      { ...released, frozen: none },
      verdict(1_000, 0),
      [0, 50, 950, 0, -50],
    ],
    [
      'after the release, some of it withdrawn',
      { ...released, frozen: egp(600) },
      verdict(500, 500),
      [125, 500, 0, 25, -25],
    ],
    [
      'after the release, more of it withdrawn than is his',
      { ...released, frozen: egp(100) },
      verdict(500, 500),
      [0, 125, 375, 25, -25],
    ],
    [
      'partly released before: what was paid counts towards his part',
      stakes({ held: egp(600), released: egp(400), frozen: egp(380), fee: egp(20) }),
      verdict(500, 500),
      [475, 500, 0, 25, 5],
    ],
  ] as const)('%s', (...[, given, decided, expected]) => {
    const { toCraftsman, toClient, short, fee, feeChange } = figuresOfHeld(given, decided);

    const figures = [toCraftsman, toClient, short, fee, feeChange].map(({ amountMinor }) => amountMinor);
    expect(figures).toEqual(expected);
  });

  it('of a deposit: the fee is of the price, the deposit bears it', () => {
    const deposit = depositOf(egp(1_000), RULE, 1_500);
    const given = stakes({ held: deposit });

    const [back, kept, split] = [
      figuresOfHeld(given, verdict(150, 0)),
      figuresOfHeld(given, verdict(0, 1_000)),
      figuresOfHeld(given, verdict(100, 900)),
    ];

    expect(back).toMatchObject({ toClient: egp(150), fee: none });
    expect(kept).toMatchObject({ toCraftsman: egp(100), fee: egp(50) });
    expect(split).toMatchObject({ toCraftsman: egp(5), toClient: egp(100), fee: egp(45) });
  });
});

describe('who owes what where cash was paid', () => {
  it.each([
    [
      'nothing counts and the price goes back',
      stakes({ fee: egp(50) }),
      verdict(0, 0, 1_000),
      [1_000, 0, -50],
    ],
    ['the price counts', stakes(), verdict(0, 1_000), [0, 50, 50]],
    ['a part counts, the rest goes back', stakes({ fee: egp(50) }), verdict(0, 600, 400), [400, 30, -20]],
    ['less was paid than agreed', stakes({ fee: egp(50) }), verdict(0, 800), [0, 40, -10]],
    ['without a fee', stakes({ isFeeWaived: true }), verdict(0, 800), [0, 0, 0]],
  ] as const)('%s', (...[, given, decided, expected]) => {
    const { short, fee, feeChange, toCraftsman, toClient } = figuresOfCash(given, decided);

    expect([short, fee, feeChange].map(({ amountMinor }) => amountMinor)).toEqual(expected);
    expect([toCraftsman, toClient]).toEqual([none, none]);
  });
});

const amount = (max: number) => fc.integer({ min: 0, max });
const feeRule = fc.record({
  bps: amount(10_000),
  min: amount(5_000),
  max: fc.oneof(fc.constant(null), fc.integer({ min: 5_000, max: 1_000_000 })),
  waivedJobs: fc.constant(2),
});

/** Any state that the money of a job may be in: partly released, partly withdrawn, with the fee taken on the way. */
const anyStakes = fc
  .record({ held: amount(10_000_000), released: amount(10_000_000), feeRule, isFeeWaived: fc.boolean() })
  .chain(({ held, released: gross, ...rest }) => {
    const fee = rest.isFeeWaived ? 0 : feeOf(egp(gross), rest.feeRule).amountMinor;
    return amount(gross - fee).map((frozen) =>
      stakes({ ...rest, held: egp(held), released: egp(gross), fee: egp(fee), frozen: egp(frozen) }),
    );
  });
const cases = anyStakes.chain((given) =>
  amount(inDispute(given).amountMinor).map((toClient) => ({ given, toClient })),
);

describe('whatever is decided about whatever is held', () => {
  const parts = ({ given, toClient }: { given: Stakes; toClient: number }) => {
    const whole = inDispute(given);
    const part = subtract(whole, egp(toClient));
    return {
      part,
      figures: figuresOfHeld(given, { toClient: egp(toClient), counts: part, owedByHand: none }),
    };
  };

  it('all that is held and frozen goes to somebody, and nobody gets more than there is', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { given } = one;
        const { figures } = parts(one);
        const { toCraftsman, toClient, feeChange, short } = figures;

        const out = [toCraftsman, toClient, feeChange].reduce(add);
        expect(out).toEqual(add(given.held, given.frozen));
        for (const { amountMinor } of [toCraftsman, toClient, short, figures.fee]) {
          expect(amountMinor).toBeGreaterThanOrEqual(0);
        }
        expect(add(toClient, short)).toEqual(egp(one.toClient));
      }),
    );
  });

  it('the craftsman ends with his part less our fee, unless he owes the rest', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { given } = one;
        const { part, figures } = parts(one);
        const spent = subtract(subtract(given.released, given.fee), given.frozen);

        const has = subtract(add(spent, figures.toCraftsman), figures.short);
        expect(has).toEqual(subtract(part, figures.fee));
      }),
    );
  });

  it('our fee is the rule’s on his part and never more than his part; none where it is waived', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { given } = one;
        const { part, figures } = parts(one);

        expect(figures.fee.amountMinor).toBeLessThanOrEqual(part.amountMinor);
        expect(figures.fee.amountMinor).toBeLessThanOrEqual(feeOf(part, given.feeRule).amountMinor);
        if (given.isFeeWaived) {
          expect(figures.fee).toEqual(none);
        }
        if (given.released.amountMinor === 0 && !given.isFeeWaived) {
          expect(figures.fee).toEqual(feeOf(part, given.feeRule));
        }
      }),
    );
  });

  it('on appeal each ends with what he had had by that decision at once, whatever was decided first', () => {
    const twice = cases.chain((one) =>
      amount(inDispute(one.given).amountMinor).map((first) => ({ ...one, first })),
    );
    fc.assert(
      fc.property(twice, ({ given, toClient, first }) => {
        const before = parts({ given, toClient: first }).figures;
        const then: Stakes = {
          ...given,
          held: before.toClient,
          released: subtract(inDispute(given), before.toClient),
          frozen: before.toCraftsman,
          fee: before.fee,
        };

        const [atOnce, onAppeal] = [
          parts({ given, toClient }).figures,
          parts({ given: then, toClient }).figures,
        ];
        const ends = ({ toCraftsman, toClient: back, short, fee }: typeof atOnce) => [
          toCraftsman,
          back,
          short,
          fee,
        ];
        expect(ends(onAppeal)).toEqual(ends(atOnce));
        expect(add(before.feeChange, onAppeal.feeChange)).toEqual(atOnce.feeChange);
      }),
    );
  });

  it('it makes an entry that balances', () => {
    const [disputeId, jobId, craftsmanId, clientId] = [newId(), newId(), newId(), newId()].map(idOf);
    fc.assert(
      fc.property(cases, (one) => {
        const { toCraftsman, toClient, feeChange, short } = parts(one).figures;
        const ids = { disputeId: `${disputeId}`, jobId: `${jobId}`, craftsmanId: `${craftsmanId}` };

        const { lines } = disputeSettled({
          ...ids,
          fromJob: one.given.held,
          fromFrozen: one.given.frozen,
          toCraftsman,
          fee: feeChange,
          back: { clientId: `${clientId}`, toWallet: toClient, toCards: [] },
          short,
        });

        expect(lines.reduce((sum, line) => sum + line.amount.amountMinor, 0)).toBe(0);
      }),
    );
  });
});
