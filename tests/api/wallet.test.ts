import mongoose from 'mongoose';
import { ActivityModel } from '../../src/models/activity.model';
import { DevMessageModel } from '../../src/models/devMessage.model';
import { NotificationModel } from '../../src/models/notification.model';
import { OutboxRowModel } from '../../src/models/outboxRow.model';
import { PayoutDetailsModel } from '../../src/models/payoutDetails.model';
import type { Charging } from '../../src/services/debts/debts';
import { cashFeeTaken } from '../../src/services/ledger/postings/debt.postings';
import { withdrawalReserved } from '../../src/services/ledger/postings/withdrawal.postings';
import { after, days, hours, minutes } from '../../src/utils/clock';
import { idOf, newId } from '../../src/utils/ids';
import { money, type Money } from '../../src/utils/money';
import { inTransaction } from '../../src/utils/transaction';
import { systemActor } from '../../src/utils/types/actor';
import { aPaidJob } from '../factories/paidJob';
import { aPayee, BANK, IBAN, topUp } from '../factories/wallet';
import { aClient, aCraftsman, aModerator, type MadeUser } from '../factories/user';
import { again } from '../helpers/again';
import { startTestApp } from '../helpers/app';
import { expectLedgerSound, postAll } from '../helpers/ledger';
import { noticesTo } from '../helpers/offers';

const app = startTestApp();
afterEach(() => expectLedgerSound());

const egp = (amountMinor: number) => money(amountMinor, 'EGP');
const freshId = (): string => idOf(newId());

/** Our fee of some cash job, of which the wallet has nothing. */
const aFee = (userId: string): Charging => {
  const about = { jobId: freshId(), userId, amount: egp(500) };
  const entryOf = (fromAvailable: Money) => cashFeeTaken({ ...about, fromAvailable });
  return { ...about, title: 'Paint two rooms', why: 'cashFee', entryOf, actor: systemActor };
};

interface Item {
  readonly type: string;
  readonly amount: number;
  readonly status: string;
  readonly gateway: string;
}
const itemsOf = (body: { readonly data: readonly Item[] }) =>
  body.data.map(({ type, amount, status, gateway }) => [type, amount, status, gateway]);

describe('GET /wallet/balance', () => {
  it('says what is there, what is held and what is owed', async () => {
    const karim = await aPayee(app, 20_000);
    await karim.as.post('/api/wallet/withdraw').send({ amount: 6_000 });
    const fee = { jobId: freshId(), userId: karim.id, amount: egp(2_500), fromAvailable: egp(1_000) };
    await postAll(app, cashFeeTaken(fee));

    const { status, body } = await karim.as.get('/api/wallet/balance');

    expect(status).toBe(200);
    expect(body.data).toEqual({
      balance: 19_000,
      withdrawableBalance: 13_000,
      held: 6_000,
      pending: 0,
      reserved: 6_000,
      owed: 1_500,
      claims: 0,
      currency: 'EGP',
    });
  });

  it('is zero for whoever never had anything, and 401 without a login', async () => {
    const mona = await aClient(app);

    expect((await mona.as.get('/api/wallet/balance')).body.data).toMatchObject({ balance: 0, owed: 0 });
    expect((await app.http.get('/api/wallet/balance')).status).toBe(401);
  });

  it('stands on one’s own profile, and on nobody else’s', async () => {
    const [karim, mona] = [await aPayee(app, 20_000), await aClient(app)];

    const own = await karim.as.get('/api/users/me');
    const foreign = await mona.as.get(`/api/users/${karim.id}`);

    expect(own.body.data.wallet).toEqual({ balance: 20_000, withdrawableBalance: 20_000, currency: 'EGP' });
    expect(foreign.body.data).not.toHaveProperty('wallet');
  });
});

