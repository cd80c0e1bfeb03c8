import { UserModel } from '../../src/models/user.model';
import { days, hours } from '../../src/utils/clock';
import { aFundedJob, topUp, waivedJobsOf } from '../factories/fundedJob';
import { storedJob } from '../factories/job';
import { aVerifiedCraftsman } from '../factories/craftsman';
import type { MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';
import { accessTokenOf, clientWith } from '../helpers/as';
import { entriesOf, expectMoneySound, pursesOf } from '../helpers/jobMoney';

const app = startTestApp();

const as = ({ id: userId, sessionId }: MadeUser) =>
  clientWith(app, accessTokenOf(app, { userId, sessionId }));
type Made = Awaited<ReturnType<typeof aFundedJob>>;

const wish = (who: MadeUser, { jobId }: Made, status: string) =>
  as(who).patch(`/api/jobs/${jobId}/status`).send({ status });
const complete = (made: Made) => wish(made.client, made, 'Completed');
const release = (made: Made, amount: number) =>
  as(made.client).post(`/api/jobs/${made.jobId}/release`).send({ amount });
const say = (who: MadeUser, { jobId }: Made, amount: number) =>
  as(who).post(`/api/jobs/${jobId}/cash-confirmation`).send({ amount });
const task = async (name: string) => {
  await app.container.tasks.runNow(name);
  return { status: 0 };
};
const statuses = (answers: readonly { status: number }[]): number[] =>
  answers.map(({ status }) => status).sort((a, b) => a - b);

const ROUNDS = 3;
const rounds = async (round: () => Promise<void>): Promise<void> => {
  for (let count = 0; count < ROUNDS; count += 1) {
    await round();
    await expectMoneySound();
  }
};

afterEach(expectMoneySound);

describe('two at once on the money of one job', () => {
  it('completed twice: it is paid once', () =>
    rounds(async () => {
      const made = await aFundedJob(app, { stage: 'submitted' });

      const answers = await Promise.all([complete(made), complete(made)]);

      expect(statuses(answers)).toEqual([200, 409]);
      expect(await pursesOf(made.craftsman.id)).toEqual({ pending: 42_750 });
      expect(await entriesOf(made.jobId)).toEqual(['escrow.released', 'job.funded']);
    }));

  it('completed by the owner and by time: it is paid once', () =>
    rounds(async () => {
      const made = await aFundedJob(app, { stage: 'submitted' });
      app.clock.advance(hours(72));

      await Promise.all([complete(made), task('auto-complete-jobs')]);

      expect((await storedJob(made.jobId)).status).toBe('Completed');
      expect(await pursesOf(made.craftsman.id)).toEqual({ pending: 42_750 });
    }));

  it('closed as done and cancelled: one of the two, and its money', () =>
    rounds(async () => {
      const made = await aFundedJob(app, { paymentType: 'Cash', stage: 'onTheWay' });

      const answers = await Promise.all([complete(made), wish(made.craftsman, made, 'Cancelled')]);

      expect(statuses(answers)).toEqual([200, 409]);
      const { status } = await storedJob(made.jobId);
      expect(await entriesOf(made.jobId)).toEqual(status === 'Cancelled' ? ['craftsman.penaltyTaken'] : []);
    }));

  it('begun and cancelled: the work goes on, or everything is settled', () =>
    rounds(async () => {
      const made = await aFundedJob(app, { stage: 'onTheWay' });

      await Promise.all([wish(made.craftsman, made, 'In Progress'), wish(made.client, made, 'Cancelled')]);

      const { status, money } = await storedJob(made.jobId);
      expect([status, money?.held]).toEqual(
        status === 'Cancelled' ? ['Cancelled', 0] : ['In Progress', 45_000],
      );
    }));

  it('completed while a part is released: both are paid, once', () =>
    rounds(async () => {
      const made = await aFundedJob(app, { stage: 'submitted' });

      const [done, part] = await Promise.all([complete(made), release(made, 20_000)]);

      expect(done.status).toBe(200);
      expect([200, 409]).toContain(part.status);
      expect(await pursesOf(made.craftsman.id)).toEqual({ pending: 42_750 });
      expect((await storedJob(made.jobId)).money).toMatchObject({ held: 0, released: 45_000, fee: 2_250 });
    }));

  it('released twice: never more than is held', () =>
    rounds(async () => {
      const made = await aFundedJob(app, { stage: 'inProgress' });

      const answers = await Promise.all([release(made, 30_000), release(made, 30_000)]);

      expect(statuses(answers)).toEqual([200, 409]);
      expect((await storedJob(made.jobId)).money).toMatchObject({
        held: 15_000,
        released: 30_000,
        fee: 1_500,
      });
    }));

  it('confirmed by both sides at once: confirmed, and the fee taken once', () =>
    rounds(async () => {
      const made = await aFundedJob(app, { paymentType: 'Cash', stage: 'submitted' });
      await complete(made);

      const answers = await Promise.all([say(made.client, made, 45_000), say(made.craftsman, made, 45_000)]);

      expect(statuses(answers)).toEqual([200, 200]);
      expect((await storedJob(made.jobId)).cash?.amount).toBe(45_000);
      expect(await pursesOf(made.craftsman.id)).toEqual({ feeDebt: -2_250 });
    }));

  it('confirmed by silence and by a word: the fee is taken once', () =>
    rounds(async () => {
      const made = await aFundedJob(app, { paymentType: 'CashProtected', stage: 'submitted' });
      await complete(made);
      await say(made.client, made, 45_000);
      app.clock.advance(hours(24));

      await Promise.all([say(made.craftsman, made, 45_000), task('confirm-cash')]);

      expect((await storedJob(made.jobId)).cash?.amount).toBe(45_000);
      expect(await pursesOf(made.craftsman.id)).toEqual({ pending: 4_500 });
    }));

  it('accepted extra price and completion: it counts before the end or never', () =>
    rounds(async () => {
      const made = await aFundedJob(app, { paymentType: 'Cash', stage: 'inProgress' });
      const at = `/api/jobs/${made.jobId}/change-orders`;
      const { body } = await as(made.craftsman).post(at).send({ amount: 5_000, reason: 'More pipes' });

      const [done, accepted] = await Promise.all([
        complete(made),
        as(made.client).post(`${at}/${String(body.data.id)}/accept`),
      ]);

      expect(done.status).toBe(200);
      expect((await storedJob(made.jobId)).money?.price).toBe(accepted.status === 200 ? 50_000 : 45_000);
    }));
});

describe('two jobs of one craftsman at once', () => {
  it('take the last waiver once', () =>
    rounds(async () => {
      const craftsman = await aVerifiedCraftsman(app);
      const jobs = [
        await aFundedJob(app, { stage: 'submitted', craftsman }),
        await aFundedJob(app, { stage: 'submitted', craftsman }),
      ];
      await UserModel.updateOne({ _id: craftsman.user._id }, { $set: { 'craftsman.waivedJobs': 1 } });

      const answers = await Promise.all(jobs.map(complete));

      expect(statuses(answers)).toEqual([200, 200]);
      expect(await waivedJobsOf(craftsman.id)).toBe(2);
      expect(await pursesOf(craftsman.id)).toEqual({ pending: 45_000 + 42_750 });
    }));

  it('mature while he is charged and tops up: no debt is left beside money that could pay it', () =>
    rounds(async () => {
      const craftsman = await aVerifiedCraftsman(app);
      const earned = await aFundedJob(app, { stage: 'submitted', craftsman });
      await complete(earned);
      const cash = await aFundedJob(app, { paymentType: 'Cash', stage: 'submitted', craftsman });
      await complete(cash);
      app.clock.advance(days(5));

      await Promise.all([task('confirm-cash'), task('mature-earnings'), topUp(app, craftsman.id, 2_250)]);

      const purses = await pursesOf(craftsman.id);
      expect(purses).toEqual({ available: 42_750 });
    }));
});
