import { makeMongoCounterStore } from '../../src/services/limits/mongoCounterStore';
import { makeRateCounters } from '../../src/services/limits/rateCounters';
import { minutes } from '../../src/utils/clock';

// No connection is opened in this file.
it('without a database requests are limited by the counts of this process', async () => {
  const logger = { warn: jest.fn(), info: jest.fn() };
  const clock = { now: () => new Date('2026-03-01T10:00:00Z') };
  const counters = makeRateCounters({ clock, logger, store: makeMongoCounterStore() });
  const hit = { limit: 'contact', caller: 'address:192.0.2.1', windowMs: minutes(15) };

  const strict = [await counters.hitStrict(hit), await counters.hitStrict(hit)];
  const lax = [counters.hit(hit), counters.hit(hit)];
  await counters.flush();

  expect(strict.map(({ used }) => used)).toEqual([1, 2]);
  expect(lax.map(({ used }) => used)).toEqual([1, 2]);
  expect(logger.warn).toHaveBeenCalledTimes(1);
});
