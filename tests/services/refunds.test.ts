import { FindingModel } from '../../src/models/finding.model';
import { JobModel } from '../../src/models/job.model';
import { PaymentModel } from '../../src/models/payment.model';
import { RefundModel, type Refund } from '../../src/models/refund.model';
import { cancellationSettled } from '../../src/services/ledger/postings/job.postings';
import { gatewaysOf } from '../../src/services/providers/payments';
import type { ProviderEvent } from '../../src/services/providers/payments/provider';
import { after, days, hours, minutes } from '../../src/utils/clock';
import { idOf, toObjectId } from '../../src/utils/ids';
import { zero } from '../../src/utils/money';
import { inTransaction } from '../../src/utils/transaction';
import { systemActor } from '../../src/utils/types/actor';
import { storedJob, type QuotedJob } from '../factories/job';
import {
  aCredit,
  anUnpaidHire,
  aPayment,
  available,
  heldFor,
  keptBy,
  storedPayment,
} from '../factories/payment';
import { startTestApp } from '../helpers/app';
import { entryKinds, expectLedgerSound } from '../helpers/ledger';
import { noticesTo } from '../helpers/offers';
import { egp, scriptedGateway, webhookOf } from '../support/scriptedGateway';

const sandbox = scriptedGateway();
const fawry = scriptedGateway({ name: 'fawry', can: { refund: false, flow: 'referenceCode' } });
// Before the database is emptied, which the app does after each test.
afterEach(() => expectLedgerSound());
const app = startTestApp({ gateways: gatewaysOf([sandbox, fawry]) });
const PRICE = 45_000;

afterEach(() => [sandbox, fawry].forEach((one) => one.forget()));

const deliver = async (provider: string, event: ProviderEvent): Promise<void> => {
  const { body, headers } = webhookOf(event);
  await app.http.post(`/api/payments/webhook/${provider}`).set(headers).send(body).expect(200);
};

/** A hire that was paid by card, or otherwise. */
async function aPaidHire(
  provider: 'sandbox' | 'fawry' = 'sandbox',
): Promise<QuotedJob & { paymentId: string }> {
  const made = await anUnpaidHire(app);
  const { id } = await aPayment(made, provider);
  await deliver(provider, { sandbox, fawry }[provider].pay(id));
  return { ...made, paymentId: id };
}

/** Gives back all that is held, as a cancellation does. */
async function giveBack(jobId: string, { waitUntil }: { readonly waitUntil?: Date } = {}): Promise<void> {
  const { planReturn, ledger } = app.container;
  await inTransaction(async (tx) => {
    const job = await JobModel.findOne({ _id: toObjectId(jobId) }, null, { session: tx })
      .orFail()
      .lean();
    const held = egp(job.money?.held ?? 0);
    const back = await planReturn(tx, { job, amount: held, waitUntil });
    const none = zero('EGP');
    const shares = { jobId, craftsmanId: jobId, craftsmanShare: none, platformShare: none };
    await ledger.post(tx, cancellationSettled({ ...shares, held, back }), { actor: systemActor });
    await JobModel.updateOne({ _id: job._id }, { $set: { 'money.held': 0 } }, { session: tx });
  });
}

const refunds = (): Promise<Refund[]> => RefundModel.find().sort({ _id: 1 }).lean<Refund[]>().exec();

