import { LedgerAccountModel } from '../../src/models/ledgerAccount.model';
import { LedgerAnchorModel } from '../../src/models/ledgerAnchor.model';
import { LedgerEntryModel } from '../../src/models/ledgerEntry.model';
import { LedgerLineModel } from '../../src/models/ledgerLine.model';
import { purseName } from '../../src/services/ledger/accounts';
import { checkLedger } from '../../src/services/ledger/check';
import type { FaultKind } from '../../src/services/ledger/check/fault';
import { AlreadyPosted } from '../../src/services/ledger/ledger.service';
import { jobFunded, walletCredited } from '../../src/services/ledger/postings/payment.postings';
import {
  walletAdjusted,
  withdrawalPaid,
  withdrawalReserved,
  withdrawalReturned,
} from '../../src/services/ledger/postings/withdrawal.postings';
import { minutes } from '../../src/utils/clock';
import { idOf, newId } from '../../src/utils/ids';
import { money, type Currency } from '../../src/utils/money';
import { startTestApp } from '../helpers/app';
import { balanceOf, expectLedgerSound, postAll } from '../helpers/ledger';

const app = startTestApp();
const freshId = (): string => idOf(newId());
const egp = (amountMinor: number) => money(amountMinor, 'EGP');

const topUp = (userId: string, amountMinor: number, currency: Currency = 'EGP') =>
  walletCredited({
    why: 'toppedUp',
    userId,
    paymentId: freshId(),
    gateway: 'sandbox',
    amount: money(amountMinor, currency),
  });
const reserve = (userId: string, amountMinor: number, withdrawalId = freshId()) =>
  withdrawalReserved({ withdrawalId, userId, amount: egp(amountMinor) });
const available = (userId: string, currency: Currency = 'EGP'): Promise<number> =>
  balanceOf(purseName(userId, 'available', currency));
const rowCounts = async (): Promise<number[]> => [
  await LedgerEntryModel.countDocuments({ key: { $exists: true } }),
  await LedgerLineModel.countDocuments({ entryId: { $exists: true } }),
  await LedgerAccountModel.countDocuments(),
];

describe('posting', () => {
  it('writes entry, lines with running balances, and the projection', async () => {
    const userId = freshId();
    await postAll(app, topUp(userId, 10_000), reserve(userId, 4_000));

    const lines = await LedgerLineModel.find({ account: purseName(userId, 'available', 'EGP') })
      .sort({ seq: 1 })
      .lean();
    expect(lines.map(({ seq, amountMinor, balanceMinor }) => [seq, amountMinor, balanceMinor])).toEqual([
      [1, 10_000, 10_000],
      [2, -4_000, 6_000],
    ]);
    expect(await available(userId)).toBe(6_000);
    expect(await balanceOf(purseName(userId, 'payout', 'EGP'))).toBe(4_000);
    await expectLedgerSound();
  });

  it('refuses an overdraft whole: no entry, no line, no balance', async () => {
    const userId = freshId();
    await postAll(app, topUp(userId, 10_000));
    const before = await rowCounts();

    await expect(postAll(app, reserve(userId, 10_001))).rejects.toMatchObject({
      code: 'wallet.insufficientFunds',
      status: 409,
    });

    expect(await rowCounts()).toEqual(before);
    expect(await available(userId)).toBe(10_000);
    await expectLedgerSound();
  });

  it('posts one fact once: the second time is refused and changes nothing', async () => {
    const userId = freshId();
    const fact = reserve(userId, 1_000);
    await postAll(app, topUp(userId, 10_000), fact);
    const before = await rowCounts();

    await expect(postAll(app, fact)).rejects.toBeInstanceOf(AlreadyPosted);

    expect(await rowCounts()).toEqual(before);
    expect(await available(userId)).toBe(9_000);
    await expectLedgerSound();
  });

  it('keeps two currencies of one wallet apart', async () => {
    const userId = freshId();
    await postAll(app, topUp(userId, 10_000), topUp(userId, 700, 'USD'));

    await expect(
      postAll(app, withdrawalReserved({ withdrawalId: freshId(), userId, amount: money(701, 'USD') })),
    ).rejects.toMatchObject({ code: 'wallet.insufficientFunds' });

    expect([await available(userId), await available(userId, 'USD')]).toEqual([10_000, 700]);
    await expectLedgerSound();
  });

  it('writes nothing for an entry without lines', async () => {
    await postAll(app, reserve(freshId(), 0));

    expect(await rowCounts()).toEqual([0, 0, 0]);
  });
});

describe('anchors', () => {
  it('name each chain that moved, once, and follow one another', async () => {
    const [one, two] = [freshId(), freshId()];
    await postAll(app, topUp(one, 5_000), topUp(two, 5_000));
    await app.container.tasks.runNow('anchor-ledger');
    await app.container.tasks.runNow('anchor-ledger');
    app.clock.advance(minutes(10));
    await postAll(app, reserve(one, 1_000));
    await app.container.tasks.runNow('anchor-ledger');

    const anchors = await LedgerAnchorModel.find().sort({ _id: 1 }).lean();

    expect(anchors.map(({ heads }) => heads.map(({ shard, seq }) => [shard, seq]).sort())).toEqual([
      [
        [purseName(one, 'available', 'EGP'), 1],
        [purseName(two, 'available', 'EGP'), 1],
      ].sort(),
      [[purseName(one, 'available', 'EGP'), 2]],
    ]);
    expect(anchors[1]?.previousHash).toBe(anchors[0]?.hash);
    await expectLedgerSound();
  });
});

