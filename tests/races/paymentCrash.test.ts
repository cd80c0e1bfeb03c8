import { OutboxRowModel } from '../../src/models/outboxRow.model';
import { PaymentModel, type Payment } from '../../src/models/payment.model';
import { SandboxChargeModel } from '../../src/models/sandboxCharge.model';
import { WebhookReceiptModel } from '../../src/models/webhookReceipt.model';
import { idOf, newToken } from '../../src/utils/ids';
import { stampSignature } from '../../src/utils/stampedSignature';
import type { QuotedJob } from '../factories/job';
import { storedJob } from '../factories/job';
import { aCredit, anUnpaidHire, aPayment, heldFor } from '../factories/payment';
import { startTestApp } from '../helpers/app';
import { crashHarness, type CrashRequest } from '../helpers/crash';
import { expectLedgerSound } from '../helpers/ledger';

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

/** The sandbox tells that a payment was paid; signed, so that the server that is killed believes it. */
function paid(made: QuotedJob, payment: Payment): CrashRequest {
  const { amountMinor, currency, providerRef } = payment;
  const now = new Date();
  const body = {
    id: newToken(12),
    type: 'charge.captured',
    createdAt: now.toISOString(),
    data: { ref: idOf(payment), providerRef, amountMinor, currency },
  };
  const raw = Buffer.from(JSON.stringify(body));
  const signature = stampSignature(app.container.keys.sandboxWebhook, raw, now);
  return {
    method: 'POST',
    path: '/api/payments/webhook/sandbox',
    token: made.client.token,
    body,
    headers: { 'sandbox-signature': signature },
  };
}

describe('a server that is killed in the middle', () => {
  it('of paying out of the wallet pays once when it is asked again', async () => {
    for (const point of [
      'answered findAndModify payments',
      'answered insert ledger',
      'sent commitTransaction 1',
      'answered commitTransaction 1',
    ]) {
      const made = await anUnpaidHire(app);
      await aCredit(app, made.client, PRICE);

      const { crashed, status, body } = await harness.crashAt(point, initiate(made, 'wallet'));

      expect({ point, crashed, status }).toEqual({ point, crashed: true, status: 201 });
      expect(body.data).toMatchObject({ status: 'Captured' });
      await expectPaidOnce(made);
    }
  }, 240_000);

  it('of starting a payment goes on with the row that is there, and the provider knows one charge', async () => {
    for (const point of [
      'answered insert payments',
      'answered commitTransaction 1',
      'answered findAndModify sandboxCharges',
      'answered findAndModify payments',
    ]) {
      const made = await anUnpaidHire(app);

      const { crashed, status, body } = await harness.crashAt(point, initiate(made, 'sandbox'));

      expect({ point, crashed, status }).toEqual({ point, crashed: true, status: 201 });
      expect(body.data).toMatchObject({ status: 'Pending' });
      const payments = await paymentsOf(made);
      expect(payments.map((one) => idOf(one))).toEqual([body.data?.['id']]);
      await expectRecordedOnce(made);
    }
    expect(await SandboxChargeModel.countDocuments()).toBe(4);
  }, 240_000);

  it('of a webhook has taken the money once when it is delivered again', async () => {
    for (const point of [
      'answered insert webhookReceipts',
      'answered findAndModify jobs',
      'answered insert ledger',
      'sent commitTransaction 1',
      'answered commitTransaction 1',
    ]) {
      const made = await anUnpaidHire(app, {}, 2);
      await aPayment(made);
      const [payment] = await paymentsOf(made);
      const request = payment && paid(made, payment);

      const { crashed, status } = request
        ? await harness.crashAt(point, request)
        : { crashed: false, status: 0 };

      expect({ point, crashed, status }).toEqual({ point, crashed: true, status: 200 });
      await expectPaidOnce(made);
    }
    expect(await WebhookReceiptModel.countDocuments({ status: { $ne: 'Processed' } })).toBe(0);
  }, 240_000);
});
