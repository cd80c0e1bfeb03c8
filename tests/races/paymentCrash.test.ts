import { OutboxRowModel } from '../../src/models/outboxRow.model';
import { PaymentModel, type Payment } from '../../src/models/payment.model';
import { RefundModel } from '../../src/models/refund.model';
import { SandboxChargeModel } from '../../src/models/sandboxCharge.model';
import { SandboxTransferModel } from '../../src/models/sandboxTransfer.model';
import { WebhookReceiptModel } from '../../src/models/webhookReceipt.model';
import { minutes } from '../../src/utils/clock';
import { idOf } from '../../src/utils/ids';
import type { PaymentType } from '../../src/utils/jobWords';
import type { QuotedJob } from '../factories/job';
import { storedJob } from '../factories/job';
import { DEPOSIT } from '../factories/paidJob';
import { aCredit, anUnpaidHire, aPayment, heldFor, storedPayment } from '../factories/payment';
import { startTestApp } from '../helpers/app';
import { crashHarness, type CrashRequest } from '../helpers/crash';
import { crashThrough, type CrashAct } from '../helpers/crashWalk';
import { entriesOf } from '../helpers/jobMoney';
import { expectLedgerSound } from '../helpers/ledger';
import { paidWebhook } from '../support/paidWebhook';

const JWT_SECRET = 'k7Wq2mZx9RtLc4VbN8yHs5JdGf3PaQe6';
const PRICE = 45_000;

/** Beyond the clocks of all the servers, and within a token's life. */
const LATER_MS = minutes(14);

// Before the database is emptied, which the app does after each test.
afterEach(() => expectLedgerSound());
const app = startTestApp({ env: { JWT_SECRET } });
const harness = crashHarness(JWT_SECRET);

beforeEach(() => app.clock.set(new Date()));
afterAll(() => harness.stop());

const paymentsOf = ({ job }: QuotedJob): Promise<Payment[]> =>
  PaymentModel.find({ 'subject.id': job._id }).lean<Payment[]>().exec();

const initiate = ({ client, jobId }: QuotedJob, provider: string): CrashRequest => ({
  method: 'POST',
  path: '/api/payments/initiate',
  token: client.token,
  body: { purpose: 'job', jobId, provider },
});

/** No event was written twice for one handler. */
async function expectRecordedOnce({ jobId }: QuotedJob): Promise<void> {
  const rows = await OutboxRowModel.find({ 'data.jobId': jobId }).lean();
  const names = rows.map(({ event, handler }) => `${event} ${handler}`);
  expect(names).toHaveLength(new Set(names).size);
}

async function expectPaidOnce(made: QuotedJob, amount = PRICE): Promise<void> {
  expect((await paymentsOf(made)).map(({ status }) => status)).toEqual(['Captured']);
  expect(await heldFor(made.jobId)).toBe(amount);
  const { firmAt, money, history } = await storedJob(made.jobId);
  expect([firmAt !== undefined, money?.held]).toEqual([true, amount]);
  expect(history.filter(({ event }) => event === 'fund')).toHaveLength(1);
  await expectRecordedOnce(made);
}

/** Pays a hire, or the deposit of a protected one, out of the wallet. */
const payingByWallet = (paymentType: PaymentType, amount: number, chosen: readonly string[]): CrashAct => ({
  chosen,
  async make() {
    const made = await anUnpaidHire(app, { paymentType });
    await aCredit(app, made.client, amount);
    return {
      request: initiate(made, 'wallet'),
      async check({ point, status, body }) {
        expect({ point, status }).toEqual({ point, status: 201 });
        expect(body.data).toMatchObject({ status: 'Captured' });
        await expectPaidOnce(made, amount);
      },
    };
  },
});