describe('the check', () => {
  const userId = freshId();
  const account = purseName(userId, 'available', 'EGP');
  const [first, second, third] = [topUp(userId, 10_000), reserve(userId, 4_000), reserve(userId, 1_000)];

  const kinds = async (): Promise<FaultKind[]> =>
    [...new Set((await checkLedger()).faults.map(({ kind }) => kind))].sort();
  const tellsOf = async (where: string): Promise<boolean> =>
    (await checkLedger()).faults.some((fault) => fault.where.includes(where));
  const entryOf = (key: string) => LedgerEntryModel.findOne({ key }).orFail().lean();

  beforeEach(() => postAll(app, first, second, third));

  it('counts what it has read', async () => {
    const { isSound, counts } = await checkLedger();

    expect({ isSound, counts }).toEqual({
      isSound: true,
      counts: { entries: 3, lines: 6, accounts: 2, chains: 1, anchors: 0, jobs: 0 },
    });
  });

  it('finds another amount on a line', async () => {
    await LedgerLineModel.collection.updateOne({ account, seq: 2 }, { $set: { amountMinor: -3_000 } });

    expect(await kinds()).toEqual([
      'account.projection',
      'account.running',
      'entry.hash',
      'entry.unbalanced',
    ]);
    expect(await tellsOf(second.key)).toBe(true);
    expect(await tellsOf(account)).toBe(true);
  });

  it('finds another kind of an entry', async () => {
    await LedgerEntryModel.collection.updateOne({ key: second.key }, { $set: { kind: 'withdrawal.paid' } });

    expect(await kinds()).toEqual(['entry.hash', 'line.differs']);
    expect(await tellsOf(second.key)).toBe(true);
  });

  it('finds that an entry is gone', async () => {
    await LedgerEntryModel.collection.deleteOne({ key: second.key });

    expect(await kinds()).toEqual(['chain.gap', 'line.noEntry']);
  });

  it('finds a line on a rolled-up account that its entry does not name', async () => {
    const [line] = await LedgerLineModel.find({ account: /^gateway:/ }).lean();
    await LedgerLineModel.collection.insertOne({ ...line, _id: newId() });

    expect(await kinds()).toEqual(['line.noEntry']);
  });

  it('finds that an entry is gone with its lines', async () => {
    const { _id } = await entryOf(second.key);
    await LedgerEntryModel.collection.deleteOne({ _id });
    await LedgerLineModel.collection.deleteMany({ entryId: _id });

    expect(await kinds()).toEqual(['account.gap', 'account.projection', 'chain.gap']);
  });

  it('finds that the last entry is gone, even where all else was put back as it had been', async () => {
    const before = await LedgerAccountModel.findOne({ _id: account }).orFail().lean();
    const last = reserve(userId, 500);
    const payout = purseName(userId, 'payout', 'EGP');
    const payoutBefore = await LedgerAccountModel.findOne({ _id: payout }).orFail().lean();
    await postAll(app, last);
    await app.container.tasks.runNow('anchor-ledger');
    const { _id } = await entryOf(last.key);
    await LedgerEntryModel.collection.deleteOne({ _id });
    await LedgerLineModel.collection.deleteMany({ entryId: _id });
    await LedgerAccountModel.collection.replaceOne({ _id: account } as object, before);
    await LedgerAccountModel.collection.replaceOne({ _id: payout } as object, payoutBefore);

    expect(await kinds()).toEqual(['anchor.head']);
    expect(await tellsOf('anchor 1')).toBe(true);
  });

  it('finds another balance', async () => {
    await LedgerAccountModel.collection.updateOne({ _id: account } as object, { $inc: { balanceMinor: 1 } });

    expect(await kinds()).toEqual(['account.projection']);
    expect(await tellsOf(account)).toBe(true);
  });

  it('finds a wallet below zero', async () => {
    const overdrawn = freshId();
    await postAll(app, walletAdjusted({ adjustmentId: freshId(), userId: overdrawn, amount: egp(100) }));
    const name = purseName(overdrawn, 'available', 'EGP');
    await LedgerLineModel.collection.updateOne(
      { account: name },
      { $set: { amountMinor: -100, balanceMinor: -100 } },
    );

    expect(await kinds()).toContain('account.sign');
  });

  it('finds an anchor that was changed', async () => {
    await app.container.tasks.runNow('anchor-ledger');
    await LedgerAnchorModel.collection.updateOne({ _id: 1 } as object, {
      $set: { 'heads.0.hash': 'f'.repeat(64) },
    });
    expect(await kinds()).toEqual(['anchor.chain', 'anchor.head']);
  });

  it('finds that an anchor is gone', async () => {
    await app.container.tasks.runNow('anchor-ledger');
    await postAll(app, reserve(userId, 200));
    await app.container.tasks.runNow('anchor-ledger');
    await LedgerAnchorModel.collection.deleteOne({ _id: 1 } as object);

    expect(await kinds()).toEqual(['anchor.chain']);
  });

  it('finds money that is held for a job that does not say so', async () => {
    const jobId = freshId();
    await postAll(app, jobFunded({ jobId, paymentId: freshId(), gateway: 'sandbox', amount: egp(30_000) }));

    expect(await kinds()).toEqual(['job.held']);
    expect(await tellsOf(`job ${jobId}`)).toBe(true);
  });

  it('passes what was paid out and what came back', async () => {
    const [paid, failed] = [freshId(), freshId()];
    await postAll(
      app,
      reserve(userId, 1_500, paid),
      reserve(userId, 2_500, failed),
      withdrawalPaid({ withdrawalId: paid, userId, amount: egp(1_500), gateway: 'sandbox' }),
      withdrawalReturned({ withdrawalId: failed, userId, amount: egp(2_500) }),
    );

    await expectLedgerSound();
    expect(await available(userId)).toBe(3_500);
  });
});
