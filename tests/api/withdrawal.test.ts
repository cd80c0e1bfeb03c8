import { ActivityModel } from '../../src/models/activity.model';
import { UserEventModel } from '../../src/models/userEvent.model';
import { UserModel } from '../../src/models/user.model';
import { UserKeyModel } from '../../src/models/userKey.model';
import { WithdrawalModel } from '../../src/models/withdrawal.model';
import { purseName } from '../../src/services/ledger/accounts';
import { hours, minutes } from '../../src/utils/clock';
import { toObjectId } from '../../src/utils/ids';
import { inTransaction } from '../../src/utils/transaction';
import { aPayee, BANK, IBAN, topUp } from '../factories/wallet';
import { aClient, aCraftsman, anAdmin, type MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';
import { balanceOf, expectLedgerSound } from '../helpers/ledger';
import { noticesTo } from '../helpers/offers';
import { payoutDouble } from '../support/payoutGateway';

const double = payoutDouble();
const app = startTestApp({ gateways: double.gateways });

beforeEach(() => double.reset());
afterEach(() => expectLedgerSound());

const withdraw = (who: MadeUser, amount: unknown) => who.as.post('/api/wallet/withdraw').send({ amount });
const wallet = async ({ id }: MadeUser): Promise<[available: number, payout: number]> => [
  await balanceOf(purseName(id, 'available', 'EGP')),
  await balanceOf(purseName(id, 'payout', 'EGP')),
];
const stored = async (id: string) =>
  WithdrawalModel.findOne({ _id: toObjectId(id) })
    .orFail()
    .lean();
const asked = async (who: MadeUser, amount = 6_000): Promise<string> =>
  ((await withdraw(who, amount)).body as { data: { id: string } }).data.id;

describe('POST /wallet/withdraw', () => {
  it('reserves the money at once, says by when it comes, and masks where it goes', async () => {
    const karim = await aPayee(app, 20_000);

    const { status, body } = await withdraw(karim, 6_000);

    expect(status).toBe(201);
    expect(body.data).toMatchObject({
      amount: 6_000,
      currency: 'EGP',
      status: 'Requested',
      destination: { kind: 'bank', number: 'EG••••0002' },
    });
    expect(await wallet(karim)).toEqual([14_000, 6_000]);
  });

  it('hands it to the provider once, and books it as paid', async () => {
    const karim = await aPayee(app, 20_000);
    const id = await asked(karim);

    await app.drainOutbox();

    expect(double.calls).toEqual([
      {
        withdrawalId: id,
        amount: { amountMinor: 6_000, currency: 'EGP' },
        destination: BANK,
      },
    ]);
    expect(await stored(id)).toMatchObject({ status: 'Paid', gateway: 'paystack', providerRef: `po_${id}` });
    expect(await wallet(karim)).toEqual([14_000, 0]);
    expect(await noticesTo(karim.id)).toEqual([
      'payoutDetailsChanged',
      'withdrawalPaid',
      'withdrawalRequested',
    ]);
    const updates = await UserEventModel.find({ userId: toObjectId(karim.id), name: 'wallet_update' }).lean();
    expect(updates).toHaveLength(3);
  });

  it('gives the money back with the reason when the provider refuses', async () => {
    const karim = await aPayee(app, 20_000);
    double.mood = 'failed';
    const id = await asked(karim);

    await app.drainOutbox();

    expect(await stored(id)).toMatchObject({ status: 'Failed', reason: 'The account is closed' });
    expect(await wallet(karim)).toEqual([20_000, 0]);
    expect(await noticesTo(karim.id)).toContain('withdrawalFailed');
  });

  it.each([
    ['below the minimum', 4_999, 400, 'wallet.belowMinimum'],
    ['nothing', 0, 400, 'request.invalid'],
    ['below zero', -6_000, 400, 'request.invalid'],
    ['a fraction', 6_000.5, 400, 'request.invalid'],
    ['beyond what numbers hold', 1e21, 400, 'request.invalid'],
    ['a text', '6000', 400, 'request.invalid'],
    ['more than there is', 20_001, 409, 'wallet.insufficientFunds'],
  ])('refuses %s', async (_says, amount, ...expected) => {
    const karim = await aPayee(app, 20_000);

    const { status, body } = await withdraw(karim, amount);

    expect([status, body.code]).toEqual(expected);
    expect(await wallet(karim)).toEqual([20_000, 0]);
    expect(await WithdrawalModel.countDocuments()).toBe(0);
  });

  it('asks first where the money shall go', async () => {
    const mona = await aClient(app);
    await topUp(app, mona.id, 10_000);

    expect((await withdraw(mona, 6_000)).body).toMatchObject({
      statusCode: 409,
      code: 'wallet.payoutDetailsMissing',
    });
  });

  it('asks for a verified contact, as the setting says', async () => {
    const karim = await aPayee(app, 20_000);
    await UserModel.updateOne(
      { _id: toObjectId(karim.id) },
      { $unset: { emailVerifiedAt: 1, phoneVerifiedAt: 1 } },
    );

    expect((await withdraw(karim, 6_000)).body).toMatchObject({
      statusCode: 403,
      code: 'wallet.contactNotVerified',
    });

    const admin = await anAdmin(app);
    await admin.as.put('/api/admin/settings').send({ edits: [{ key: 'contactVerification', value: 'off' }] });
    app.clock.advance(2_000);
    const { status } = await withdraw(karim, 6_000);
    expect(status).toBe(201);
  });

  it('needs a login', async () => {
    const { status } = await app.http.post('/api/wallet/withdraw').send({ amount: 6_000 });

    expect(status).toBe(401);
  });
});

describe('what nobody knows yet', () => {
  it('stays under way until a look-up tells, and is not paid a second time', async () => {
    const karim = await aPayee(app, 20_000);
    double.mood = 'outageAfter';
    const id = await asked(karim);
    await app.drainOutbox();
    expect((await stored(id)).status).toBe('Processing');
    expect(await wallet(karim)).toEqual([14_000, 6_000]);

    app.clock.advance(minutes(6));
    await app.container.tasks.runNow('follow-payouts');

    expect(await stored(id)).toMatchObject({ status: 'Paid' });
    expect([double.calls.length, double.book.size]).toEqual([1, 1]);
    expect(await wallet(karim)).toEqual([14_000, 0]);
  });

  it('is sent again with the same id when the provider never heard of it', async () => {
    const karim = await aPayee(app, 20_000);
    double.mood = 'outageBefore';
    const id = await asked(karim);
    await app.drainOutbox();
    double.mood = 'done';

    app.clock.advance(minutes(6));
    await app.container.tasks.runNow('follow-payouts');

    expect((await stored(id)).status).toBe('Paid');
    expect(double.calls.map(({ withdrawalId }) => withdrawalId)).toEqual([id, id]);
    expect(double.book.size).toBe(1);
  });

  it('is never guessed: a state that is not known waits, longer each time', async () => {
    const karim = await aPayee(app, 20_000);
    double.mood = 'unknown';
    double.told = 'unknown';
    const id = await asked(karim);
    await app.drainOutbox();

    app.clock.advance(minutes(6));
    await app.container.tasks.runNow('follow-payouts');
    app.clock.advance(minutes(2));
    await app.container.tasks.runNow('follow-payouts');

    expect(await stored(id)).toMatchObject({ status: 'Processing', looks: 2, providerRef: `po_${id}` });
    double.told = 'failed';
    app.clock.advance(hours(7));
    await app.container.tasks.runNow('follow-payouts');
    expect(await wallet(karim)).toEqual([20_000, 0]);
  });
});

describe('what a provider tells by itself', () => {
  const tell = (event: Parameters<typeof app.container.applyPayoutEvent>[1]['event']) =>
    inTransaction((tx) => app.container.applyPayoutEvent(tx, { gateway: 'paystack', event }));
  const done = (ref: string, amountMinor = 6_000) => ({
    eventId: 'e1',
    type: 'transfer.success',
    at: app.clock.now(),
    kind: 'payout.done' as const,
    ref,
    providerRef: `po_${ref}`,
    amount: { amountMinor, currency: 'EGP' as const },
  });

  it('is applied once, whatever the number of deliveries', async () => {
    const karim = await aPayee(app, 20_000);
    double.mood = 'pending';
    const id = await asked(karim);
    await app.drainOutbox();

    const outcomes = [await tell(done(id)), await tell(done(id))];

    expect(outcomes).toEqual([{ outcome: 'applied' }, { outcome: 'already' }]);
    expect(await wallet(karim)).toEqual([14_000, 0]);
  });

  it('is for staff when the amount is another one, or the end was another one', async () => {
    const karim = await aPayee(app, 20_000);
    double.mood = 'pending';
    const id = await asked(karim);
    await app.drainOutbox();
    const { amount: _amount, ...rest } = done(id);

    const outcomes = [
      await tell(done(id, 5_999)),
      await tell({ ...rest, kind: 'payout.failed', reason: 'No such account' }),
      await tell(done(id)),
      await tell(done('f'.repeat(24))),
      await tell(done('nobody')),
    ];

    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      'mismatch',
      'applied',
      'mismatch',
      'mismatch',
      'mismatch',
    ]);
    expect(await wallet(karim)).toEqual([20_000, 0]);
  });
});

