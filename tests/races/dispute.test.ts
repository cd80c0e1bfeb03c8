import { DisputeModel } from '../../src/models/dispute.model';
import { LedgerEntryModel } from '../../src/models/ledgerEntry.model';
import { OutboxRowModel } from '../../src/models/outboxRow.model';
import { days, hours } from '../../src/utils/clock';
import type { PaymentType } from '../../src/utils/jobWords';
import { storedJob, type QuotedJob } from '../factories/job';
import { aPaidJob, DEPOSIT, FEE, PRICE, type PaidState } from '../factories/paidJob';
import { aModerator, type MadeUser } from '../factories/user';
import { again } from '../helpers/again';
import { startTestApp } from '../helpers/app';
import { expectLedgerSound } from '../helpers/ledger';
import { bookOf } from '../support/books';

const app = startTestApp();

interface Answer {
  readonly status: number;
  readonly body: { readonly code?: string; readonly currentState?: string };
}
type Act = (made: QuotedJob) => PromiseLike<Answer>;

const ROUNDS = 4;
const [price, fee] = [PRICE.amountMinor, FEE.amountMinor];

const wish =
  (side: 'client' | 'craftsman', status: string): Act =>
  async (made) =>
    (await again(app, made[side])).patch(`/api/jobs/${made.jobId}/status`).send({ status });
const dispute =
  (side: 'client' | 'craftsman'): Act =>
  async (made) =>
    (await again(app, made[side]))
      .post('/api/disputes')
      .send({ jobId: made.jobId, reason: 'damage', description: 'The tiles are broken.' });
const task =
  (name: string): Act =>
  async () => {
    await app.container.tasks.runNow(name);
    return { status: 0, body: {} };
  };
const resolve =
  (who: () => MadeUser, decision: object): Act =>
  async ({ jobId }) => {
    const id = (await storedJob(jobId)).dispute?.disputeId.toHexString() ?? '';
    const client = await again(app, who());
    return client.post(`/api/admin/disputes/${id}/resolve`).send({ reason: 'It is so.', ...decision });
  };

const statuses = (answers: readonly Answer[]): number[] =>
  answers.map(({ status }) => status).sort((a, b) => a - b);

async function race(made: QuotedJob, acts: readonly Act[]) {
  await OutboxRowModel.deleteMany({});
  const answers = await Promise.all(acts.map((act) => act(made)));
  await expectLedgerSound();
  const found = await DisputeModel.find({ jobId: made.job._id }).lean();
  const facts = await OutboxRowModel.find({ handler: 'log-activity', event: /^dispute/ }).lean();
  return { answers, job: await storedJob(made.jobId), found, facts };
}

const paid = (type: PaymentType, state: PaidState): Promise<QuotedJob> => aPaidJob(app, type, { state });

async function disputed(type: PaymentType, state: PaidState): Promise<QuotedJob> {
  const made = await paid(type, state);
  await dispute('client')(made);
  return made;
}

const holdOf = async ({ jobId }: QuotedJob): Promise<number> =>
  (await bookOf({ [jobId]: 'job' }))['hold:job:job'] ?? 0;

describe('a dispute against what would end the job', () => {
  it('opened by both sides at once: there is one', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { answers, job, found, facts } = await race(await paid('Escrow', 'inProgress'), [
        dispute('client'),
        dispute('craftsman'),
        dispute('client'),
      ]);

      expect(statuses(answers)).toEqual([201, 409, 409]);
      expect(answers.find(({ status }) => status === 409)?.body.currentState).toBe('Disputed');
      expect(job.status).toBe('Disputed');
      expect([found.length, facts.length]).toEqual([1, 1]);
    }
  });

  it('and the cancellation: one of the two has happened', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const made = await paid('Cash', 'onTheWay');
      const { answers, job, found } = await race(made, [dispute('craftsman'), wish('client', 'Cancelled')]);

      const isDisputed = answers[0]?.status === 201;
      expect(statuses(answers)).toEqual(isDisputed ? [201, 409] : [200, 409]);
      expect(job.status).toBe(isDisputed ? 'Disputed' : 'Cancelled');
      expect(found).toHaveLength(isDisputed ? 1 : 0);
    }
  });

  it('and the completion: it is completed and then disputed, or never completed', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const made = await paid('Escrow', 'submitted');
      const { answers, job, found } = await race(made, [dispute('craftsman'), wish('client', 'Completed')]);

      expect(answers[0]?.status).toBe(201);
      expect(job.status).toBe('Disputed');
      const isCompleted = answers[1]?.status === 200;
      expect(found[0]?.fromJobState).toBe(isCompleted ? 'Completed' : 'In Progress');
      expect(await holdOf(made)).toBe(job.money?.held);
    }
  });

  it('and the silence that accepts the work: the same', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const made = await paid('Escrow', 'submitted');
      app.clock.advance(hours(72));
      const { answers, job, found } = await race(made, [dispute('client'), task('auto-complete-jobs')]);

      expect(answers[0]?.status).toBe(201);
      expect(job.status).toBe('Disputed');
      expect(job.autoCompletesAt).toBeUndefined();
      expect(await holdOf(made)).toBe(job.money?.held);
      expect(['Completed', 'In Progress']).toContain(found[0]?.fromJobState);
    }
  });
});

