import { DisputeModel } from '../../src/models/dispute.model';
import { LedgerAnchorModel } from '../../src/models/ledgerAnchor.model';
import { LedgerEntryModel } from '../../src/models/ledgerEntry.model';
import { OutboxRowModel } from '../../src/models/outboxRow.model';
import { isWitnessed } from '../../src/services/ledger/anchors';
import { purseName } from '../../src/services/ledger/accounts';
import { after, days, minutes } from '../../src/utils/clock';
import { newId } from '../../src/utils/ids';
import { aPayee, topUp } from '../factories/wallet';
import { aClient, aModerator, anAdmin, type MadeUser } from '../factories/user';
import { again } from '../helpers/again';
import { startTestApp } from '../helpers/app';
import { balanceOf, expectLedgerSound } from '../helpers/ledger';
import { eventsOf, noticesTo } from '../helpers/offers';
import { payoutDouble } from '../support/payoutGateway';

const double = payoutDouble();
const app = startTestApp({ gateways: double.gateways });
/** Staff pays by hand. */
beforeEach(() => {
  double.isAway = true;
});
afterEach(() => expectLedgerSound());

const PATH = '/api/admin/ledger/adjustments';
const REASON = 'A top-up was counted twice.';
const availableOf = ({ id }: MadeUser): Promise<number> => balanceOf(purseName(id, 'available', 'EGP'));
const proposal = async (maker: MadeUser, whose: MadeUser, amount: number): Promise<string> => {
  const { body } = await maker.as.post(PATH).send({ userId: whose.id, amount, reason: REASON });
  return (body as { data: { id: string } }).data.id;
};

describe('corrections of a wallet', () => {
  it('move nothing before another admin has approved, and then by one new entry', async () => {
    const [maker, checker, mona] = [await anAdmin(app), await anAdmin(app), await aClient(app)];
    const id = await proposal(maker, mona, 1_500);
    expect(await availableOf(mona)).toBe(0);

    const { status, body } = await checker.as.post(`${PATH}/${id}/approve`);

    expect(status).toBe(200);
    expect(body.data).toMatchObject({ status: 'Approved', makerId: maker.id, checkerId: checker.id });
    expect(await availableOf(mona)).toBe(1_500);
    expect(await LedgerEntryModel.countDocuments({ key: `wallet.adjusted:${id}` })).toBe(1);
    expect(await eventsOf(/^adjustment/)).toEqual(['adjustment.requested', 'adjustment.approved']);
    await app.drainOutbox();
    expect(await noticesTo(mona.id)).toEqual(['walletAdjusted']);
  });

  it('are not approved or refused by whoever proposed them', async () => {
    const [maker, mona] = [await anAdmin(app), await aClient(app)];
    const id = await proposal(maker, mona, 1_500);

    const approved = await maker.as.post(`${PATH}/${id}/approve`);
    const refused = await maker.as.post(`${PATH}/${id}/reject`).send({ reason: 'No.' });

    expect(approved.body).toMatchObject({ statusCode: 403, code: 'ledger.sameAdmin' });
    expect(refused.status).toBe(403);
    expect(await availableOf(mona)).toBe(0);
  });

  it('are never of one’s own wallet', async () => {
    const [maker, checker] = [await anAdmin(app), await anAdmin(app)];
    const own = await maker.as.post(PATH).send({ userId: maker.id, amount: 100, reason: REASON });
    const id = await proposal(maker, checker, 100);

    const approved = await checker.as.post(`${PATH}/${id}/approve`);

    expect([own.body.code, approved.body.code]).toEqual(['staff.notYourself', 'staff.notYourself']);
  });

  it('take no more than there is, and can be refused then', async () => {
    const [maker, checker, mona] = [await anAdmin(app), await anAdmin(app), await aClient(app)];
    await topUp(app, mona.id, 1_000);
    const id = await proposal(maker, mona, -1_001);

    const approved = await checker.as.post(`${PATH}/${id}/approve`);
    const refused = await checker.as.post(`${PATH}/${id}/reject`).send({ reason: 'There is less.' });
    const late = await checker.as.post(`${PATH}/${id}/approve`);

    expect(approved.body).toMatchObject({ statusCode: 409, code: 'wallet.insufficientFunds' });
    expect(refused.body.data).toMatchObject({ status: 'Rejected', refusal: 'There is less.' });
    expect(late.body).toMatchObject({ statusCode: 409, currentState: 'Rejected' });
    expect(await availableOf(mona)).toBe(1_000);
  });

  it.each([
    ['nothing', { amount: 0 }, 400],
    ['a fraction', { amount: 1.5 }, 400],
    ['no reason', { reason: '' }, 400],
    ['nobody', { userId: newId().toHexString() }, 404],
  ])('refuse %s', async (_says, change, expected) => {
    const [maker, mona] = [await anAdmin(app), await aClient(app)];

    const { status } = await maker.as
      .post(PATH)
      .send({ userId: mona.id, amount: 100, reason: REASON, ...change });

    expect(status).toBe(expected);
  });

  it('are for admins', async () => {
    const [moderator, mona] = [await aModerator(app), await aClient(app)];
    const body = { userId: mona.id, amount: 100, reason: REASON };

    const answers = [
      await moderator.as.post(PATH).send(body),
      await mona.as.post(PATH).send(body),
      await app.http.post(PATH).send(body),
    ];

    expect(answers.map(({ status }) => status)).toEqual([403, 403, 401]);
  });
});