describe('cancelling', () => {
  it('gives the money back before it was sent', async () => {
    const karim = await aPayee(app, 20_000);
    const id = await asked(karim);

    const { status, body } = await karim.as.post(`/api/wallet/withdrawals/${id}/cancel`);

    expect([status, body.data.status]).toEqual([200, 'Cancelled']);
    expect(await wallet(karim)).toEqual([20_000, 0]);
    await app.drainOutbox();
    expect(double.calls).toEqual([]);
  });

  it('comes too late once it was sent, and is nobody else’s', async () => {
    const karim = await aPayee(app, 20_000);
    const stranger = await aCraftsman(app);
    const id = await asked(karim);
    await app.drainOutbox();

    const late = await karim.as.post(`/api/wallet/withdrawals/${id}/cancel`);
    const foreign = await stranger.as.post(`/api/wallet/withdrawals/${id}/cancel`);

    expect(late.body).toMatchObject({ statusCode: 409, currentState: 'Paid' });
    expect(foreign.status).toBe(404);
  });
});

describe('GET /wallet/withdrawals', () => {
  it('lists one’s own by state', async () => {
    const karim = await aPayee(app, 20_000);
    await asked(karim, 5_000);
    await app.drainOutbox();
    await asked(karim, 7_000);

    const all = await karim.as.get('/api/wallet/withdrawals');
    const waiting = await karim.as.get('/api/wallet/withdrawals?status=requested');

    expect((all.body.data as { status: string }[]).map(({ status }) => status).sort()).toEqual([
      'Paid',
      'Requested',
    ]);
    expect(waiting.body.data).toMatchObject([{ amount: 7_000, destination: { number: 'EG••••0002' } }]);
  });
});

