import { findLooseSamples, findStaleCraftsmen } from '../../scripts/checks/craftsmen';
import { findWrongFeeCounts } from '../../scripts/checks/openFees';
import { unlistedCraftsmen } from '../../scripts/migrations/2026-11-28-unlisted-craftsmen';
import { craftsmenFound } from '../../scripts/migrations/2026-11-28-search-of-craftsmen';
import { owedFees } from '../../scripts/migrations/2026-11-28-owed-fees';
import mongoose from 'mongoose';
import { oneLedger } from '../../scripts/migrations/2026-11-28-one-ledger';
import { migrate } from '../../scripts/migrations/migrate';
import { migrations } from '../../scripts/migrations';
import type { Migration } from '../../scripts/migrations/migration';
import { HireSampleModel } from '../../src/models/hireSample.model';
import { JobModel } from '../../src/models/job.model';
import { LedgerEntryModel } from '../../src/models/ledgerEntry.model';
import { MigrationModel } from '../../src/models/migration.model';
import { QuoteModel } from '../../src/models/quote.model';
import { UserModel } from '../../src/models/user.model';
import { aFundedJob } from '../factories/fundedJob';
import { after, days } from '../../src/utils/clock';
import { aListedCraftsman } from '../factories/craftsman';
import { aJob } from '../factories/job';
import { startTestApp } from '../helpers/app';
import { accessTokenOf, clientWith } from '../helpers/as';
import { walletAdjusted } from '../../src/services/ledger/postings/withdrawal.postings';
import { idOf, newId, toObjectId } from '../../src/utils/ids';
import { money } from '../../src/utils/money';
import { expectLedgerSound, postAll } from '../helpers/ledger';

const app = startTestApp();
const said: string[] = [];
const run = (list: readonly Migration[] = migrations): Promise<number> =>
  migrate({ migrations: list, clock: app.clock, say: (line) => said.push(line) });
const named = (name: string, work: () => Promise<number> = () => Promise.resolve(0)): Migration => ({
  name,
  run: work,
});

