import mongoose from 'mongoose';
import { makePoolStats } from '../../src/utils/poolStats';
import { connectTestDatabase, leaveTestDatabase } from '../helpers/database';

it('without a connection the pool is empty', () => {
  expect(makePoolStats(mongoose.createConnection())()).toEqual({ checkedOut: 0, available: 0, waiting: 0 });
});

describe('with a connection', () => {
  beforeAll(connectTestDatabase);
  afterAll(leaveTestDatabase);

  it('the pool tells what is in use, free and waited for', async () => {
    const stats = makePoolStats();
    stats();
    const asked = Array.from({ length: 30 }, () => mongoose.connection.collection('any').findOne());
    await Promise.race(asked);

    const busy = stats();
    await Promise.all(asked);
    const idle = stats();

    expect(busy.checkedOut + busy.waiting).toBeGreaterThan(0);
    expect(idle.checkedOut).toBe(0);
    expect(idle.waiting).toBe(0);
    expect(idle.available).toBeGreaterThan(0);
  });
});
