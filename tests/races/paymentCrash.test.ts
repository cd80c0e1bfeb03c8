import { OutboxRowModel } from '../../src/models/outboxRow.model';
import { PaymentModel, type Payment } from '../../src/models/payment.model';
import { SandboxChargeModel } from '../../src/models/sandboxCharge.model';
import { WebhookReceiptModel } from '../../src/models/webhookReceipt.model';
import { idOf } from '../../src/utils/ids';
import type { QuotedJob } from '../factories/job';
import { storedJob } from '../factories/job';
import { aCredit, anUnpaidHire, aPayment, heldFor } from '../factories/payment';
import { startTestApp } from '../helpers/app';
import { crashHarness, type CrashRequest } from '../helpers/crash';
import { crashThrough, type CrashAct } from '../helpers/crashWalk';
import { expectLedgerSound } from '../helpers/ledger';
import { paidWebhook } from '../support/paidWebhook';

const JWT_SECRET = 'k7Wq2mZx9RtLc4VbN8yHs5JdGf3PaQe6';
const PRICE = 45_000;

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

async function expectPaidOnce(made: QuotedJob): Promise<void> {
  expect((await paymentsOf(made)).map(({ status }) => status)).toEqual(['Captured']);
  expect(await heldFor(made.jobId)).toBe(PRICE);
  const { firmAt, money, history } = await storedJob(made.jobId);
  expect([firmAt !== undefined, money?.held]).toEqual([true, PRICE]);
  expect(history.filter(({ event }) => event === 'fund')).toHaveLength(1);
  await expectRecordedOnce(made);
}

/** Pays a hire out of the wallet. */
const payingByWallet: CrashAct = {
  chosen: [
    'answered findAndModify payments',
    'answered insert ledger',
    'sent commitTransaction 1',
    'answered commitTransaction 1',
  ],
  async make() {
    const made = await anUnpaidHire(app);
    await aCredit(app, made.client, PRICE);
    return {
      request: initiate(made, 'wallet'),
      async check({ point, status, body }) {
        expect({ point, status }).toEqual({ point, status: 201 });
        expect(body.data).toMatchObject({ status: 'Captured' });
        await expectPaidOnce(made);
      },
    };
  },
};

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

describe('a server that is killed in the middle', () => {
  it('of payments takes the money once, and the provider knows one charge of each', async () => {
    const acts = [payingByWallet, startingToPay, hearingOfIt];

    const crashes = await crashThrough(harness, acts);

    expect(crashes).toBeGreaterThanOrEqual(acts.flatMap(({ chosen }) => chosen).length);
    expect(await WebhookReceiptModel.countDocuments({ status: { $ne: 'Processed' } })).toBe(0);
  }, 900_000);
});
