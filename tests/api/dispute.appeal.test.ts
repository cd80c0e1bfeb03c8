import { DebtModel, type Debt } from '../../src/models/debt.model';
import { DisputeModel, type Dispute } from '../../src/models/dispute.model';
import { OutboxRowModel } from '../../src/models/outboxRow.model';
import { RefundModel } from '../../src/models/refund.model';
import { gatewaysOf } from '../../src/services/providers/payments';
import { after, days, hours } from '../../src/utils/clock';
import type { PaymentType } from '../../src/utils/jobWords';
import { topUp } from '../factories/fundedJob';
import { storedJob, type QuotedJob } from '../factories/job';
import { aPaidJob, DEPOSIT, FEE, PRICE, type PaidState } from '../factories/paidJob';
import { anUnpaidHire, aPayment } from '../factories/payment';
import { aCraftsman, aModerator, anAdmin, type MadeUser } from '../factories/user';
import { again } from '../helpers/again';
import { startTestApp } from '../helpers/app';
import { expectLedgerSound } from '../helpers/ledger';
import { eventsOf, noticesTo } from '../helpers/offers';
import { bookOf } from '../support/books';
import { scriptedGateway, webhookOf } from '../support/scriptedGateway';

const sandbox = scriptedGateway();
const app = startTestApp({ gateways: gatewaysOf([sandbox]) });
afterEach(() => sandbox.forget());

const [price, fee, deposit] = [PRICE.amountMinor, FEE.amountMinor, DEPOSIT.amountMinor];
const half = price / 2;

const send = async (who: MadeUser, path: string, body: object = {}) =>
  (await again(app, who)).post(`/api${path}`).send(body);
const stored = (id: string): Promise<Dispute> => DisputeModel.findById(id).orFail().lean<Dispute>();
const book = async ({ jobId, client, craftsman }: QuotedJob) => {
  await expectLedgerSound();
  const all = await bookOf({ [jobId]: 'job', [client.id]: 'client', [craftsman.id]: 'craftsman' });
  return Object.fromEntries(Object.entries(all).filter(([name]) => !name.startsWith('gateway:')));
};

const REFUND = { decision: 'refund' };
const RELEASE = { decision: 'release' };
const split = (clientAmount: number, of = price) => ({
  decision: 'split',
  clientAmount,
  craftsmanAmount: of - clientAmount,
});
const resolve = (who: MadeUser, id: string, decision: object) =>
  send(who, `/admin/disputes/${id}/resolve`, { reason: 'The photos show it.', ...decision });
const appeal = (who: MadeUser, id: string) =>
  send(who, `/disputes/${id}/appeal`, { reason: 'Nobody looked at it.' });

async function dispute(made: QuotedJob): Promise<string> {
  const body = { jobId: made.jobId, reason: 'damage', description: 'It is broken.' };
  const answer = await send(made.client, '/disputes', body);
  expect(answer.status).toBe(201);
  return answer.body.data.id as string;
}

/** Decided once, by a moderator. */
async function decided(made: QuotedJob, decision: object) {
  const id = await dispute(made);
  const moderator = await aModerator(app);
  expect((await resolve(moderator, id, decision)).status).toBe(200);
  return { ...made, id, moderator };
}

it('an appeal holds what was paid where it is, until another member of staff has decided', async () => {
  const made = await decided(await aPaidJob(app, 'Escrow', { state: 'inProgress' }), REFUND);
  const { client, craftsman, moderator, jobId, id } = made;
  const admin = await anAdmin(app);
  app.clock.advance(hours(71));

  const answer = await appeal(craftsman, id);
  await app.drainOutbox();

  const dueAt = after(app.clock.now(), hours(72));
  expect(answer.status).toBe(200);
  expect(answer.body.data).toMatchObject({
    status: 'Appealed',
    appeal: { by: 'craftsman', reason: 'Nobody looked at it.' },
    decisionDueAt: dueAt.toISOString(),
    job: { status: 'Disputed' },
    can: { answer: false, addEvidence: true, offerSettlement: false, appeal: false },
    upcoming: [{ what: 'decisionDue' }],
  });
  expect(await storedJob(jobId)).toMatchObject({ status: 'Disputed', dispute: { decisionDueAt: dueAt } });
  expect(await eventsOf(/^dispute/)).toEqual(['dispute.opened', 'dispute.settled', 'dispute.appealed']);
  for (const side of [client, craftsman]) {
    expect(await noticesTo(side.id)).toContain('disputeAppealed');
  }
  app.clock.advance(days(10));
  await app.container.tasks.runNow('mature-earnings');
  expect(await book(made)).toEqual({ 'user:client:pending': price });

  const refused = [
    await resolve(moderator, id, RELEASE),
    await resolve(admin, id, { decision: 'rework', dueDate: after(app.clock.now(), days(2)) }),
    await resolve(admin, id, split(half - 1)),
    await appeal(client, id),
  ];
  const wrong = await resolve(admin, id, { ...split(half), craftsmanAmount: 1 });
  expect(refused.slice(0, 2).map(({ status, body }) => [status, body.code])).toEqual([
    [403, 'dispute.sameStaff'],
    [409, 'dispute.noReworkOnAppeal'],
  ]);
  expect([wrong.status, refused[2]?.status, refused[3]?.status]).toEqual([409, 200, 409]);
  expect(refused[3]?.body.code).toBe('dispute.alreadyAppealed');
});

