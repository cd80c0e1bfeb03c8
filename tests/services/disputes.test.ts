import { RefundModel, type Refund } from '../../src/models/refund.model';
import { gatewaysOf } from '../../src/services/providers/payments';
import { after, hours } from '../../src/utils/clock';
import { storedJob, type QuotedJob } from '../factories/job';
import { anUnpaidHire, aPayment, available, heldFor, keptBy } from '../factories/payment';
import { aPaidJob, PRICE } from '../factories/paidJob';
import { aModerator } from '../factories/user';
import { startTestApp } from '../helpers/app';
import { expectLedgerSound } from '../helpers/ledger';
import { scriptedGateway, webhookOf } from '../support/scriptedGateway';

const sandbox = scriptedGateway();
const app = startTestApp({ gateways: gatewaysOf([sandbox]) });
afterEach(() => sandbox.forget());

const price = PRICE.amountMinor;

const dispute = async ({ client, jobId }: QuotedJob): Promise<string> => {
  const body = { jobId, reason: 'no_show', description: 'Nobody came.' };
  const answer = await client.as.post('/api/disputes').send(body).expect(201);
  return answer.body.data.id as string;
};
const refund = (): Promise<Refund> => RefundModel.findOne({}).orFail().lean<Refund>().exec();

it('what goes back to a card by a decision waits until that can no longer be appealed', async () => {
  const made = await anUnpaidHire(app);
  const { id: paymentId } = await aPayment(made, 'sandbox');
  const { body, headers } = webhookOf(sandbox.pay(paymentId));
  await app.http.post('/api/payments/webhook/sandbox').set(headers).send(body).expect(200);
  const id = await dispute(made);
  const moderator = await aModerator(app);
  const decision = { decision: 'refund', reason: 'Nobody came.' };

  await moderator.as.post(`/api/admin/disputes/${id}/resolve`).send(decision).expect(200);
  await app.drainOutbox();

  const finalAt = after(app.clock.now(), hours(72));
  expect(await refund()).toMatchObject({ status: 'Requested', amountMinor: price, waitUntil: finalAt });
  expect(sandbox.calls.refunds).toEqual([]);
  expect([await heldFor(made.jobId), await available(made.client), await keptBy()]).toEqual([0, 0, price]);
  await expectLedgerSound();

  app.clock.advance(hours(72));
  await app.drainOutbox();
  await app.container.tasks.runNow('settle-payments');
  expect(await refund()).toMatchObject({ status: 'Done' });
  expect([sandbox.calls.refunds.length, await available(made.client), await keptBy()]).toEqual([1, 0, 0]);
  expect((await storedJob(made.jobId)).status).toBe('Cancelled');
  await expectLedgerSound();
});

it('the inbox of staff lists what has to be decided, the first that is due on top', async () => {
  const [first, second] = [
    await aPaidJob(app, 'Escrow', { state: 'inProgress' }),
    await aPaidJob(app, 'Cash', { state: 'inProgress' }),
  ];
  const id = await dispute(first);
  const since = app.clock.now();
  app.clock.advance(hours(1) / 2);
  await dispute(second);

  const moderator = await aModerator(app);
  const all = await moderator.as.get('/api/admin/inbox').expect(200);

  const waiting = (all.body.data.items as { kind: string; facts: object }[]).filter(
    ({ kind }) => kind === 'dispute',
  );
  expect(waiting.map(({ facts }) => facts)).toMatchObject([{ jobId: first.jobId }, { jobId: second.jobId }]);
  expect(waiting[0]).toMatchObject({
    id,
    since: since.toISOString(),
    dueBy: after(since, hours(72)).toISOString(),
    facts: { jobId: first.jobId, reason: 'no_show', status: 'Open' },
  });
});
