import { DebtModel } from '../../src/models/debt.model';
import { SessionModel } from '../../src/models/session.model';
import { after, days, hours } from '../../src/utils/clock';
import { toObjectId } from '../../src/utils/ids';
import { aVerifiedCraftsman } from '../factories/craftsman';
import { aFundedJob, topUp } from '../factories/fundedJob';
import { aJob } from '../factories/job';
import type { MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';
import { accessTokenOf, clientWith } from '../helpers/as';
import { expectMoneySound, pursesOf } from '../helpers/jobMoney';
import { noticesTo } from '../helpers/offers';

const app = startTestApp();

const as = ({ id: userId, sessionId }: MadeUser) =>
  clientWith(app, accessTokenOf(app, { userId, sessionId }));
const quote = async (who: MadeUser, paymentType: 'Cash' | 'Escrow' = 'Cash') => {
  const { jobId } = await aJob(app, { paymentType }).posted();
  const { status, body } = await as(who).post(`/api/jobs/${jobId}/quotes`).send({ price: 40_000 });
  return [status, body.code];
};
const pass = async (ms: number): Promise<void> => {
  app.clock.advance(ms);
  await app.container.tasks.runNow('confirm-cash');
  await app.container.tasks.runNow('remind-debts');
};

/** He owes our fee of so many cash jobs of EGP 450. */
async function aDebtor(jobs = 1): Promise<MadeUser> {
  const craftsman = await aVerifiedCraftsman(app);
  for (let count = 0; count < jobs; count += 1) {
    const made = await aFundedJob(app, { paymentType: 'Cash', stage: 'submitted', craftsman });
    await as(made.client).patch(`/api/jobs/${made.jobId}/status`).send({ status: 'Completed' });
  }
  await pass(hours(24));
  return craftsman;
}

afterEach(expectMoneySound);

describe('fee debt', () => {
  it('of at most the limit and not for long keeps nobody from anything', async () => {
    const craftsman = await aDebtor();

    expect(await pursesOf(craftsman.id)).toEqual({ feeDebt: -2_250 });
    expect(await quote(craftsman)).toEqual([201, undefined]);
    expect(await quote(craftsman, 'Escrow')).toEqual([201, undefined]);
  });

  it('older than 7 days keeps from cash jobs, older than 30 from all; a payment lifts it at once', async () => {
    const craftsman = await aDebtor();

    await pass(days(7));
    expect(await quote(craftsman)).toEqual([409, 'quote.feeDebt']);
    expect(await quote(craftsman, 'Escrow')).toEqual([201, undefined]);
    await pass(days(20));
    expect(await quote(craftsman, 'Escrow')).toEqual([201, undefined]);
    await pass(days(3));
    await SessionModel.updateMany({}, { $set: { expiresAt: after(app.clock.now(), days(30)) } });
    expect(await quote(craftsman, 'Escrow')).toEqual([409, 'quote.feeDebt']);
    await topUp(app, craftsman.id, 2_249);
    expect(await quote(craftsman)).toEqual([409, 'quote.feeDebt']);
    await topUp(app, craftsman.id, 1);
    expect(await quote(craftsman)).toEqual([201, undefined]);
  });

  it('above the limit keeps from cash jobs, until a payment brings it under the limit', async () => {
    const craftsman = await aVerifiedCraftsman(app);
    const made = await aFundedJob(app, {
      paymentType: 'Cash',
      stage: 'submitted',
      craftsman,
      price: 1_000_040,
    });
    await as(made.client).patch(`/api/jobs/${made.jobId}/status`).send({ status: 'Completed' });
    await pass(hours(24));

    expect(await pursesOf(craftsman.id)).toEqual({ feeDebt: -50_002 });
    expect(await quote(craftsman)).toEqual([409, 'quote.feeDebt']);
    await topUp(app, craftsman.id, 2);
    expect(await quote(craftsman)).toEqual([201, undefined]);
  });

  it('is remembered on days 1, 3, 5 and 7, and no more', async () => {
    const craftsman = await aDebtor();
    const reminded: number[] = [];
    for (let day = 1; day <= 9; day += 1) {
      await pass(days(1));
      await app.drainOutbox();
      const names = await noticesTo(craftsman.id);
      reminded.push(names.filter((name) => name === 'debtReminded').length);
    }

    expect(reminded).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 4]);
  });

  it('that is paid is not remembered', async () => {
    const craftsman = await aDebtor();
    await topUp(app, craftsman.id, 5_000);

    await pass(days(1));
    await app.drainOutbox();

    expect(await noticesTo(craftsman.id)).not.toContain('debtReminded');
    expect(await DebtModel.findOne({ debtorId: toObjectId(craftsman.id) }).lean()).toMatchObject({
      isOpen: false,
      remainingMinor: 0,
    });
  });

  it('takes half of what he earns in escrow, the oldest debt first', async () => {
    const craftsman = await aDebtor(2);
    const made = await aFundedJob(app, { stage: 'submitted', craftsman, price: 6_000 });
    await as(made.client).patch(`/api/jobs/${made.jobId}/status`).send({ status: 'Completed' });
    app.clock.advance(days(5));

    await app.container.tasks.runNow('mature-earnings');

    // 5,700 earned, 2,850 of it for what he owes: the first fee and a part of the second.
    expect(await pursesOf(craftsman.id)).toEqual({ available: 2_850, feeDebt: -1_650 });
    const debts = await DebtModel.find({ debtorId: toObjectId(craftsman.id) })
      .sort({ openedAt: 1, _id: 1 })
      .lean();
    expect(debts.map(({ remainingMinor }) => remainingMinor)).toEqual([0, 1_650]);
  });
});
