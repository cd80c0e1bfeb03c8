import { DebtModel } from '../../src/models/debt.model';
import { DisputeModel, type Dispute } from '../../src/models/dispute.model';
import { JobModel } from '../../src/models/job.model';
import { EarningModel } from '../../src/models/earning.model';
import { UserModel, type User } from '../../src/models/user.model';
import { walletCredited } from '../../src/services/ledger/postings/payment.postings';
import { withdrawalReserved } from '../../src/services/ledger/postings/withdrawal.postings';
import { after, days, hours } from '../../src/utils/clock';
import { idOf, newId } from '../../src/utils/ids';
import { money, type Money } from '../../src/utils/money';
import { inTransaction } from '../../src/utils/transaction';
import { systemActor } from '../../src/utils/types/actor';
import { storedJob, type QuotedJob } from '../factories/job';
import { aPaidJob, FEE, post, PRICE, sayPaid, type PaidState } from '../factories/paidJob';
import { aModerator } from '../factories/user';
import { again } from '../helpers/again';
import { startTestApp } from '../helpers/app';
import { expectLedgerSound } from '../helpers/ledger';
import { eventsOf } from '../helpers/offers';
import { bookOf } from '../support/books';

const app = startTestApp();

const [price, fee] = [PRICE.amountMinor, FEE.amountMinor];
const egp = (amountMinor: number): Money => money(amountMinor, 'EGP');

const book = async ({ jobId, client, craftsman }: QuotedJob) => {
  await expectLedgerSound();
  const names = { [jobId]: 'job', [client.id]: 'client', [craftsman.id]: 'craftsman' };
  const all = Object.entries(await bookOf(names)).filter(([name]) => !name.startsWith('gateway:'));
  return Object.fromEntries(all.map(([name, amount]) => [name.replace(/^(hold:dispute):.*/, '$1'), amount]));
};

const open = async (made: QuotedJob): Promise<void> => {
  const body = { jobId: made.jobId, reason: 'poor_quality', description: 'It leaks.' };
  const { status } = await (await again(app, made.client)).post('/api/disputes').send(body);
  expect(status).toBe(201);
};

/** The dispute that waits for a decision is decided by a moderator. */
async function decide(made: QuotedJob, decision: object) {
  const dispute = await DisputeModel.findOne({ isOpen: true }).orFail().lean<Dispute>();
  const moderator = await aModerator(app);
  const answer = await moderator.as
    .post(`/api/admin/disputes/${idOf(dispute)}/resolve`)
    .send({ reason: 'The photos show it.', ...decision });
  await app.drainOutbox();
  return { answer, job: await storedJob(made.jobId), book: await book(made) };
}

const REFUND = { decision: 'refund' };
const RELEASE = { decision: 'release' };
const split = (clientAmount: number, craftsmanAmount: number) => ({
  decision: 'split',
  clientAmount,
  craftsmanAmount,
});

async function decided(made: QuotedJob, decision: object) {
  await open(made);
  return decide(made, decision);
}

const cash = (state: PaidState) => aPaidJob(app, 'Cash', { state });
const owes = (amount: number) => ({ 'user:craftsman:feeDebt': -amount, 'platform:fees': amount });
const claims = (amount: number) => ({
  'user:craftsman:clawbackDebt': -amount,
  'user:client:claim': amount,
});