it('the second decision is the last one: it stands beside the first, is told, and needs no more patience', async () => {
  const made = await decided(await aPaidJob(app, 'Escrow', { state: 'inProgress' }), REFUND);
  const admin = await anAdmin(app);
  await appeal(made.craftsman, made.id);

  const answer = await resolve(admin, made.id, RELEASE);
  await app.drainOutbox();

  expect(answer.status).toBe(200);
  expect(answer.body.data).toMatchObject({
    status: 'Resolved',
    decision: { decision: 'release' },
    firstDecision: { decision: 'refund' },
    decidedBy: { id: admin.id },
    can: { resolve: false },
  });
  const job = await storedJob(made.jobId);
  expect(job).toMatchObject({ status: 'Completed', completedAt: app.clock.now() });
  expect(job.cancelledAt).toBeUndefined();
  expect(await book(made)).toEqual({ 'user:craftsman:pending': price - fee, 'platform:fees': fee });
  expect((await appeal(made.client, made.id)).body.code).toBe('dispute.alreadyAppealed');
  expect(await eventsOf(/^dispute\.(settled|appealed)/)).toEqual([
    'dispute.settled',
    'dispute.appealed',
    'dispute.settled',
  ]);
  expect(await OutboxRowModel.exists({ event: 'job.completed' })).not.toBeNull();
  app.clock.advance(days(6));
  await app.container.tasks.runNow('mature-earnings');
  expect(await book(made)).toEqual({ 'user:craftsman:available': price - fee, 'platform:fees': fee });
});

it('only a decision can be appealed, by its sides, once, within 72 hours', async () => {
  const open = await aPaidJob(app, 'Escrow', { state: 'inProgress' });
  const openId = await dispute(open);
  const dueDate = after(app.clock.now(), days(2));
  const reworked = await decided(await aPaidJob(app, 'Escrow', { state: 'inProgress' }), {
    decision: 'rework',
    dueDate,
  });
  const made = await decided(await aPaidJob(app, 'Escrow', { state: 'inProgress' }), RELEASE);
  const stranger = await aCraftsman(app);

  const early = [
    await appeal(open.client, openId),
    await appeal(reworked.client, reworked.id),
    await appeal(stranger, made.id),
    await appeal(made.moderator, made.id),
    await app.http.post(`/api/disputes/${made.id}/appeal`).send({ reason: 'None' }),
    await send(made.client, `/disputes/${made.id}/appeal`),
  ];
  app.clock.advance(hours(72));
  const late = await appeal(made.client, made.id);

  expect([...early, late].map(({ status, body }) => [status, body.code])).toEqual([
    [409, 'workflow.wrongState'],
    [409, 'dispute.notFinal'],
    [404, 'request.notFound'],
    [403, 'access.forbidden'],
    [401, 'auth.required'],
    [400, 'request.invalid'],
    [409, 'dispute.appealTooLate'],
  ]);
  expect((await stored(made.id)).appeal).toBeUndefined();
});

type Row = readonly [PaymentType, PaidState, object, object, Readonly<Record<string, number>>];

