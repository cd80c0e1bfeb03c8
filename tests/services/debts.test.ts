import { DebtModel } from '../../src/models/debt.model';
import { QuoteModel, type Quote } from '../../src/models/quote.model';
import { SessionModel } from '../../src/models/session.model';
import { after, days, hours } from '../../src/utils/clock';
import { idOf, toObjectId } from '../../src/utils/ids';
import { aVerifiedCraftsman } from '../factories/craftsman';
import { aFundedJob, topUp } from '../factories/fundedJob';
import { aJob, storedJob } from '../factories/job';
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

/** He owes our fee of one more cash job: by default a little more than the limit. */
async function aFundedDebt(craftsman: MadeUser, price = 1_000_040): Promise<void> {
  const made = await aFundedJob(app, { paymentType: 'Cash', stage: 'submitted', craftsman, price });
  await as(made.client).patch(`/api/jobs/${made.jobId}/status`).send({ status: 'Completed' });
  await pass(hours(24));
}

/** His quote on a job, and what its owner may do with it. */
async function anOffer(paymentType: 'Cash' | 'Escrow', craftsman: MadeUser, quoted: Partial<Quote> = {}) {
  const { jobId, client, quote: made } = await aJob(app, { paymentType, craftsman }).quoted();
  await QuoteModel.updateOne({ _id: made._id }, { $set: quoted });
  const accept = async () => {
    const { status, body } = await as(client).post(`/api/jobs/${jobId}/quotes/${idOf(made)}/accept`);
    return [status, body.code, body.currentState];
  };
  const listed = async () => {
    const { body } = await as(client).get(`/api/jobs/${jobId}/actions`);
    const { can, cannot } = body.data as Record<'can' | 'cannot', { action: string; code?: string }[]>;
    const found = [...can, ...cannot].filter(({ action }) => action === 'acceptQuote');
    return Object.fromEntries(found.map(({ action, code = true }) => [action, code]));
  };
  return { jobId, accept, listed };
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
    await aFundedDebt(craftsman);

    expect(await pursesOf(craftsman.id)).toEqual({ feeDebt: -50_002 });
    expect(await quote(craftsman)).toEqual([409, 'quote.feeDebt']);
    await topUp(app, craftsman.id, 2);
    expect(await quote(craftsman)).toEqual([201, undefined]);
  });

  it('also keeps from being hired for cash on a quote from before, until it is paid; what the list of actions says', async () => {
    const craftsman = await aVerifiedCraftsman(app);
    const [cash, escrow] = [await anOffer('Cash', craftsman), await anOffer('Escrow', craftsman)];
    await aFundedDebt(craftsman);

    expect(await cash.listed()).toEqual({ acceptQuote: 'quote.craftsmanUnavailable' });
    expect(await cash.accept()).toEqual([409, 'quote.craftsmanUnavailable', 'Submitted']);
    expect((await storedJob(cash.jobId)).status).toBe('Quoted');
    expect(await escrow.listed()).toEqual({ acceptQuote: true });
    expect(await escrow.accept()).toEqual([200, undefined, undefined]);
    await topUp(app, craftsman.id, 2);
    expect(await cash.listed()).toEqual({ acceptQuote: true });
    expect(await cash.accept()).toEqual([200, undefined, undefined]);
    expect((await storedJob(cash.jobId)).status).toBe('Hired');
  });

  it('older than 7 days keeps from being hired for cash, too', async () => {
    const craftsman = await aVerifiedCraftsman(app);
    const cash = await anOffer('Cash', craftsman, { expiresAt: after(app.clock.now(), days(20)) });
    await aFundedDebt(craftsman, 100_000);

    await pass(days(7));

    expect(await cash.accept()).toEqual([409, 'quote.craftsmanUnavailable', 'Submitted']);
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

  it('is not paid by what comes back to its owner: a refund is a full one', async () => {
    const made = await aFundedJob(app, { stage: 'onTheWay' });
    const [client, other] = [as(made.client), await aFundedJob(app, { client: made.client })];
    const cash = await aJob(app, { paymentType: 'Cash', client: made.client }).onTheWay();
    await client.patch(`/api/jobs/${cash.jobId}/status`).send({ status: 'Cancelled' }).expect(200);
    const owed = await pursesOf(made.client.id);

    const back = await as(other.craftsman)
      .patch(`/api/jobs/${other.jobId}/status`)
      .send({ status: 'Cancelled' });

    expect(back.status).toBe(200);
    expect(owed).toEqual({ feeDebt: -13_500 });
    expect(await pursesOf(made.client.id)).toEqual({ available: 45_000, feeDebt: -13_500 });
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