describe('a job that is paid by hand', () => {
  it.each([
    ['hired', REFUND, 'Cancelled', {}],
    ['hired', RELEASE, 'Completed', owes(fee)],
    ['inProgress', REFUND, 'Cancelled', {}],
    ['inProgress', { ...REFUND, clientAmount: 10_000 }, 'Cancelled', claims(10_000)],
    ['inProgress', RELEASE, 'Completed', owes(fee)],
    ['inProgress', split(25_000, 20_000), 'Completed', { ...owes(1_000), ...claims(25_000) }],
    ['completed', REFUND, 'Cancelled', claims(price)],
    ['completed', RELEASE, 'Completed', owes(fee)],
    ['completed', split(25_000, 20_000), 'Completed', { ...owes(1_000), ...claims(25_000) }],
    ['confirmed', REFUND, 'Cancelled', claims(price)],
    ['confirmed', RELEASE, 'Completed', owes(fee)],
    ['confirmed', split(25_000, 20_000), 'Completed', { ...owes(1_000), ...claims(25_000) }],
  ] as const)(
    '%s, %j: %s, and the fee and what is owed follow',
    async (...[state, decision, status, expected]) => {
      const end = await decided(await cash(state), decision);

      expect(end.answer.status).toBe(200);
      expect(end.job.status).toBe(status);
      expect(end.book).toEqual(expected);
      const owed = end.book['user:client:claim'] ?? 0;
      const takes = end.book['platform:fees'] ?? 0;
      const debts = await DebtModel.find({ isOpen: true }).sort({ purse: 1 }).lean();
      expect(
        debts.map(({ purse, remainingMinor, claimRemainingMinor }) => [
          purse,
          remainingMinor,
          claimRemainingMinor,
        ]),
      ).toEqual([
        ...(owed > 0 ? [['clawbackDebt', owed, owed]] : []),
        ...(takes > 0 ? [['feeDebt', takes, 0]] : []),
      ]);
      expect(end.answer.body.data.decision.owed).toBe(owed);
    },
  );

  it('asks nobody any more what was paid', async () => {
    const made = await cash('completed');
    expect(made.job.cash?.confirmsAt).toBeDefined();
    await open(made);
    expect((await storedJob(made.jobId)).cash?.confirmsAt).toBeUndefined();
    app.clock.advance(hours(25));
    await app.container.tasks.runNow('confirm-cash');
    expect(await book(made)).toEqual({});

    const { job } = await decide(made, RELEASE);

    expect(job.cash).toMatchObject({ confirmedAt: app.clock.now(), amount: price });
    const late = await (
      await again(app, made.client)
    )
      .post(`/api/jobs/${made.jobId}/cash-confirmation`)
      .send({ amount: price });
    expect(late.status).toBe(409);
  });

  it.each([
    ['more than was paid', { ...REFUND, clientAmount: price + 1 }],
    ['something for the craftsman, too', { ...REFUND, clientAmount: 1, craftsmanAmount: 1 }],
    ['parts that are not the whole', split(1, price)],
  ])('goes back with no %s', async (_what, decision) => {
    const { answer, job } = await decided(await cash('inProgress'), decision);

    expect([answer.status, answer.body.code, answer.body.inDispute]).toEqual([
      400,
      'dispute.wrongAmounts',
      price,
    ]);
    expect(job.status).toBe('Disputed');
  });

  it('gives back a fee that was paid already, once that is final', async () => {
    const made = await cash('completed');
    await post(app, topUp(made.craftsman.id, 10_000));
    await sayPaid(app, made, { client: price, craftsman: price });
    expect(await book(made)).toEqual({
      'user:craftsman:available': 10_000 - fee,
      'platform:fees': fee,
    });

    const end = await decided(made, split(25_000, 20_000));

    expect(end.book).toEqual({
      'user:craftsman:available': 10_000 - fee,
      'user:craftsman:pending': fee - 1_000,
      'platform:fees': 1_000,
      ...claims(25_000),
    });
  });
});

const topUp = (userId: string, amount: number) =>
  walletCredited({
    why: 'toppedUp',
    userId,
    paymentId: idOf(newId()),
    gateway: 'sandbox',
    amount: egp(amount),
  });