describe('migrations', () => {
  it('give a job that was hired before there was money the money of a cash job, and run once', async () => {
    const { jobId } = await aJob(app).hired();
    const { jobId: openId } = await aJob(app).quoted(1);
    await JobModel.updateOne({ _id: jobId }, { $unset: { money: 1 } });

    const ran = await run();
    const again = await run();

    const money = { price: expect.any(Number), due: 0, funded: 0, held: 0, released: 0, fee: 0 };
    const job = await JobModel.findById(jobId).orFail().lean();
    expect(job.money).toEqual({ ...money, price: job.contract?.price });
    expect((await JobModel.findById(openId).orFail().lean()).money).toBeUndefined();
    expect([ran, again]).toEqual([migrations.length, 0]);
    expect(said).toContain('2026-11-28-money-of-jobs: 1 documents');
  });

  it('find craftsmen and hires from before they were looked for', async () => {
    const { craftsman, quote } = await aJob(app).completed();
    expect(await findStaleCraftsmen()).toEqual([craftsman.id]);

    await run([craftsmenFound]);

    expect([await findStaleCraftsmen(), await findLooseSamples()]).toEqual([[], []]);
    expect(await HireSampleModel.find().lean()).toMatchObject([{ quoteId: quote._id, price: quote.price }]);
    await QuoteModel.updateOne({ _id: quote._id }, { $set: { status: 'Expired' } });
    await JobModel.updateMany({}, { $set: { status: 'Cancelled' } });
    expect([await findStaleCraftsmen(), await findLooseSamples()]).toEqual([[craftsman.id], [idOf(quote)]]);
  });

  it('take the listing of whoever is a craftsman no longer, or banned', async () => {
    const [left, banned, karim] = [
      await aListedCraftsman(app),
      await aListedCraftsman(app),
      await aListedCraftsman(app),
    ];
    const ban = { level: 'restricted', reason: 'Fraud', by: newId(), at: app.clock.now() } as const;
    await UserModel.updateOne({ _id: left.id }, { $set: { roles: ['client'] } });
    await UserModel.updateOne({ _id: banned.id }, { $set: { ban } });
    expect(await findStaleCraftsmen()).toEqual([left.id, banned.id]);

    await run([unlistedCraftsmen]);

    expect(await findStaleCraftsmen()).toEqual([]);
    expect(await UserModel.find({ listing: { $exists: true } }, { _id: 1 }).lean()).toMatchObject([
      { _id: toObjectId(karim.id) },
    ]);
    expect(said).toContain('2026-11-28-unlisted-craftsmen: 2 documents');
  });

  it('count the fees that somebody owed before they were counted', async () => {
    const { client, jobId } = await aFundedJob(app, { stage: 'onTheWay', paymentType: 'Cash' });
    await clientWith(app, accessTokenOf(app, { userId: client.id, sessionId: client.sessionId })).delete(
      `/api/jobs/${jobId}`,
    );
    await UserModel.updateOne({ _id: client.id }, { $unset: { openFees: 1 } });
    expect(await findWrongFeeCounts()).toEqual([client.id]);

    await run([owedFees]);

    expect(await findWrongFeeCounts()).toEqual([]);
  });

  it('bring entries and lines of two collections into one, where the ledger proves itself; begun again, too', async () => {
    const db = mongoose.connection.db;
    const ledger = LedgerEntryModel.collection;
    const userId = idOf(newId());
    await postAll(
      app,
      walletAdjusted({ adjustmentId: idOf(newId()), userId, amount: money(700, 'EGP') }),
      walletAdjusted({ adjustmentId: idOf(newId()), userId, amount: money(-200, 'EGP') }),
    );
    const stored = await ledger.find().sort({ _id: 1 }).toArray();
    const [entries = [], lines = []] = [true, false].map((isEntry) =>
      stored.filter((one) => 'key' in one === isEntry),
    );
    await db?.collection('ledgerLines').insertMany(lines);
    await db?.collection('ledgerEntries').insertMany(entries.map(({ lineIds: _, ...entry }) => entry));
    await ledger.deleteMany({ entryId: { $exists: true } });

    await oneLedger.run();
    await oneLedger.run();

    expect(await ledger.find().sort({ _id: 1 }).toArray()).toEqual(stored);
    expect([entries.length, lines.length]).toEqual([2, 4]);
    const names = (await db?.listCollections({}, { nameOnly: true }).toArray())?.map(({ name }) => name);
    expect(names).not.toContain('ledgerLines');
    expect(names).not.toContain('ledgerEntries');
    await expectLedgerSound();
  });

  it('open the reviews of a job that was completed before there were any, for as long as of any other', async () => {
    const made = await aJob(app).completed();
    const { jobId: running } = await aJob(app).inProgress();
    await JobModel.updateOne({ _id: made.jobId }, { $unset: { reviews: 1 } });

    await run();

    const closesAt = after(made.job.completedAt ?? app.clock.now(), days(14));
    const job = await JobModel.findById(made.jobId).orFail().lean();
    expect(job.reviews).toEqual({ closesAt, revealsAt: closesAt, written: [], told: [] });
    expect((await JobModel.findById(running).orFail().lean()).reviews).toBeUndefined();
    expect(said).toContain('2026-11-28-reviews-of-jobs: 1 documents');
  });

  it('begin again where they were interrupted, and go no further than the first that fails', async () => {
    const ran: string[] = [];
    const note = (name: string) => named(name, () => Promise.resolve(ran.push(name)));
    const broken = named('2026-01-02-broken', () => Promise.reject(new Error('died')));
    const [first, last] = [note('2026-01-01-first'), note('2026-01-03-last')];

    await expect(run([first, broken, last])).rejects.toThrow('died');
    const interrupted = await MigrationModel.findById('2026-01-02-broken').orFail().lean();
    await run([first, note('2026-01-02-broken'), last]);

    expect(interrupted.doneAt).toBeUndefined();
    expect(ran).toEqual(['2026-01-01-first', '2026-01-02-broken', '2026-01-03-last']);
  });

  it.each([
    ['out of order', ['2026-02-01-b', '2026-01-01-a']],
    ['named twice', ['2026-01-01-a', '2026-01-01-a']],
    ['without a day', ['add-money']],
  ])('%s are refused', async (_what, names) => {
    await expect(run(names.map((name) => named(name)))).rejects.toThrow('the oldest first');
  });
});
