import { PayoutDetailsModel } from '../../src/models/payoutDetails.model';
import { isNewPayee } from '../../src/services/payouts/newPayee';
import { after, days, hours } from '../../src/utils/clock';
import { toObjectId } from '../../src/utils/ids';
import { inTransaction } from '../../src/utils/transaction';
import { aPayee } from '../factories/wallet';
import type { MadeUser } from '../factories/user';
import { again } from '../helpers/again';
import { startTestApp } from '../helpers/app';
import { payoutDouble } from '../support/payoutGateway';

const double = payoutDouble();
const app = startTestApp({ gateways: double.gateways });
beforeEach(() => double.reset());

const isNew = async ({ id }: MadeUser): Promise<boolean> => {
  const figures = await app.container.settings.current();
  return inTransaction((tx) => isNewPayee(tx, id, { now: app.clock.now(), figures }));
};
const payOut = async (karim: MadeUser, times: number): Promise<void> => {
  const client = await again(app, karim);
  for (let index = 0; index < times; index += 1) {
    await client.post('/api/wallet/withdraw').send({ amount: 5_000 });
  }
  await app.drainOutbox();
};

it('is new before the first three payouts are over', async () => {
  const karim = await aPayee(app, 50_000);
  app.clock.advance(days(4));

  await payOut(karim, 2);
  expect(await isNew(karim)).toBe(true);
  await payOut(karim, 1);
  expect(await isNew(karim)).toBe(false);
});

it('does not count payouts that failed', async () => {
  const karim = await aPayee(app, 50_000);
  app.clock.advance(days(4));
  double.mood = 'failed';

  await payOut(karim, 3);

  expect(await isNew(karim)).toBe(true);
});

it('is new again for 72 hours after a change of the details', async () => {
  const karim = await aPayee(app, 50_000);
  app.clock.advance(days(4));
  await payOut(karim, 3);
  const changedAt = app.clock.now();
  await PayoutDetailsModel.updateOne({ _id: toObjectId(karim.id) }, { $set: { changedAt } });

  expect(await isNew(karim)).toBe(true);
  app.clock.set(after(changedAt, hours(72) - 1));
  expect(await isNew(karim)).toBe(true);
  app.clock.set(after(changedAt, hours(72)));
  expect(await isNew(karim)).toBe(false);
});