describe('a difference in cash', () => {
  const differing = async (type: 'Cash' | 'CashProtected'): Promise<QuotedJob> => {
    const made = await aPaidJob(app, type, { state: 'completed' });
    await sayPaid(app, made, { client: price, craftsman: 30_000 });
    return made;
  };

  it('opens a dispute by itself, about nothing but the amount', async () => {
    const made = await differing('Cash');

    const dispute = await DisputeModel.findOne({}).orFail().lean<Dispute>();
    const seen = await made.client.as.get(`/api/disputes/${idOf(dispute)}`);

    expect(dispute).toMatchObject({
      side: 'system',
      kind: 'cashDifference',
      reason: 'payment_issue',
      status: 'Open',
    });
    expect(dispute.openedBy).toBeUndefined();
    expect(seen.body.data).toMatchObject({
      openedBy: 'system',
      cash: { clientAmount: price, craftsmanAmount: 30_000 },
      inDispute: price,
    });
    expect((await storedJob(made.jobId)).status).toBe('Disputed');
    expect(await book(made)).toEqual({});
    expect(await eventsOf(/^(dispute|cash)/)).toEqual(['cash.stated', 'cash.differs', 'dispute.opened']);
  });

  it.each([
    ['the agreed price counts', 'Cash', RELEASE, price, owes(fee)],
    ['less counts', 'Cash', split(15_000, 30_000), 30_000, owes(1_500)],
    ['nothing counts', 'Cash', split(price, 0), 0, {}],
    [
      'less counts, the deposit pays our fee of it',
      'CashProtected',
      split(15_000, 30_000),
      30_000,
      { 'platform:fees': 1_500, 'user:craftsman:pending': 6_750 - 1_500 },
    ],
  ] as const)('%s', async (...[, type, decision, amount, expected]) => {
    const made = await differing(type);

    const end = await decide(made, decision);

    expect(end.answer.status).toBe(200);
    expect(end.job).toMatchObject({ status: 'Completed', cash: { amount, confirmedAt: app.clock.now() } });
    expect(end.book).toEqual(expected);
    expect(end.answer.body.data.decision.owed).toBe(0);
  });

  it('is not refunded and not worked on again', async () => {
    const made = await differing('Cash');
    const dueDate = after(app.clock.now(), days(1)).toISOString();

    const answers = [
      (await decide(made, REFUND)).answer,
      (await decide(made, { decision: 'rework', dueDate })).answer,
    ];

    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [409, 'dispute.onlyTheAmount'],
      [409, 'dispute.noReworkAfterEnd'],
    ]);
  });

  it('leaves the work itself to be disputed, for what then counts', async () => {
    const made = await differing('Cash');
    await decide(made, split(15_000, 30_000));

    const kept = await decided(made, RELEASE);

    expect(kept.answer.body.data.inDispute).toBe(30_000);
    expect(kept.book).toEqual(owes(1_500));
    expect(kept.job.dispute).toMatchObject({ countedMinor: 30_000, decidedAt: app.clock.now() });
  });
});

