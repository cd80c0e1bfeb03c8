import { findWrongFeeCounts } from '../../scripts/checks/openFees';
import { owedFees } from '../../scripts/migrations/2026-11-28-owed-fees';
import { migrate } from '../../scripts/migrations/migrate';
import { migrations } from '../../scripts/migrations';
import type { Migration } from '../../scripts/migrations/migration';
import { JobModel } from '../../src/models/job.model';
import { MigrationModel } from '../../src/models/migration.model';
import { UserModel } from '../../src/models/user.model';
import { aFundedJob } from '../factories/fundedJob';
import { aJob } from '../factories/job';
import { startTestApp } from '../helpers/app';
import { accessTokenOf, clientWith } from '../helpers/as';

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
