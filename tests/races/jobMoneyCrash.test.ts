import { PaymentModel, type Payment } from '../../src/models/payment.model';
import { toObjectId } from '../../src/utils/ids';
import { aFundedJob, type FundedOverrides } from '../factories/fundedJob';
import { storedJob, type QuotedJob } from '../factories/job';
import { aModerator } from '../factories/user';
import { startTestApp } from '../helpers/app';
import { crashHarness, type CrashRequest } from '../helpers/crash';
import { crashThrough, type CrashAct } from '../helpers/crashWalk';
import { entriesOf, expectMoneySound, pursesOf } from '../helpers/jobMoney';
import { paidWebhook } from '../support/paidWebhook';

const JWT_SECRET = 'k7Wq2mZx9RtLc4VbN8yHs5JdGf3PaQe6';
const PRICE = 45_000;
const FEE = 2_250;
const POSTED = ['answered insert ledger', 'answered commitTransaction 1'];

const app = startTestApp({ env: { JWT_SECRET } });
const harness = crashHarness(JWT_SECRET);

afterAll(() => harness.stop());

type Side = 'client' | 'craftsman';
type Purses = Readonly<Record<string, number>>;

interface Outcome {
  readonly status?: number;
  readonly entries: readonly string[];
  readonly client: Purses;
  readonly craftsman: Purses;
  /** The event of the job's history that is there once; absent: none is. */
  readonly event?: string;
}

interface Act {
  readonly chosen?: readonly string[];
  readonly atOnce?: number;
  readonly job: FundedOverrides;
  /** What the app does before, and what is asked of the server that is killed. */
  request(made: QuotedJob): Promise<CrashRequest> | CrashRequest;
  readonly outcome: Outcome;
}

const onJob = (
  made: QuotedJob,
  by: Side,
  [method, path, body]: readonly [string, string, object?],
): CrashRequest => ({
  method,
  path: `/api/jobs/${made.jobId}${path}`,
  token: made[by].token,
  ...(body && { body }),
});

const status = (to: string) => ['PATCH', '/status', { status: to }] as const;
const saysPaid = ['POST', '/cash-confirmation', { amount: PRICE }] as const;

/** The same in this process, before. */
async function does(
  made: QuotedJob,
  by: Side,
  [method, path, body]: readonly ['POST' | 'PATCH', string, object],
): Promise<Record<string, unknown>> {
  const send = method === 'POST' ? made[by].as.post : made[by].as.patch;
  const answer = await send(`/api/jobs/${made.jobId}${path}`).send(body);
  expect(answer.status).toBeLessThan(300);
  return answer.body.data;
}

async function owesFee(made: QuotedJob): Promise<void> {
  await does(made, 'client', status('Completed'));
  await does(made, 'craftsman', saysPaid);
  await does(made, 'client', saysPaid);
}

async function isDisputed({ jobId, client }: QuotedJob): Promise<string> {
  const words = { reason: 'damage', description: 'The tiles are broken.' };
  const answer = await client.as.post('/api/disputes').send({ jobId, ...words });
  expect(answer.status).toBe(201);
  return String(answer.body.data.id);
}

async function startsTopUp({ craftsman }: QuotedJob, amount: number): Promise<Payment> {
  const answer = await craftsman.as.post('/api/wallet/topup').send({ amount, provider: 'sandbox' });
  expect(answer.status).toBe(201);
  return PaymentModel.findById(toObjectId(String(answer.body.data.id)))
    .orFail()
    .lean<Payment>();
}