describe('the second decision posts the difference', () => {
  const back = (amount: number) => ({ 'user:client:pending': amount });
  const earned = (amount: number, ours: number) => ({
    'user:craftsman:pending': amount - ours,
    'platform:fees': ours,
  });
  const owes = (amount: number) => ({ 'user:craftsman:feeDebt': -amount, 'platform:fees': amount });
  const claims = (amount: number) => ({
    'user:craftsman:clawbackDebt': -amount,
    'user:client:claim': amount,
  });

  it.each<Row>([
    ['Escrow', 'inProgress', REFUND, split(half), { ...back(half), ...earned(half, fee / 2) }],
    ['Escrow', 'inProgress', split(half), RELEASE, earned(price, fee)],
    ['Escrow', 'completed', REFUND, RELEASE, earned(price, fee)],
    ['Escrow', 'completed', RELEASE, REFUND, back(price)],
    ['Escrow', 'completed', split(half), split(9_000), { ...back(9_000), ...earned(36_000, 1_800) }],
    ['CashProtected', 'inProgress', REFUND, RELEASE, earned(deposit, fee)],
    ['CashProtected', 'completed', RELEASE, REFUND, back(deposit)],
    ['CashProtected', 'completed', split(1_000, deposit), RELEASE, earned(deposit, fee)],
    ['Cash', 'inProgress', RELEASE, REFUND, {}],
    ['Cash', 'inProgress', REFUND, RELEASE, owes(fee)],
    ['Cash', 'completed', split(25_000), split(5_000), { ...owes(2_000), ...claims(5_000) }],
    ['Cash', 'confirmed', split(5_000), split(25_000), { ...owes(1_000), ...claims(25_000) }],
    ['Cash', 'confirmed', REFUND, RELEASE, owes(fee)],
  ])('%s, %s', async (...[type, state, first, second, lies]) => {
    const made = await decided(await aPaidJob(app, type, { state }), first);
    const admin = await anAdmin(app);
    expect((await appeal(made.client, made.id)).status).toBe(200);

    const answer = await resolve(admin, made.id, second);
    await app.drainOutbox();

    expect(answer.status).toBe(200);
    expect(await book(made)).toEqual(lies);
  });
});

describe('what was paid already of a debt that falls away', () => {
  const sumOf = ({ debtorId, remainingMinor }: Debt) => [debtorId.toHexString(), remainingMinor];
  const debts = async () => (await DebtModel.find({ reason: 'clawback', isOpen: true }).lean()).map(sumOf);

  /** The craftsman owes 25,000 and pays a part of it; on appeal it becomes 5,000. */
  async function paidInPart(isBeforeAppeal: boolean) {
    const made = await decided(await aPaidJob(app, 'Cash', { state: 'confirmed' }), split(25_000));
    expect(await debts()).toEqual([[made.craftsman.id, 25_000]]);
    const steps = [() => topUp(app, made.craftsman.id, 11_250), () => appeal(made.craftsman, made.id)];
    for (const step of isBeforeAppeal ? steps : steps.reverse()) {
      await step();
    }
    const paid = 25_000 - Number((await debts())[0]?.[1]);
    expect(paid).toBeGreaterThan(5_000);

    const answer = await resolve(await anAdmin(app), made.id, split(5_000));
    await app.drainOutbox();

    expect(answer.status).toBe(200);
    return { made, paid };
  }

  it('comes out of what waits for the end of the appeal', async () => {
    const { made, paid } = await paidInPart(true);

    expect(await debts()).toEqual([]);
    const { 'user:craftsman:pending': toCraftsman, 'user:client:pending': toClient } = await book(made);
    expect([toClient, toCraftsman]).toEqual([5_000, paid - 5_000]);
  });

  it('is owed back where it was paid after the appeal', async () => {
    const { made, paid } = await paidInPart(false);

    expect(await debts()).toEqual([[made.client.id, paid - 5_000]]);
    expect(await book(made)).toMatchObject({
      'user:client:pending': paid,
      'user:client:clawbackDebt': 5_000 - paid,
      'user:craftsman:claim': paid - 5_000,
    });
  });
});

it('a refund that was about to go to a card goes there once, and as much as was decided last', async () => {
  const hire = await anUnpaidHire(app);
  const { id: paymentId } = await aPayment(hire, 'sandbox');
  const { body, headers } = webhookOf(sandbox.pay(paymentId));
  await app.http.post('/api/payments/webhook/sandbox').set(headers).send(body).expect(200);
  const made = await decided(hire, REFUND);
  const admin = await anAdmin(app);
  await app.drainOutbox();
  await appeal(made.craftsman, made.id);
  app.clock.advance(days(5));
  await app.drainOutbox();
  await app.container.tasks.runNow('settle-payments');
  expect(sandbox.calls.refunds).toEqual([]);
  expect(await RefundModel.find({}).lean()).toMatchObject([{ status: 'Held', amountMinor: price }]);

  await resolve(admin, made.id, split(half));
  await app.drainOutbox();
  await app.container.tasks.runNow('settle-payments');

  expect(await RefundModel.find({}).sort({ _id: 1 }).lean()).toMatchObject([
    { status: 'Cancelled', amountMinor: price },
    { status: 'Done', amountMinor: half },
  ]);
  expect(sandbox.calls.refunds).toHaveLength(1);
  // His first jobs are free of our fee.
  expect(await book(made)).toEqual({ 'user:craftsman:pending': half });
});