describe('GET /admin/ledger/audit', () => {
  it('reads the whole ledger and says that it is sound', async () => {
    const [admin, mona] = [await anAdmin(app), await aClient(app)];
    await topUp(app, mona.id, 1_000);

    const { status, body } = await admin.as.get('/api/admin/ledger/audit');

    expect(status).toBe(200);
    expect(body.data).toMatchObject({
      isRunning: false,
      isSound: true,
      counts: { entries: 1, lines: 2, accounts: 1, chains: 1, anchors: 0, jobs: 0 },
      faultCount: 0,
      faults: [],
      anchor: null,
    });
  });

  it('names the newest anchor, which the log has named, too: one that is lost shows', async () => {
    const [admin, mona] = [await anAdmin(app), await aClient(app)];
    const anchored = async (amount: number) => {
      await topUp(app, mona.id, amount);
      app.clock.advance(minutes(10));
      await app.container.tasks.runNow('anchor-ledger');
      const { body } = await admin.as.get('/api/admin/ledger/audit');
      return body.data.anchor as { number: number; hash: string };
    };

    const [first, second] = [await anchored(1_000), await anchored(500)];

    const logged = app.logger.lines.filter(({ message }) => message === 'ledger anchored');
    expect(logged.map(({ fields }) => fields)).toMatchObject([
      { number: first.number, hash: first.hash },
      { number: second.number, hash: second.hash },
    ]);
    const witness = `${second.number}:${second.hash}`;
    expect(await isWitnessed(witness)).toBe(true);
    await LedgerAnchorModel.collection.deleteOne({ _id: second.number as never });
    expect([await isWitnessed(witness), await isWitnessed(`${first.number}:${first.hash}`)]).toEqual([
      false,
      true,
    ]);
  });

  it('names what is wrong', async () => {
    const [admin, mona] = [await anAdmin(app), await aClient(app)];
    await topUp(app, mona.id, 1_000);
    const entry = await LedgerEntryModel.findOne({ key: { $exists: true } })
      .orFail()
      .lean();
    await LedgerEntryModel.collection.updateOne({ _id: entry._id }, { $set: { kind: 'payment.late' } });

    const { body } = await admin.as.get('/api/admin/ledger/audit');
    await LedgerEntryModel.collection.updateOne({ _id: entry._id }, { $set: { kind: entry.kind } });

    expect(body.data).toMatchObject({ isSound: false, faultCount: 3 });
    expect((body.data as { faults: { where: string }[] }).faults[0]?.where).toBe(`entry ${entry.key}`);
  });

  it('is run every night by itself', async () => {
    await app.container.tasks.runNow('audit-ledger');

    const admin = await anAdmin(app);
    expect((await admin.as.get('/api/admin/ledger/audit')).body.data.isSound).toBe(true);
  });
});

describe('GET /admin/inbox', () => {
  it('shows what waits, the longest first, each with its clock', async () => {
    const [maker, karim] = [await anAdmin(app), await aPayee(app, 20_000)];
    await karim.as.post('/api/wallet/withdraw').send({ amount: 6_000 });
    app.clock.advance(days(3));
    await app.drainOutbox();
    await OutboxRowModel.collection.updateOne(
      { handler: 'log-activity', event: 'withdrawal.requested' },
      { $set: { state: 'dead' } },
    );
    const admin = await again(app, maker);
    await admin.post(PATH).send({ userId: karim.id, amount: 100, reason: REASON });

    const { body } = await admin.get('/api/admin/inbox');

    const { items, counts } = body.data as { items: { kind: string }[]; counts: object };
    expect(items.map(({ kind }) => kind).sort()).toEqual(['adjustment', 'deadDelivery', 'withdrawal']);
    expect(items.at(-1)).toMatchObject({
      kind: 'adjustment',
      waitingSeconds: 0,
      dueBy: null,
      isOverdue: false,
    });
    expect(items.find(({ kind }) => kind === 'withdrawal')).toMatchObject({
      waitingSeconds: 259_200,
      isOverdue: true,
      facts: { userId: karim.id, amount: 6_000, currency: 'EGP', status: 'Requested' },
    });
    expect(counts).toMatchObject({ withdrawal: 1, adjustment: 1, deadDelivery: 1, verification: 0 });
  });

  it('shows moderators the disputes that wait, with the time of the decision', async () => {
    const moderator = await aModerator(app);
    const openedAt = after(app.clock.now(), -days(1));
    const decisionDueAt = after(openedAt, days(3));
    const dispute = {
      jobId: newId(),
      reason: 'damage',
      status: 'Open',
      isOpen: true,
      openedAt,
      decisionDueAt,
    };
    await DisputeModel.collection.insertOne(dispute);

    const { body } = await moderator.as.get('/api/admin/inbox');

    expect(body.data.items).toMatchObject([
      { kind: 'dispute', waitingSeconds: 86_400, dueBy: decisionDueAt.toISOString(), isOverdue: false },
    ]);
  });

  it('shows moderators only what they may deal with', async () => {
    const [moderator, karim] = [await aModerator(app), await aPayee(app, 20_000)];
    await karim.as.post('/api/wallet/withdraw').send({ amount: 6_000 });

    const { body } = await moderator.as.get('/api/admin/inbox');

    expect(body.data).toEqual({
      items: [],
      counts: { verification: 0, dispute: 0, report: 0, jobOfBanned: 0, contactMessage: 0 },
    });
    expect((await karim.as.get('/api/admin/inbox')).status).toBe(403);
  });
});