const acts: Readonly<Record<string, Act>> = {
  'releasing a part': {
    job: { stage: 'inProgress' },
    request: (made) => onJob(made, 'client', ['POST', '/release', { amount: 20_000 }]),
    outcome: {
      entries: ['escrow.partlyReleased', 'job.funded'],
      client: {},
      craftsman: { pending: 19_000 },
    },
  },
  'completing a job': {
    chosen: [...POSTED, 'sent commitTransaction 1'],
    job: { stage: 'submitted' },
    request: (made) => onJob(made, 'client', status('Completed')),
    outcome: {
      entries: ['escrow.released', 'job.funded'],
      client: {},
      craftsman: { pending: PRICE - FEE },
      event: 'complete',
    },
  },
  'accepting an extra price': {
    chosen: ['answered findAndModify jobs', 'answered commitTransaction 1'],
    job: { stage: 'inProgress', paymentType: 'Cash' },
    async request(made) {
      const order = await does(made, 'craftsman', [
        'POST',
        '/change-orders',
        { amount: 5_000, reason: 'The pipe is broken, too' },
      ]);
      return onJob(made, 'client', ['POST', `/change-orders/${String(order['id'])}/accept`]);
    },
    outcome: { entries: [], client: {}, craftsman: {} },
  },
  'confirming the cash': {
    job: { stage: 'submitted', paymentType: 'Cash' },
    async request(made) {
      await does(made, 'client', status('Completed'));
      await does(made, 'craftsman', saysPaid);
      return onJob(made, 'client', saysPaid);
    },
    outcome: { entries: ['cash.feeTaken'], client: {}, craftsman: { feeDebt: -FEE }, event: 'complete' },
  },
  'cancelling for a fee': {
    job: { stage: 'onTheWay' },
    request: (made) => onJob(made, 'client', status('Cancelled')),
    outcome: {
      entries: ['cancellation.settled', 'job.funded'],
      client: { available: 31_500 },
      craftsman: { pending: 10_800 },
      event: 'cancelHired',
    },
  },
  'deciding a dispute': {
    job: { stage: 'inProgress' },
    async request(made) {
      const id = await isDisputed(made);
      const { token } = await aModerator(app);
      const body = {
        decision: 'split',
        reason: 'Both have a point.',
        clientAmount: 20_000,
        craftsmanAmount: 25_000,
      };
      return { method: 'POST', path: `/api/admin/disputes/${id}/resolve`, token, body };
    },
    outcome: {
      entries: ['dispute.settled', 'job.funded'],
      client: { pending: 20_000 },
      craftsman: { pending: 23_750 },
      event: 'settleAsCompleted',
    },
  },
  'filling a wallet out of which a debt is paid': {
    chosen: ['answered insert ledger', 'answered commitTransaction 1'],
    job: { stage: 'submitted', paymentType: 'Cash' },
    async request(made) {
      await owesFee(made);
      return paidWebhook(app, await startsTopUp(made, 10_000));
    },
    outcome: {
      entries: ['cash.feeTaken', 'debt.repaid'],
      client: {},
      craftsman: { available: 10_000 - FEE },
    },
  },
};

/** Alone: it takes all the earnings that are due. */
const maturing: Act = {
  chosen: ['answered insert ledger'],
  atOnce: 1,
  job: { stage: 'submitted' },
  async request(made) {
    await does(made, 'client', status('Completed'));
    return { method: 'POST', path: '/api/crash/mature' };
  },
  outcome: {
    entries: ['earnings.matured', 'escrow.released', 'job.funded'],
    client: {},
    craftsman: { available: PRICE - FEE },
  },
};

function crashing(name: string, { chosen = POSTED, atOnce, job, request, outcome }: Act): CrashAct {
  return {
    chosen,
    ...(atOnce !== undefined && { atOnce }),
    async make() {
      const made = await aFundedJob(app, job);
      const sent = await request(made);
      return {
        request: sent,
        async check({ point, status: answered }) {
          const { history } = await storedJob(made.jobId);
          const seen = {
            isAnswered: answered < 300,
            entries: await entriesOf(made.jobId),
            client: await pursesOf(made.client.id),
            craftsman: await pursesOf(made.craftsman.id),
            times: history.filter(({ event }) => event === outcome.event).length,
          };
          expect({ name, point, ...seen }).toEqual({
            name,
            point,
            isAnswered: true,
            entries: outcome.entries,
            client: outcome.client,
            craftsman: outcome.craftsman,
            times: outcome.event === undefined ? 0 : 1,
          });
        },
      };
    },
  };
}

async function crashesThrough(crashing: readonly CrashAct[]): Promise<void> {
  app.clock.set(new Date());
  const crashes = await crashThrough(harness, crashing);
  expect(crashes).toBeGreaterThanOrEqual(crashing.flatMap(({ chosen }) => chosen).length);
  await expectMoneySound();
}

describe('a server that is killed in the middle', () => {
  it(
    'of acts with a job’s money does each once when it is asked for again',
    () => crashesThrough(Object.entries(acts).map(([name, act]) => crashing(name, act))),
    1_800_000,
  );

  it(
    'of making an earning available does so once',
    () => crashesThrough([crashing('making an earning available', maturing)]),
    900_000,
  );
});