describe('money that goes back', () => {
  it('goes to the card that it came from', async () => {
    const { jobId, client, paymentId } = await aPaidHire();

    await giveBack(jobId);
    await app.drainOutbox();

    expect(await refunds()).toMatchObject([{ status: 'Done', amountMinor: PRICE }]);
    expect(sandbox.calls.refunds.at(-1)).toMatchObject({ paymentId, providerRef: `ch_${paymentId}` });
    expect([await keptBy(), await heldFor(jobId), await available(client)]).toEqual([0, 0, 0]);
    expect(await entryKinds()).toEqual(['job.funded', 'cancellation.settled', 'refund.paid']);
    expect(await noticesTo(client.id)).toContain('refundDone');
  });

  it('goes to the wallet where the way it came takes nothing back, and where it came from the wallet', async () => {
    const counter = await aPaidHire('fawry');
    const own = await anUnpaidHire(app);
    await aCredit(app, own.client, PRICE);
    await aPayment(own, 'wallet');

    await giveBack(counter.jobId);
    await giveBack(own.jobId);

    expect(await refunds()).toEqual([]);
    expect([await available(counter.client), await available(own.client)]).toEqual([PRICE, PRICE]);
  });

  it('never gives back more than has come from a card', async () => {
    const { jobId, paymentId } = await aPaidHire();
    await giveBack(jobId);

    const more = await inTransaction(async (tx) => {
      const job = await storedJob(jobId);
      return app.container.planReturn(tx, { job, amount: egp(0) });
    });

    expect(more.toCards).toEqual([]);
    expect((await storedPayment(paymentId)).returnedMinor).toBe(PRICE);
  });

  it('waits while the decision may be appealed', async () => {
    const { jobId } = await aPaidHire();
    await giveBack(jobId, { waitUntil: after(app.clock.now(), hours(72)) });

    await app.drainOutbox();
    const before = await refunds();
    app.clock.advance(hours(72));
    await app.drainOutbox();

    expect(before).toMatchObject([{ status: 'Requested' }]);
    expect(await refunds()).toMatchObject([{ status: 'Done' }]);
  });

  it('is in the wallet when the card does not take it', async () => {
    const { jobId, client } = await aPaidHire();
    sandbox.refundsEnd('failed');

    await giveBack(jobId);
    await app.drainOutbox();

    expect(await refunds()).toMatchObject([{ status: 'Failed', failure: 'account_closed' }]);
    expect([await available(client), await keptBy()]).toEqual([PRICE, PRICE]);
    expect(await noticesTo(client.id)).toContain('refundFailed');
  });

  it('is in the wallet when the bank sends it back later', async () => {
    const { jobId, client } = await aPaidHire();
    await giveBack(jobId);
    await app.drainOutbox();
    const [refund] = await refunds();

    await deliver('sandbox', sandbox.endRefund(idOf(refund?._id ?? toObjectId(jobId)), 'failed'));

    expect(await refunds()).toMatchObject([{ status: 'Failed' }]);
    expect([await available(client), await keptBy()]).toEqual([PRICE, PRICE]);
    expect(await entryKinds()).toContain('refund.bounced');
  });

  it('is not paid twice when the provider calls done what had failed', async () => {
    const { jobId, client } = await aPaidHire();
    sandbox.refundsEnd('failed');
    await giveBack(jobId);
    await app.drainOutbox();
    const [refund] = await refunds();

    await deliver('sandbox', sandbox.endRefund(idOf(refund?._id ?? toObjectId(jobId)), 'done'));

    expect(await available(client)).toBe(PRICE);
    expect((await refunds())[0]?.status).toBe('Failed');
  });

  it.each(['before', 'after'] as const)(
    'is sent once when the provider fails %s it has sent it',
    async (fault) => {
      const { jobId } = await aPaidHire();
      await giveBack(jobId);
      sandbox.failNext(fault);
      await app.drainOutbox();
      const before = await refunds();
      app.clock.advance(minutes(5));

      await app.container.tasks.runNow('settle-payments');

      expect(before).toMatchObject([{ status: 'Processing' }]);
      expect(await refunds()).toMatchObject([{ status: 'Done' }]);
      expect(await keptBy()).toBe(0);
    },
  );

  it('is asked about until it is known how it ended', async () => {
    const { jobId } = await aPaidHire();
    sandbox.refundsEnd('pending');
    await giveBack(jobId);
    await app.drainOutbox();
    const [refund] = await refunds();
    const refundId = idOf(refund?._id ?? toObjectId(jobId));

    sandbox.endRefund(refundId, 'done');
    app.clock.advance(minutes(6));
    await app.container.tasks.runNow('settle-payments');

    expect(refund?.status).toBe('Processing');
    expect(await refunds()).toMatchObject([{ status: 'Done', providerRef: `re_${refundId}` }]);
  });
});