describe('what was earned', () => {
  const earned = price - fee;
  /** Completed long enough ago for the money to be the craftsman's. */
  async function matured(): Promise<QuotedJob> {
    const made = await aPaidJob(app, 'Escrow', { state: 'completed' });
    app.clock.advance(days(5));
    await app.container.tasks.runNow('mature-earnings');
    expect(await book(made)).toMatchObject({ 'user:craftsman:available': earned });
    return made;
  }
  const spend = ({ craftsman }: QuotedJob, amount: number) =>
    post(app, withdrawalReserved({ withdrawalId: idOf(newId()), userId: craftsman.id, amount: egp(amount) }));

  it('is frozen while it waits: it does not mature', async () => {
    const made = await aPaidJob(app, 'Escrow', { state: 'completed' });
    await open(made);
    app.clock.advance(days(6));
    await app.container.tasks.runNow('mature-earnings');

    expect(await book(made)).toEqual({ 'platform:fees': fee, 'hold:dispute': earned });
    expect(await EarningModel.distinct('status', {})).toEqual(['Frozen']);
  });

  it('is frozen where it has matured, and no more than it was', async () => {
    const made = await matured();
    await post(app, topUp(made.craftsman.id, 7_000));

    await open(made);

    expect(await book(made)).toMatchObject({
      'hold:dispute': earned,
      'user:craftsman:available': 7_000,
    });
  });

  it('and spent meanwhile is owed: the client gets what is there, and the rest as it is repaid', async () => {
    const made = await matured();
    await spend(made, 30_000);

    const end = await decided(made, REFUND);

    const there = earned - 30_000 + fee;
    expect(end.answer.body.data.decision).toMatchObject({ clientAmount: price, owed: price - there });
    expect(end.book).toEqual({
      'user:client:pending': there,
      'user:craftsman:payout': 30_000,
      ...claims(price - there),
    });
    await post(app, topUp(made.craftsman.id, 20_000));
    const repaying = {
      userId: made.craftsman.id,
      upTo: egp(20_000),
      from: 'available',
      actor: systemActor,
    } as const;
    await inTransaction((tx) => app.container.debts.repayDebts(tx, repaying));
    // Still open to an appeal: what is repaid waits as long as what was there.
    expect(await book(made)).toMatchObject({
      'user:client:pending': there + 20_000,
      ...claims(price - there - 20_000),
    });
    app.clock.advance(hours(72));
    await app.container.tasks.runNow('mature-earnings');
    await post(app, topUp(made.craftsman.id, 1_000));
    await inTransaction((tx) => app.container.debts.repayDebts(tx, { ...repaying, upTo: egp(1_000) }));
    expect(await book(made)).toMatchObject({
      'user:client:available': there + 21_000,
      ...claims(price - there - 21_000),
    });
  });

  it('and spent, but less than is the craftsman’s by the decision, is owed by nobody', async () => {
    const made = await matured();
    await spend(made, 10_000);

    const end = await decided(made, split(price / 2, price / 2));

    expect(end.book).toEqual({
      'user:client:pending': price / 2,
      'user:craftsman:payout': 10_000,
      'user:craftsman:pending': price / 2 - fee / 2 - 10_000,
      'platform:fees': fee / 2,
    });
    expect(await DebtModel.countDocuments({})).toBe(0);
  });

  it('by a decision can be had once that can no longer be appealed', async () => {
    const made = await aPaidJob(app, 'Escrow', { state: 'inProgress' });
    await decided(made, split(price / 2, price / 2));
    const mature = async (ms: number) => {
      app.clock.advance(ms);
      await app.container.tasks.runNow('mature-earnings');
      return book(made);
    };

    const [early, final, later] = [await mature(hours(72) - 1), await mature(1), await mature(days(2))];

    expect(early).toMatchObject({ 'user:client:pending': price / 2 });
    expect(final).toMatchObject({ 'user:client:available': price / 2, 'user:craftsman:pending': 21_375 });
    expect(later).toMatchObject({ 'user:craftsman:available': 21_375 });
  });

  it('in parts before the end is frozen, too, and goes back when rework is ordered', async () => {
    const made = await aPaidJob(app, 'Escrow', { state: 'inProgress' });
    const released = await made.client.as.post(`/api/jobs/${made.jobId}/release`).send({ amount: 15_000 });
    expect(released.status).toBe(200);
    await open(made);
    expect(await book(made)).toMatchObject({ 'hold:job:job': 30_000, 'hold:dispute': 14_250 });

    const dueDate = after(app.clock.now(), days(2)).toISOString();
    const reworked = await decide(made, { decision: 'rework', dueDate });
    expect(reworked.book).toMatchObject({ 'hold:job:job': 30_000, 'user:craftsman:pending': 14_250 });
    const end = await decided(made, split(price, 0));

    expect(end.book).toEqual({ 'user:client:pending': price });
    expect(await EarningModel.distinct('status', { source: { $ne: 'return' } })).toEqual(['Reversed']);
  });
});

describe('rework', () => {
  it('begins a new round: the clock that the dispute has stopped is not resumed', async () => {
    const made = await aPaidJob(app, 'Escrow', { state: 'submitted' });
    await open(made);
    const dueDate = after(app.clock.now(), days(2)).toISOString();

    const { job } = await decide(made, { decision: 'rework', dueDate });
    app.clock.advance(days(4));
    await app.container.tasks.runNow('auto-complete-jobs');

    expect(job).toMatchObject({ status: 'In Progress', awaitingAcceptance: false });
    expect(job.autoCompletesAt).toBeUndefined();
    expect((await storedJob(made.jobId)).status).toBe('In Progress');
    const submitted = await (
      await again(app, made.craftsman)
    )
      .patch(`/api/jobs/${made.jobId}/status`)
      .send({ status: 'Completed' });
    expect(submitted.status).toBe(200);
    expect((await storedJob(made.jobId)).autoCompletesAt).toEqual(after(app.clock.now(), hours(72)));
  });
});

