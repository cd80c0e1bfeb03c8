import fc from 'fast-check';
import type { Contract, FeeRule, Job } from '../../src/models/job.model';
import type { CancellationTerms } from '../../src/services/jobs/cancellation';
import { endMoneyOf } from '../../src/services/jobMoney/ending';
import {
  afterRelease,
  lastRelease,
  moneyOf,
  partRelease,
  wholeFeeOf,
} from '../../src/services/jobMoney/figures';
import { newId } from '../../src/utils/ids';
import { money } from '../../src/utils/money';

type Facts = Pick<Job, 'money' | 'contract' | 'currency'>;

const egp = (amountMinor: number) => money(amountMinor, 'EGP');
const contractOf = (feeRule: FeeRule): Contract => ({
  quoteId: newId(),
  quoteVersion: 1,
  price: 0,
  settingsVersion: 0,
  feeRule,
  hiredAt: new Date(0),
});

const rule = fc.record({
  bps: fc.integer({ min: 0, max: 10_000 }),
  min: fc.constantFrom(0, 1, 700),
  max: fc.constantFrom(null, 900, 1_000_000),
  waivedJobs: fc.constant(2),
});

describe('parts of what is held', () => {
  it('pay together exactly the price, and exactly the fee of the whole', () => {
    const releases = fc.record({
      price: fc.integer({ min: 1, max: 10_000_000 }),
      rule,
      isWaived: fc.boolean(),
      parts: fc.array(fc.integer({ min: 1, max: 3_000_000 }), { maxLength: 6 }),
    });
    fc.assert(
      fc.property(releases, ({ price, rule: feeRule, isWaived, parts }) => {
        const start = { price, due: price, funded: price, held: price, released: 0, fee: 0 };
        let job: Facts = { currency: 'EGP', contract: contractOf(feeRule), money: start };
        for (const part of parts.filter((one) => one <= moneyOf(job).held)) {
          if (part <= moneyOf(job).held) {
            const release = partRelease(job, egp(part), { isWaived });
            expect(release.fee.amountMinor).toBeGreaterThanOrEqual(0);
            job = { ...job, money: afterRelease(job, release, { isWaived }) };
          }
        }
        job = { ...job, money: afterRelease(job, lastRelease(job, { isWaived }), { isWaived }) };

        expect(job.money).toMatchObject({ held: 0, released: price });
        expect(job.money?.fee).toBe(wholeFeeOf(job, { isWaived }).amountMinor);
      }),
    );
  });
});

describe('an end before the work', () => {
  it('gives out all that is held, and splits the fee to the piastre', () => {
    const endings = fc.record({
      held: fc.integer({ min: 0, max: 1_000_000 }),
      fee: fc.integer({ min: 0, max: 1_000_000 }),
      share: fc.integer({ min: 0, max: 10_000 }),
    });
    fc.assert(
      fc.property(endings, ({ held, fee, share }) => {
        const craftsmanShare = egp(Math.floor((fee * share) / 10_000));
        const terms: CancellationTerms = {
          band: 'late',
          clientFee: egp(fee),
          craftsmanShare,
          platformShare: egp(fee - craftsmanShare.amountMinor),
          craftsmanPenalty: egp(0),
          reliability: 'none',
        };
        const facts = { price: 0, due: 0, funded: held, held, released: 0, fee: 0 };

        const { fromHeld, owed, back } = endMoneyOf({ currency: 'EGP', money: facts }, terms);

        expect(fromHeld.fee.amountMinor + back.amountMinor).toBe(held);
        expect(fromHeld.fee.amountMinor + owed.fee.amountMinor).toBe(fee);
        for (const part of [fromHeld, owed]) {
          expect(part.craftsmanShare.amountMinor + part.platformShare.amountMinor).toBe(part.fee.amountMinor);
          expect(
            Math.min(part.craftsmanShare.amountMinor, part.platformShare.amountMinor),
          ).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});
