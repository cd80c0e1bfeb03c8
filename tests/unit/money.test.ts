import fc from 'fast-check';
import { decimalOf, formatMoney } from '../../src/config/money';
import {
  add,
  clamp,
  compare,
  isEqual,
  money,
  negate,
  percentOf,
  splitByRatio,
  subtract,
  zero,
} from '../../src/utils/money';

const egp = (amountMinor: number) => money(amountMinor, 'EGP');
const amounts = fc.maxSafeInteger();
const ratios = fc
  .array(fc.nat({ max: 1_000_000 }), { minLength: 1, maxLength: 12 })
  .filter((parts) => parts.some((part) => part > 0));

describe('an amount', () => {
  it.each([0.5, Number.NaN, Infinity, 2 ** 53])('is never %p', (amountMinor) => {
    expect(() => egp(amountMinor)).toThrow(RangeError);
  });

  it('knows no negative zero', () => {
    expect(Object.is(negate(zero('EGP')).amountMinor, 0)).toBe(true);
  });

  it('is added, subtracted and compared in one currency only', () => {
    const dollars = money(1, 'USD');

    expect(add(egp(150), egp(75))).toEqual(egp(225));
    expect(subtract(egp(100), egp(150))).toEqual(egp(-50));
    expect([compare(egp(1), egp(2)), compare(egp(2), egp(2)), compare(egp(3), egp(2))]).toEqual([-1, 0, 1]);
    expect([isEqual(egp(1), egp(1)), isEqual(egp(1), dollars)]).toEqual([true, false]);
    expect(() => add(egp(1), dollars)).toThrow(RangeError);
    expect(() => subtract(egp(1), dollars)).toThrow(RangeError);
    expect(() => compare(egp(1), dollars)).toThrow(RangeError);
  });

  it('refuses a sum that is no longer exact', () => {
    expect(() => add(egp(Number.MAX_SAFE_INTEGER), egp(1))).toThrow(RangeError);
  });
});

describe('a percentage', () => {
  it.each([
    [10_000, 500, 500],
    [10, 500, 1],
    [9, 500, 0],
    [30, 500, 2],
    [29, 500, 1],
    [-10, 500, -1],
  ])('of %p at %p hundredths of a percent is %p', (base, bps, share) => {
    expect(percentOf(egp(base), bps)).toEqual(egp(share));
  });

  it('is exact to half a unit, halves going up', () => {
    fc.assert(
      fc.property(fc.nat({ max: Number.MAX_SAFE_INTEGER }), fc.nat({ max: 10_000 }), (base, bps) => {
        const share = BigInt(percentOf(egp(base), bps).amountMinor) * 10_000n;
        const error = share - BigInt(base) * BigInt(bps);

        expect(error > -5_000n && error <= 5_000n).toBe(true);
      }),
    );
  });

  it('of a reversed amount is the reversed percentage', () => {
    fc.assert(
      fc.property(amounts, fc.nat({ max: 10_000 }), (base, bps) => {
        expect(percentOf(egp(-base), bps)).toEqual(negate(percentOf(egp(base), bps)));
      }),
    );
  });

  it('is never negative, nor a fraction of a hundredth', () => {
    expect(() => percentOf(egp(1), -1)).toThrow(RangeError);
    expect(() => percentOf(egp(1), 0.5)).toThrow(RangeError);
  });
});

describe('a range', () => {
  it('moves an amount to its nearer end; null is no limit', () => {
    const range = { minMinor: 100, maxMinor: 200 };

    expect([50, 150, 250].map((amount) => clamp(egp(amount), range).amountMinor)).toEqual([100, 150, 200]);
    expect(clamp(egp(250), { minMinor: 0, maxMinor: null })).toEqual(egp(250));
    expect(() => clamp(egp(1), { minMinor: 2, maxMinor: 1 })).toThrow(RangeError);
  });
});

describe('a split', () => {
  it('gives what rounding leaves to the largest remainders, the first of equals', () => {
    expect(splitByRatio(egp(100), [1, 1, 1])).toEqual([egp(34), egp(33), egp(33)]);
    expect(splitByRatio(egp(10), [1, 0, 5])).toEqual([egp(2), egp(0), egp(8)]);
    expect(splitByRatio(egp(-100), [1, 1, 1])).toEqual([egp(-34), egp(-33), egp(-33)]);
  });

  it('adds up to the whole, and no share is a unit away from the exact one', () => {
    fc.assert(
      fc.property(amounts, ratios, (whole, ratio) => {
        const total = BigInt(ratio.reduce((sum, part) => sum + part, 0));

        const shares = splitByRatio(egp(whole), ratio).map(({ amountMinor }) => BigInt(amountMinor));

        expect(shares.reduce((sum, share) => sum + share, 0n)).toBe(BigInt(whole));
        shares.forEach((share, index) => {
          const error = share * total - BigInt(whole) * BigInt(ratio[index] ?? 0);
          expect(error > -total && error < total).toBe(true);
        });
      }),
    );
  });

  it.each([[[]], [[0, 0]], [[1, -1]], [[0.5]]])('refuses the ratio %p', (ratio) => {
    expect(() => splitByRatio(egp(1), ratio)).toThrow(RangeError);
  });
});

describe('money for readers', () => {
  it('has the decimals of its currency, exactly', () => {
    expect(decimalOf(egp(1_250))).toBe('12.50');
    expect(decimalOf(egp(-5))).toBe('-0.05');
    expect(decimalOf(money(1_250, 'KWD'))).toBe('1.250');
    expect(decimalOf(money(1_250, 'JPY'))).toBe('1250');
    expect(decimalOf(egp(Number.MAX_SAFE_INTEGER))).toBe('90071992547409.91');
  });

  it('is written as the language writes it', () => {
    expect(formatMoney(egp(123_450), 'en')).toMatch(/EGP\s1,234\.50/);
    expect(formatMoney(egp(123_450), 'ar')).toContain('١٬٢٣٤٫٥٠');
  });
});