/** Starts a payment by card. */
const startingToPay: CrashAct = {
  chosen: [
    'answered insert payments',
    'answered commitTransaction 1',
    'answered findAndModify sandboxCharges',
    'answered findAndModify payments',
  ],
  async make() {
    const made = await anUnpaidHire(app);
    return {
      request: initiate(made, 'sandbox'),
      async check({ point, status, body }) {
        expect({ point, status }).toEqual({ point, status: 201 });
        expect(body.data).toMatchObject({ status: 'Pending' });
        const payments = await paymentsOf(made);
        expect(payments.map((one) => idOf(one))).toEqual([body.data?.['id']]);
        const paymentId = { $in: payments.map(({ _id }) => _id) };
        expect(await SandboxChargeModel.countDocuments({ paymentId })).toBe(1);
        await expectRecordedOnce(made);
      },
    };
  },
};

/** Delivers the webhook of a payment. */
const hearingOfIt: CrashAct = {
  chosen: [
    'answered insert webhookReceipts',
    'answered findAndModify jobs',
    'answered insert ledger',
    'sent commitTransaction 1',
    'answered commitTransaction 1',
  ],
  async make() {
    const made = await anUnpaidHire(app, {}, 2);
    await aPayment(made);
    const [payment] = await paymentsOf(made);
    if (!payment) {
      throw new Error('there is no payment');
    }
    return {
      request: paidWebhook(app, payment),
      async check({ point, status }) {
        expect({ point, status }).toEqual({ point, status: 200 });
        await expectPaidOnce(made);
      },
    };
  },
};

/** Pays on the gateway's page, which tells us. */
async function isPaid(made: QuotedJob): Promise<Payment> {
  const { id } = await aPayment(made);
  const payment = await storedPayment(id);
  await SandboxChargeModel.updateOne(
    { paymentId: payment._id },
    { $set: { state: 'captured', refundableMinor: payment.amountMinor } },
  );
  app.clock.set(new Date()); // the word is of now
  const { path, body, headers } = paidWebhook(app, payment);
  await app.http
    .post(path)
    .set(headers ?? {})
    .send(body)
    .expect(200);
  return payment;
}

/** Sends the money of a job that was cancelled back to the card. */
const refunding: CrashAct = {
  chosen: ['answered commitTransaction 1', 'answered insert sandboxTransfers', 'answered insert ledger'],
  async make() {
    const made = await anUnpaidHire(app);
    const paid = await isPaid(made);
    // What the cancellation puts into the outbox is due later: nobody else sends it.
    app.clock.advance(LATER_MS);
    await made.client.as.delete(`/api/jobs/${made.jobId}`).expect(200);
    app.clock.set(new Date());
    const refund = await RefundModel.findOne({ jobId: made.job._id }).orFail().lean();
    return {
      request: { method: 'POST', path: `/api/crash/refunds/${idOf(refund)}` },
      async check({ point, status }) {
        expect({ point, status }).toEqual({ point, status: 200 });
        expect(await RefundModel.find({ jobId: made.job._id }).lean()).toMatchObject([{ status: 'Done' }]);
        const sent = await SandboxTransferModel.find({ paymentId: paid._id }).lean();
        expect(sent).toMatchObject([{ kind: 'refund', amountMinor: PRICE, state: 'done' }]);
        expect(await entriesOf(made.jobId)).toEqual(['cancellation.settled', 'job.funded', 'refund.paid']);
      },
    };
  },
};

describe('a server that is killed in the middle', () => {
  it('of payments takes the money once, and the provider knows one charge of each', async () => {
    const acts = [
      payingByWallet('Escrow', PRICE, [
        'answered findAndModify payments',
        'answered insert ledger',
        'sent commitTransaction 1',
        'answered commitTransaction 1',
      ]),
      payingByWallet('CashProtected', DEPOSIT.amountMinor, ['answered insert ledger']),
      startingToPay,
      hearingOfIt,
      refunding,
    ];

    const crashes = await crashThrough(harness, acts);

    expect(crashes).toBeGreaterThanOrEqual(acts.flatMap(({ chosen }) => chosen).length);
    expect(await WebhookReceiptModel.countDocuments({ status: { $ne: 'Processed' } })).toBe(0);
  }, 900_000);
});
