import { PaymentModel } from '../../src/models/payment.model';
import { QuoteModel } from '../../src/models/quote.model';
import { WebhookReceiptModel } from '../../src/models/webhookReceipt.model';
import { gatewaysOf } from '../../src/services/providers/payments';
import type { ProviderEvent } from '../../src/services/providers/payments/provider';
import { minutes } from '../../src/utils/clock';
import type { QuotedJob } from '../factories/job';
import { storedJob } from '../factories/job';
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
import { countStates, eventsOf, expectSound, noticesTo } from '../helpers/offers';
import { scriptedGateway, webhookOf } from '../support/scriptedGateway';

const sandbox = scriptedGateway();
// Before the database is emptied, which the app does after each test.
afterEach(() => expectLedgerSound());
const app = startTestApp({ gateways: gatewaysOf([sandbox]) });
const PRICE = 45_000;
const ROUNDS = 4;

afterEach(() => sandbox.forget());

const deliver = (...events: ProviderEvent[]) => {
  const { body, headers } = webhookOf(...events);
  return app.http.post('/api/payments/webhook').set(headers).send(body);
};
const initiate = ({ client, jobId }: QuotedJob, provider?: string) =>
  client.as.post('/api/payments/initiate').send({ purpose: 'job', jobId, ...(provider && { provider }) });
const statuses = (answers: readonly { readonly status: number }[]): number[] =>
  answers.map(({ status }) => status).sort();

/** All of the client's money is somewhere, once: held, in the wallet, or on its way back. */
async function whereItIs({
  jobId,
  client,
}: QuotedJob): Promise<{ held: number; wallet: number; kept: number }> {
  return { held: await heldFor(jobId), wallet: await available(client), kept: await keptBy() };
}

describe('one webhook', () => {
  it('fifty times at once pays once, and tells everybody once', async () => {
    const made = await anUnpaidHire(app, {}, 2);
    const event = sandbox.pay((await aPayment(made)).id);

    const answers = await Promise.all(Array.from({ length: 50 }, () => deliver(event)));

    expect(new Set(statuses(answers))).toEqual(new Set([200]));
    expect(await WebhookReceiptModel.countDocuments({ status: 'Processed' })).toBe(1);
    expect(await entryKinds()).toEqual(['job.funded']);
    expect(await whereItIs(made)).toEqual({ held: PRICE, wallet: 0, kept: PRICE });
    expect(await countStates(QuoteModel, made.jobId)).toEqual({ Accepted: 1, Declined: 1 });
    await app.drainOutbox();
    expect(await noticesTo(made.client.id)).toEqual(['hireFirm', 'paymentCaptured']);
  });

  it('under two names at once pays once', async () => {
    const made = await anUnpaidHire(app);
    const event = sandbox.pay((await aPayment(made)).id);

    await Promise.all([deliver(event), deliver({ ...event, eventId: 'evt_again' }), deliver(event)]);

    expect(await entryKinds()).toEqual(['job.funded']);
    expect(await whereItIs(made)).toEqual({ held: PRICE, wallet: 0, kept: PRICE });
  });

  it('in any order with the others ends the same', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const made = await anUnpaidHire(app);
      const { id } = await aPayment(made);
      const events = [sandbox.decline(id), sandbox.expire(id), sandbox.pay(id)];

      const answers = await Promise.all(events.map((event) => deliver(event)));

      expect(statuses(answers)).toEqual([200, 200, 200]);
      expect((await storedPayment(id)).status).toBe('Captured');
      expect(await heldFor(made.jobId)).toBe(PRICE);
    }
  });

  it('and the look-up find the same money once', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const made = await anUnpaidHire(app);
      const event = sandbox.pay((await aPayment(made)).id);
      app.clock.advance(minutes(5));

      await Promise.all([deliver(event), app.container.settlePayments(), deliver(event)]);

      expect(await heldFor(made.jobId)).toBe(PRICE);
    }
    expect(await keptBy()).toBe(ROUNDS * PRICE);
  });
});

describe('a webhook', () => {
  it('against the lapse of its hire has one winner; the money is held or in the wallet', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const made = await anUnpaidHire(app, {}, 2);
      const event = sandbox.pay((await aPayment(made)).id);
      app.clock.advance(minutes(15));

      await Promise.all([deliver(event), app.container.tasks.runNow('lapse-hires')]);

      const job = await expectSound(made.jobId);
      const { held, wallet } = await whereItIs(made);
      const isFirm = job.firmAt !== undefined;
      expect([job.status, held, wallet]).toEqual(isFirm ? ['Hired', PRICE, 0] : ['Quoted', 0, PRICE]);
    }
    expect(await keptBy()).toBe(ROUNDS * PRICE);
  });

  it('against the owner’s cancel loses nothing', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const made = await anUnpaidHire(app);
      const event = sandbox.pay((await aPayment(made)).id);

      const [, cancelled] = await Promise.all([
        deliver(event),
        made.client.as.delete(`/api/jobs/${made.jobId}`),
      ]);

      expect(cancelled.status).toBe(200);
      await app.drainOutbox();
      expect((await storedJob(made.jobId)).status).toBe('Cancelled');
      const payment = await PaymentModel.findOne({ 'subject.id': made.job._id }).orFail().lean();
      expect(payment.status).toBe('Captured');
    }
    await expectLedgerSound();
  });
});

describe('two who ask to pay at once', () => {
  it('get the same payment', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const made = await anUnpaidHire(app);

      const answers = await Promise.all([initiate(made), initiate(made), initiate(made)]);

      expect(statuses(answers)).toEqual([201, 201, 201]);
      expect(new Set(answers.map(({ body }) => body.data.id)).size).toBe(1);
    }
    expect(await PaymentModel.countDocuments()).toBe(ROUNDS);
  });

  it('out of the wallet pay once', async () => {
    const made = await anUnpaidHire(app);
    await aCredit(app, made.client, 2 * PRICE);

    const answers = await Promise.all([initiate(made, 'wallet'), initiate(made, 'wallet')]);

    expect(statuses(answers)).toEqual([201, 409]);
    expect([await heldFor(made.jobId), await available(made.client)]).toEqual([PRICE, PRICE]);
    expect(await eventsOf(/^job.hireFirm/)).toHaveLength(1);
  });

  it('by card and out of the wallet hold what is due once; what is too much is in the wallet', async () => {
    const made = await anUnpaidHire(app);
    await aCredit(app, made.client, PRICE);
    const event = sandbox.pay((await aPayment(made)).id);

    await Promise.all([deliver(event), initiate(made, 'wallet')]);

    expect([await heldFor(made.jobId), await available(made.client)]).toEqual([PRICE, PRICE]);
  });

  it('end well under a provider that fails at random, whatever is repeated', async () => {
    let seed = 7;
    const random = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
    const hires = [];
    for (let round = 0; round < 5; round += 1) {
      hires.push(await anUnpaidHire(app));
    }
    sandbox.failAtRandom(0.4, random);

    await Promise.all(hires.flatMap((made) => [initiate(made), initiate(made)]));
    app.clock.advance(minutes(5));
    await app.container.settlePayments();
    sandbox.failAtRandom(0, random);
    const events = [...sandbox.book.keys()].map((id) => sandbox.pay(id));
    await Promise.all(events.flatMap((event) => [deliver(event), deliver(event)]));

    expect(await keptBy()).toBe(events.length * PRICE);
    const [totals] = (await sandbox.totals?.()) ?? [];
    expect(totals?.capturedMinor).toBe(await keptBy());
  });
});