describe('our fee of a protected cash job that came to more than its deposit', () => {
  const [raised, whole, deposit] = [200_000, 10_000, 6_750];
  /** An extra price was agreed on the way, after the deposit was paid. */
  const raise = ({ job }: QuotedJob) =>
    JobModel.updateOne({ _id: job._id }, { $set: { 'money.price': raised } });
  const rest = { 'platform:fees': whole, 'user:craftsman:feeDebt': deposit - whole };

  it('is owed as far as the deposit does not bear it, also by a decision', async () => {
    const made = await aPaidJob(app, 'CashProtected', { state: 'inProgress' });
    await raise(made);

    const end = await decided(made, RELEASE);

    expect(end.book).toEqual(rest);
    expect(end.job.money).toMatchObject({ fee: whole, released: deposit, held: 0 });
    expect(await DebtModel.find({}, { reason: 1, remainingMinor: 1, _id: 0 }).lean()).toEqual([
      { reason: 'cashFee', remainingMinor: whole - deposit },
    ]);
  });

  it('stays what it was where a decision changes nothing, and follows one that does', async () => {
    const made = await aPaidJob(app, 'CashProtected', { state: 'submitted' });
    await raise(made);
    await made.client.as.patch(`/api/jobs/${made.jobId}/status`).send({ status: 'Completed' });
    await sayPaid(app, made, { client: raised, craftsman: raised });
    expect(await book(made)).toEqual(rest);

    const end = await decided(made, split(1_000, 5_750));

    // EGP 1,990 count: 9,950 are due, of which 5,750 are left in the deposit.
    expect(end.job.money).toMatchObject({ fee: 9_950 });
    expect(end.book).toEqual({
      'platform:fees': 9_950,
      'user:craftsman:feeDebt': 5_750 - 9_950,
      'user:client:pending': 1_000,
    });
  });

  it('is nothing where all is given back', async () => {
    const made = await aPaidJob(app, 'CashProtected', { state: 'submitted' });
    await raise(made);
    await made.client.as.patch(`/api/jobs/${made.jobId}/status`).send({ status: 'Completed' });
    await sayPaid(app, made, { client: raised, craftsman: raised });

    const end = await decided(made, REFUND);

    expect(end.job).toMatchObject({ status: 'Cancelled', money: { fee: 0 } });
    expect(end.book).toEqual({ 'user:client:pending': deposit });
  });
});

describe('the papers of a job that was decided', () => {
  it('say what counts, and our fee of that', async () => {
    const made = await aPaidJob(app, 'Escrow', { state: 'completed' });
    await decided(made, split(price / 2, price / 2));

    const receipts = [
      await made.client.as.get(`/api/jobs/${made.jobId}/receipt`).set('Accept', 'application/json'),
      await made.craftsman.as.get(`/api/jobs/${made.jobId}/receipt`).set('Accept', 'application/json'),
    ];
    const seen = await made.craftsman.as.get(`/api/jobs/${made.jobId}`);

    expect(receipts.map(({ body }) => [body.data.agreed, body.data.total])).toEqual([
      [price, price / 2],
      [price, price / 2],
    ]);
    expect(receipts[1]?.body.data).toMatchObject({ platformFee: fee / 2, net: price / 2 - fee / 2 });
    expect(seen.body.data.platformFee).toBe(fee / 2);
  });
});

describe('a waiver of our fee', () => {
  const waived = async ({ craftsman }: QuotedJob): Promise<number> =>
    (await UserModel.findById(craftsman.user._id).orFail().lean<User>()).craftsman?.waivedJobs ?? 0;
  const undecided = () => aPaidJob(app, 'Escrow', { state: 'inProgress', isFeeWaived: 'undecided' });

  it('is used by a decision that completes the job', async () => {
    const made = await undecided();

    const end = await decided(made, RELEASE);

    expect(end.book).toEqual({ 'user:craftsman:pending': price });
    expect(end.job.money).toMatchObject({ isFeeWaived: true, fee: 0 });
    expect(await waived(made)).toBe(1);
  });

  it('that was used is given back by one that cancels the job, and there for the next one', async () => {
    const made = await aPaidJob(app, 'Escrow', { state: 'completed', isFeeWaived: 'undecided' });
    expect(await waived(made)).toBe(1);

    const end = await decided(made, REFUND);

    expect(end.book).toEqual({ 'user:client:pending': price });
    expect(end.job.money).not.toHaveProperty('isFeeWaived');
    expect(await waived(made)).toBe(0);
  });

  it('is left by one that cancels it', async () => {
    const made = await undecided();

    const end = await decided(made, REFUND);

    expect(end.book).toEqual({ 'user:client:pending': price });
    expect(await waived(made)).toBe(0);
  });
});