describe('a dispute against the money on its way', () => {
  it('that matures in the same moment: it is frozen, from wherever it is', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const made = await paid('Escrow', 'completed');
      app.clock.advance(days(5));
      const { answers, found } = await race(made, [dispute('client'), task('mature-earnings')]);

      expect(answers[0]?.status).toBe(201);
      expect(found[0]?.frozenMinor).toBe(price - fee);
      const name = `hold:dispute:${found[0]?._id.toHexString() ?? ''}`;
      expect((await bookOf({}))[name]).toBe(price - fee);
    }
  });

  it('that is released in part: before it or not at all, and frozen then', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const made = await paid('Escrow', 'inProgress');
      const part: Act = async ({ client, jobId }) =>
        (await again(app, client)).post(`/api/jobs/${jobId}/release`).send({ amount: 15_000 });
      const { answers, job, found } = await race(made, [dispute('craftsman'), part]);

      const isReleased = answers[1]?.status === 200;
      expect(statuses(answers)).toEqual(isReleased ? [200, 201] : [201, 409]);
      expect(job.money?.held).toBe(isReleased ? 30_000 : price);
      expect(await holdOf(made)).toBe(job.money?.held);
      expect(found[0]?.frozenMinor).toBe(isReleased ? 14_250 : 0);
    }
  });

  it('by a decision that can be had in the same moment as another one is made', async () => {
    const moderator = await aModerator(app);
    for (let round = 0; round < ROUNDS; round += 1) {
      const made = await disputed('Escrow', 'completed');
      app.clock.advance(days(6));
      const { answers, job } = await race(made, [
        resolve(() => moderator, { decision: 'refund' }),
        task('mature-earnings'),
      ]);

      expect(answers[0]?.status).toBe(200);
      expect(job.status).toBe('Cancelled');
      expect(await pendingOf(made)).toEqual([price, 0]);
    }
  });
});

/** Of the client and of the craftsman. */
async function pendingOf({ client, craftsman }: QuotedJob): Promise<number[]> {
  const book = await bookOf({ [client.id]: 'client', [craftsman.id]: 'craftsman' });
  return ['client', 'craftsman'].map((side) => book[`user:${side}:pending`] ?? 0);
}

describe('two decisions at once', () => {
  it.each([
    ['refund and release', 'Escrow', 'inProgress'],
    ['refund and release after the end', 'Escrow', 'completed'],
    ['refund and release of a deposit', 'CashProtected', 'inProgress'],
  ] as const)('%s: one holds, and pays once', async (_what, type, state) => {
    const [one, other] = [await aModerator(app), await aModerator(app)];
    for (let round = 0; round < ROUNDS; round += 1) {
      const made = await disputed(type, state);
      const { answers, job, found, facts } = await race(made, [
        resolve(() => one, { decision: 'refund' }),
        resolve(() => other, { decision: 'release' }),
      ]);

      expect(statuses(answers)).toEqual([200, 409]);
      expect(answers.find(({ status }) => status === 409)?.body.currentState).toBe('Resolved');
      const isRefund = answers[0]?.status === 200;
      expect(job.status).toBe(isRefund ? 'Cancelled' : 'Completed');
      expect(found[0]?.decision?.by.id).toBe(isRefund ? one.id : other.id);
      expect(facts).toHaveLength(1);
      const entries = await LedgerEntryModel.find({
        'refs.jobId': made.job._id,
        kind: 'dispute.settled',
        key: { $exists: true },
      });
      expect(entries).toHaveLength(1);
      const due = type === 'Escrow' ? price : DEPOSIT.amountMinor;
      expect(await pendingOf(made)).toEqual(isRefund ? [due, 0] : [0, due - fee]);
    }
  });

  it('the same one sent twice with its key: decided once, answered twice', async () => {
    const moderator = await aModerator(app);
    const made = await disputed('Escrow', 'inProgress');
    const id = (await storedJob(made.jobId)).dispute?.disputeId.toHexString() ?? '';
    const send = () =>
      moderator.as
        .post(`/api/admin/disputes/${id}/resolve`)
        .set('Idempotency-Key', 'decide-1')
        .send({ decision: 'refund', reason: 'It is so.' });

    const [first, second] = [await send(), await send()];

    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.body).toEqual(first.body);
    await expectLedgerSound();
  });
});