describe('GET /wallet/transactions', () => {
  it('lists what came and went, each once, with who moved it', async () => {
    const karim = await aPayee(app, 20_000);
    const fee = { jobId: freshId(), userId: karim.id, amount: egp(2_500), fromAvailable: egp(2_500) };
    await postAll(app, cashFeeTaken(fee));
    await karim.as.post('/api/wallet/withdraw').send({ amount: 6_000 });

    const { body } = await karim.as.get('/api/wallet/transactions');

    expect(itemsOf(body as never)).toEqual([
      ['Withdrawal', -6_000, 'Pending', 'System'],
      ['Fee', -2_500, 'Completed', 'System'],
      ['Deposit', 20_000, 'Completed', 'Stripe'],
    ]);
    expect(body.data[1]).toMatchObject({ jobId: fee.jobId, gatewayTransactionId: null });
  });

  it('says of each what still waits: an earning for its time, a debt for its payment, a hold for its decision', async () => {
    const made = await aPaidJob(app, 'Escrow', { state: 'completed' });
    await inTransaction((tx) => app.container.debts.charge(tx, aFee(made.craftsman.id)));
    const seen = async () => {
      const { body } = await (await again(app, made.craftsman)).get('/api/wallet/transactions');
      return itemsOf(body as never).map((item) => item.slice(0, 3).join(' '));
    };

    expect(await seen()).toEqual(['Fee -500 Pending', 'Payout 42750 Pending']);
    app.clock.advance(days(5));
    await app.container.tasks.runNow('mature-earnings');
    expect(await seen()).toEqual([
      'DebtPayment -500 Completed',
      'Fee -500 Completed',
      'Payout 42750 Completed',
    ]);
    const body = { jobId: made.jobId, reason: 'damage', description: 'The wall is wet.' };
    const opened = await (await again(app, made.client)).post('/api/disputes').send(body);
    expect((await seen())[0]).toBe('Hold -42250 Pending');
    const decision = { decision: 'release', reason: 'It was like that before.' };
    await (
      await aModerator(app)
    ).as
      .post(`/api/admin/disputes/${String(opened.body.data.id)}/resolve`)
      .send(decision)
      .expect(200);
    expect((await seen()).slice(0, 2)).toEqual(['Payout 42250 Pending', 'Hold -42250 Completed']);
  });

  it('pages by cursor, and shows nobody else’s', async () => {
    const [karim, mona] = [await aCraftsman(app), await aClient(app)];
    for (let index = 1; index <= 5; index += 1) {
      await topUp(app, karim.id, index * 100);
    }

    const first = await karim.as.get('/api/wallet/transactions?limit=2');
    const next = await karim.as.get(
      `/api/wallet/transactions?limit=2&cursor=${String(first.body.pagination.nextCursor)}`,
    );
    const others = await mona.as.get('/api/wallet/transactions');

    expect(
      [...itemsOf(first.body as never), ...itemsOf(next.body as never)].map(([, amount]) => amount),
    ).toEqual([500, 400, 300, 200]);
    expect(others.body.data).toEqual([]);
  });
});

describe('GET /wallet/statement', () => {
  const lines = (who: MadeUser, query = '') => who.as.get(`/api/wallet/statement${query}`);
  const balances = (body: { data: { amount: number; balance: number; seq: number }[] }) =>
    body.data.map(({ seq, amount, balance }) => [seq, amount, balance]);

  it('gives every line with the balance after it, by cursor', async () => {
    const karim = await aCraftsman(app);
    await topUp(app, karim.id, 10_000);
    await postAll(app, withdrawalReserved({ withdrawalId: freshId(), userId: karim.id, amount: egp(4_000) }));
    await topUp(app, karim.id, 500);

    const first = await lines(karim, '?limit=2');
    const next = await lines(karim, `?limit=2&cursor=${String(first.body.pagination.nextCursor)}`);

    expect(balances(first.body as never)).toEqual([
      [3, 500, 6_500],
      [2, -4_000, 6_000],
    ]);
    expect(balances(next.body as never)).toEqual([[1, 10_000, 10_000]]);
    expect(first.body.pagination).toMatchObject({ totalItems: 3, hasNextPage: true });
  });

  it('is of a time where one is asked for', async () => {
    const karim = await aCraftsman(app);
    const halfDay = (count: number): string => after(app.clock.now(), hours(12 * count)).toISOString();
    const [from, to, never] = [halfDay(1), halfDay(5), halfDay(700)];
    for (const amount of [100, 200, 300]) {
      await topUp(app, karim.id, amount);
      app.clock.advance(days(1));
    }
    const later = await again(app, karim);

    const some = await later.get(`/api/wallet/statement?from=${from}&to=${to}`);
    const none = await later.get(`/api/wallet/statement?from=${never}`);

    expect(balances(some.body as never)).toEqual([
      [3, 300, 600],
      [2, 200, 300],
    ]);
    expect([none.body.data, none.body.pagination.totalItems]).toEqual([[], 0]);
  });

  it('refuses a cursor of another list and a time that is none', async () => {
    const karim = await aCraftsman(app);

    expect((await lines(karim, '?cursor=abc')).status).toBe(400);
    expect((await lines(karim, '?from=yesterday')).status).toBe(400);
  });
});