describe('payments without word', () => {
  it('are found where the webhook never came', async () => {
    const made = await anUnpaidHire(app);
    const { id } = await aPayment(made);
    sandbox.pay(id);
    app.clock.advance(minutes(5));

    await app.container.tasks.runNow('settle-payments');

    expect((await storedPayment(id)).status).toBe('Captured');
    expect((await storedJob(made.jobId)).firmAt).toEqual(app.clock.now());
  });

  it('expire once their time is over, and money may still come', async () => {
    const made = await anUnpaidHire(app);
    const { id } = await aPayment(made);
    app.clock.advance(minutes(15));

    await app.container.tasks.runNow('settle-payments');
    const { status, lookUpAt } = await storedPayment(id);
    await deliver('sandbox', sandbox.pay(id));

    expect([status, lookUpAt]).toEqual(['Expired', undefined]);
    expect((await storedPayment(id)).status).toBe('Captured');
  });

  it('fail when the provider never heard of them', async () => {
    const made = await anUnpaidHire(app);
    sandbox.failNext('before');
    await made.client.as
      .post('/api/payments/initiate')
      .send({ purpose: 'job', jobId: made.jobId })
      .expect(502);
    app.clock.advance(minutes(6));
    await app.container.tasks.runNow('settle-payments');
    const young = await PaymentModel.findOne().lean();
    app.clock.advance(minutes(20));

    await app.container.tasks.runNow('settle-payments');

    expect(young?.status).toBe('Creating');
    expect((await PaymentModel.findOne().lean())?.status).toBe('Failed');
  });

  it('are parked when another amount turns up', async () => {
    const made = await anUnpaidHire(app);
    const { id } = await aPayment(made);
    sandbox.pay(id, egp(PRICE - 1));
    app.clock.advance(minutes(5));

    await app.container.tasks.runNow('settle-payments');

    const { status, lookUpAt } = await storedPayment(id);
    expect([status, lookUpAt]).toEqual(['Pending', undefined]);
    expect(await entryKinds()).toEqual([]);
  });

  it('wait while the provider is away', async () => {
    const made = await anUnpaidHire(app);
    const { id } = await aPayment(made);
    sandbox.pay(id);
    app.clock.advance(minutes(5));
    sandbox.failNext('before');
    await app.container.tasks.runNow('settle-payments');
    app.clock.advance(minutes(6));

    await app.container.tasks.runNow('settle-payments');

    expect((await storedPayment(id)).status).toBe('Captured');
  });
});

describe('the reconciliation', () => {
  const run = () => app.container.tasks.runNow('reconcile');
  const open = async () => {
    const found = await FindingModel.find({ openKey: { $exists: true } })
      .sort({ since: 1, _id: 1 })
      .lean();
    return found.map(({ kind, subject }) => `${kind} ${subject.type}`).sort();
  };

  it('finds nothing where all is well', async () => {
    const { jobId } = await aPaidHire();
    await giveBack(jobId);
    await app.drainOutbox();

    await run();

    expect(await open()).toEqual([]);
  });

  it('finds what was never sent, what is held too long, and closes it once it is well', async () => {
    const { jobId } = await aPaidHire();
    const other = await anUnpaidHire(app);
    sandbox.failNext('before');
    await other.client.as.post('/api/payments/initiate').send({ purpose: 'job', jobId: other.jobId });
    app.clock.advance(days(60));

    await run();
    await run();
    const before = await open();
    await app.container.tasks.runNow('settle-payments');
    await giveBack(jobId);
    await app.drainOutbox();
    await run();

    expect(before).toEqual(['holdTooOld job', 'paymentStuck payment']);
    expect(await open()).toEqual([]);
    expect(await FindingModel.countDocuments({ resolvedAt: { $exists: true } })).toBe(2);
  });

  it('finds money that came after the time of its payment, though nobody has told', async () => {
    const { client, jobId } = await anUnpaidHire(app);
    const made = await anUnpaidHire(app);
    const [{ id }, unpaid] = [await aPayment(made), await aPayment({ client, jobId })];
    app.clock.advance(minutes(16));
    await app.container.tasks.runNow('lapse-hires');
    await app.container.tasks.runNow('settle-payments');
    expect([(await storedPayment(id)).status, (await storedPayment(unpaid.id)).status]).toEqual([
      'Expired',
      'Expired',
    ]);
    sandbox.pay(id);

    await run();
    await run();

    expect((await storedPayment(id)).status).toBe('Captured');
    expect((await storedPayment(unpaid.id)).status).toBe('Expired');
    expect(await available(made.client)).toBe(PRICE);
    expect(await entryKinds()).toEqual(['payment.late']);
    expect(await open()).toEqual([]);
  });

  it('finds a provider whose book is not ours', async () => {
    const made = await anUnpaidHire(app);
    const { id } = await aPayment(made);
    const event = sandbox.pay(id);

    await run();
    const before = await open();
    await deliver('sandbox', event);
    await run();

    expect(before).toEqual(['providerDiffers provider']);
    expect(await open()).toEqual([]);
  });
});