describe('where the master key of before is missing', () => {
  const wrappedBy = (masterKeyId: string) => UserKeyModel.updateMany({}, { $set: { masterKeyId } });

  it('says so and moves no money; what was asked for is seen, taken back, and sent once the key is there', async () => {
    const [karim, admin] = [await aPayee(app, 20_000), await anAdmin(app)];
    const { masterKeyId } = await UserKeyModel.findOne().orFail().lean();
    const [first, second] = [await asked(karim, 5_000), await asked(karim, 6_000)];
    await wrappedBy('f00dfeedf00dfeed');

    const refused = [
      await karim.as.get('/api/wallet/payout-details'),
      await karim.as.put('/api/wallet/payout-details').send(BANK),
      await withdraw(karim, 7_000),
      await admin.as.get(`/api/admin/withdrawals/${second}/destination`),
    ];
    await app.container.dispatcher.processAll(); // sending fails, and says so
    const list = await karim.as.get('/api/wallet/withdrawals');
    const cancelled = await karim.as.post(`/api/wallet/withdrawals/${first}/cancel`);

    expect(refused.map(({ status, body }) => `${status} ${String(body.code)}`)).toEqual(
      Array(4).fill('503 server.keyMissing'),
    );
    expect(list.body.data).toMatchObject([
      { amount: 6_000, status: 'Requested', destination: { kind: 'bank', holder: null, number: '••••' } },
      { amount: 5_000, status: 'Requested' },
    ]);
    expect([cancelled.status, cancelled.body.data.status]).toEqual([200, 'Cancelled']);
    expect(double.calls).toEqual([]);
    expect(await wallet(karim)).toEqual([14_000, 6_000]);

    await wrappedBy(masterKeyId);
    app.clock.advance(minutes(6));
    await app.container.tasks.runNow('follow-payouts');
    expect((await stored(second)).status).toBe('Paid');
    expect(await wallet(karim)).toEqual([14_000, 0]);
  });
});

