import { WithdrawalModel } from '../../src/models/withdrawal.model';
import { purseName } from '../../src/services/ledger/accounts';
import { minutes } from '../../src/utils/clock';
import { toObjectId } from '../../src/utils/ids';
import { inTransaction } from '../../src/utils/transaction';
import { aPayee, BANK } from '../factories/wallet';
import { aClient, anAdmin, type MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';
import { balanceOf, expectLedgerSound } from '../helpers/ledger';
import { payoutDouble } from '../support/payoutGateway';

const double = payoutDouble();
const app = startTestApp({ gateways: double.gateways });

beforeEach(() => double.reset());
afterEach(() => expectLedgerSound());

const ROUNDS = 5;
const withdraw = (who: MadeUser, amount: number, key?: string) => {
  const request = who.as.post('/api/wallet/withdraw');
  return (key === undefined ? request : request.set('Idempotency-Key', key)).send({ amount });
};
const asked = async (who: MadeUser, amount = 6_000): Promise<string> =>
  ((await withdraw(who, amount)).body as { data: { id: string } }).data.id;
const wallet = async ({ id }: MadeUser): Promise<[available: number, payout: number]> => [
  await balanceOf(purseName(id, 'available', 'EGP')),
  await balanceOf(purseName(id, 'payout', 'EGP')),
];
const statusesOf = (answers: readonly { readonly status: number }[]): number[] =>
  answers.map(({ status }) => status).sort();

it('lets one of two withdrawals take the whole balance', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const karim = await aPayee(app, 20_000);

    const answers = await Promise.all([withdraw(karim, 20_000), withdraw(karim, 20_000)]);

    expect(statusesOf(answers)).toEqual([201, 409]);
    expect(await wallet(karim)).toEqual([0, 20_000]);
    expect(await WithdrawalModel.countDocuments({ userId: toObjectId(karim.id) })).toBe(1);
  }
});

it('withdraws once for one key, however often it is sent', async () => {
  const karim = await aPayee(app, 20_000);

  const answers = await Promise.all(['k', 'k', 'k'].map((key) => withdraw(karim, 6_000, key)));
  const replay = await withdraw(karim, 6_000, 'k');

  expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThanOrEqual(1);
  expect(replay.status).toBe(201);
  expect(await WithdrawalModel.countDocuments()).toBe(1);
  expect(await wallet(karim)).toEqual([14_000, 6_000]);
});

it('is cancelled or sent, never both', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const karim = await aPayee(app, 20_000);
    const id = await asked(karim);

    const [cancelled] = await Promise.all([
      karim.as.post(`/api/wallet/withdrawals/${id}/cancel`),
      app.container.withdrawalSending.send(id),
    ]);

    const isCancelled = cancelled.status === 200;
    expect([200, 409]).toContain(cancelled.status);
    expect(double.book.has(id)).toBe(!isCancelled);
    expect(await wallet(karim)).toEqual(isCancelled ? [20_000, 0] : [14_000, 0]);
  }
});

it('is paid out once when two processes send it and a third one asks', async () => {
  const karim = await aPayee(app, 20_000);
  const id = await asked(karim);

  await Promise.all([app.container.withdrawalSending.send(id), app.container.withdrawalSending.send(id)]);

  expect([double.calls.length, double.book.size]).toEqual([1, 1]);
  expect(await wallet(karim)).toEqual([14_000, 0]);
});

it('ends once when the webhook and the look-up come at the same time', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const karim = await aPayee(app, 20_000);
    double.mood = 'pending';
    const id = await asked(karim);
    await app.drainOutbox();
    app.clock.advance(minutes(1));
    await WithdrawalModel.collection.updateOne(
      { _id: toObjectId(id) },
      { $set: { lookAt: app.clock.now() } },
    );
    const event = {
      eventId: 'e1',
      type: 'transfer.success',
      at: app.clock.now(),
      kind: 'payout.done' as const,
      ref: id,
      providerRef: `po_${id}`,
      amount: { amountMinor: 6_000, currency: 'EGP' as const },
    };
    const tell = () =>
      inTransaction((tx) => app.container.applyPayoutEvent(tx, { gateway: 'paystack', event }));

    const ends = await Promise.allSettled([tell(), app.container.withdrawalSending.lookUpDue(10), tell()]);

    // A delivery that loses is delivered again by the provider.
    expect(ends.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect(await wallet(karim)).toEqual([14_000, 0]);
    expect(await tell()).toEqual({ outcome: 'already' });
  }
});

it('has one of two members of staff who pay it by hand, or refuse it', async () => {
  double.isAway = true;
  for (let round = 0; round < ROUNDS; round += 1) {
    const [karim, one, two] = [await aPayee(app, 20_000), await anAdmin(app), await anAdmin(app)];
    const id = await asked(karim);

    const [paid, failed] = await Promise.all([
      one.as.post(`/api/admin/withdrawals/${id}/paid`).send({ reference: 'NBE 17' }),
      two.as.post(`/api/admin/withdrawals/${id}/failed`).send({ reason: 'No such account.' }),
    ]);

    expect(statusesOf([paid, failed])).toEqual([200, 409]);
    expect(await wallet(karim)).toEqual(paid.status === 200 ? [14_000, 0] : [20_000, 0]);
  }
});

it('posts a correction once when two admins approve it', async () => {
  const [maker, one, two, mona] = [
    await anAdmin(app),
    await anAdmin(app),
    await anAdmin(app),
    await aClient(app),
  ];
  const path = '/api/admin/ledger/adjustments';
  const made = await maker.as.post(path).send({ userId: mona.id, amount: 700, reason: 'Counted twice.' });
  const { id } = (made.body as { data: { id: string } }).data;

  const answers = await Promise.all([
    one.as.post(`${path}/${id}/approve`),
    two.as.post(`${path}/${id}/approve`),
  ]);

  expect(statusesOf(answers)).toEqual([200, 409]);
  expect((await wallet(mona))[0]).toBe(700);
});

it('makes one key of a user, also when it is first needed twice at once', async () => {
  const karim = await aClient(app);

  const answers = await Promise.all(
    [1, 2, 3].map(() => karim.as.put('/api/wallet/payout-details').send(BANK)),
  );

  expect(statusesOf(answers)).toEqual([200, 200, 200]);
  expect((await karim.as.get('/api/wallet/payout-details')).body.data.number).toBe('EG••••0002');
});