describe('PUT /wallet/payout-details', () => {
  const put = (who: MadeUser, body: object) => who.as.put('/api/wallet/payout-details').send(body);

  it.each([
    [BANK, { kind: 'bank', holder: 'K•••• H••••', bank: 'Nile Bank', number: 'EG••••0002' }],
    [
      { kind: 'wallet', holder: 'Karim Hassan', phone: '010 0123 4567' },
      { kind: 'wallet', holder: 'K•••• H••••', bank: null, number: '+20••••567' },
    ],
    [
      { kind: 'account', accountRef: 'acct_1032D82eZvKYlo2C' },
      { kind: 'account', holder: null, bank: null, number: '••••lo2C' },
    ],
  ])('takes %o and shows it masked', async (given, shown) => {
    const karim = await aCraftsman(app);

    const { status, body } = await put(karim, given);
    const read = await karim.as.get('/api/wallet/payout-details');

    expect(status).toBe(200);
    expect(body.data).toMatchObject(shown);
    expect(read.body.data).toEqual(body.data);
  });

  it('stores no number, and lets none out into events, logs, activity or notices', async () => {
    const karim = await aPayee(app, 20_000);
    await karim.as.post('/api/wallet/withdraw').send({ amount: 6_000 }).set('Idempotency-Key', 'k1');
    await app.drainOutbox();

    const everywhere = JSON.stringify([
      await PayoutDetailsModel.find().lean(),
      await OutboxRowModel.find().lean(),
      await ActivityModel.find().lean(),
      await NotificationModel.find().lean(),
      await DevMessageModel.find().lean(),
      app.logger.lines,
    ]);
    const collections = (await mongoose.connection.db?.collections()) ?? [];
    const stored = await Promise.all(collections.map((collection) => collection.find().toArray()));

    expect(everywhere.length).toBeGreaterThan(2_000);
    expect(everywhere).not.toContain(IBAN);
    expect(JSON.stringify(stored)).not.toContain(IBAN);
    expect(JSON.stringify(stored)).not.toContain('263180002');
  });

  it('tells the owner once for each change, and counts as new for 72 hours', async () => {
    const karim = await aCraftsman(app);
    const start = app.clock.now();
    await put(karim, BANK);
    app.clock.advance(minutes(30));
    const same = await put(karim, BANK);
    const other = await put(karim, { ...BANK, bank: 'Delta Bank' });
    await app.drainOutbox();

    expect(same.body.data.changedAt).toBe(start.toISOString());
    expect(other.body.data).toMatchObject({
      changedAt: after(start, minutes(30)).toISOString(),
      isNewUntil: after(start, minutes(30) + hours(72)).toISOString(),
    });
    expect(await noticesTo(karim.id)).toEqual(['payoutDetailsChanged', 'payoutDetailsChanged']);
  });

  it.each([
    ['a wrong checksum', { ...BANK, iban: 'EG380019000500000000263180003' }],
    ['a wrong length', { ...BANK, iban: 'EG3800190005000000002631800' }],
    ['no holder', { kind: 'bank', iban: IBAN }],
    ['a phone that is none', { kind: 'wallet', holder: 'Karim Hassan', phone: '123' }],
    ['a reference with blanks', { kind: 'account', accountRef: 'my account' }],
    ['another kind', { kind: 'cheque', holder: 'Karim Hassan' }],
    ['nothing', {}],
  ])('refuses %s', async (_says, body) => {
    const karim = await aCraftsman(app);

    expect((await put(karim, body)).status).toBe(400);
    expect((await karim.as.get('/api/wallet/payout-details')).body.data).toBeNull();
  });

  it('asks for a verified contact', async () => {
    const karim = await aCraftsman(app, { emailVerifiedAt: undefined, phoneVerifiedAt: undefined });

    expect((await put(karim, BANK)).body).toMatchObject({
      statusCode: 403,
      code: 'wallet.contactNotVerified',
    });
  });
});