describe('paying by hand', () => {
  beforeEach(() => {
    double.isAway = true;
  });

  it('waits in the inbox of staff, is read on record, and is marked as paid', async () => {
    const [karim, admin] = [await aPayee(app, 20_000), await anAdmin(app)];
    const id = await asked(karim);
    await app.drainOutbox();

    const inbox = await admin.as.get('/api/admin/inbox');
    const destination = await admin.as.get(`/api/admin/withdrawals/${id}/destination`);
    const paid = await admin.as.post(`/api/admin/withdrawals/${id}/paid`).send({ reference: 'NBE 17' });
    await app.drainOutbox();

    expect(inbox.body.data.items).toMatchObject([{ kind: 'withdrawal', id, isOverdue: false }]);
    expect(destination.body.data).toMatchObject({ kind: 'bank', iban: IBAN, holder: 'Karim Hassan' });
    expect(paid.body.data).toMatchObject({ status: 'Paid', gateway: 'manual', reference: 'NBE 17' });
    expect(await wallet(karim)).toEqual([14_000, 0]);
    const actions = await ActivityModel.find({ 'target.id': id }).lean();
    expect(actions.map(({ action }) => action).sort()).toEqual([
      'withdrawal.destinationViewed',
      'withdrawal.paid',
      'withdrawal.requested',
    ]);
  });

  it('is not needed any more once a provider is there: what waits is sent then, once', async () => {
    const karim = await aPayee(app, 20_000);
    const id = await asked(karim);
    await app.drainOutbox();
    app.clock.advance(hours(1));
    await app.container.tasks.runNow('follow-payouts');
    expect((await stored(id)).status).toBe('Requested');

    double.isAway = false;
    await app.container.tasks.runNow('follow-payouts');
    await app.container.tasks.runNow('follow-payouts');

    expect((await stored(id)).status).toBe('Paid');
    expect(double.calls.map(({ withdrawalId }) => withdrawalId)).toEqual([id]);
    expect(await wallet(karim)).toEqual([14_000, 0]);
    expect((await (await anAdmin(app)).as.get('/api/admin/inbox')).body.data.items).toEqual([]);
  });

  it('gives the money back when it cannot be paid; only once, only by admins', async () => {
    const [karim, admin] = [await aPayee(app, 20_000), await anAdmin(app)];
    const id = await asked(karim);
    const failed = `/api/admin/withdrawals/${id}/failed`;

    const first = await admin.as.post(failed).send({ reason: 'The account is closed.' });
    const second = await admin.as.post(failed).send({ reason: 'The account is closed.' });
    const own = await karim.as.post(failed).send({ reason: 'The account is closed.' });
    const bare = await admin.as.post(failed).send({});

    expect([first.status, second.status, own.status, bare.status]).toEqual([200, 409, 403, 400]);
    expect(await wallet(karim)).toEqual([20_000, 0]);
  });
});
