import { PaymentModel, type Payment } from '../../src/models/payment.model';
import { after, hours } from '../../src/utils/clock';
import { toObjectId } from '../../src/utils/ids';
import type { FundedOverrides } from '../factories/fundedJob';
import type { QuotedJob } from '../factories/job';
import { aCredit } from '../factories/payment';
import { aModerator } from '../factories/user';
import type { TestApp } from '../helpers/app';
import type { CrashRequest } from '../helpers/crash';
import { paidWebhook } from './paidWebhook';

const PRICE = 45_000;
const FEE = 2_250;
const EXTRA = 5_000;
/** Where an act that posts loses most. */
export const POSTED = ['answered insert ledger', 'answered commitTransaction 1'];

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

/** What a server is killed in the middle of, and what has happened once when it was asked for again. */
export interface JobMoneyAct {
  /** Absent: after the posting, and after the commit. */
  readonly chosen?: readonly string[];
  readonly atOnce?: number;
  readonly job: FundedOverrides | (() => FundedOverrides);
  /** What the app does before, and what is asked of the server that is killed. */
  request(made: QuotedJob, app: TestApp): Promise<CrashRequest> | CrashRequest;
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

async function proposesExtra(made: QuotedJob): Promise<string> {
  const words = { amount: EXTRA, reason: 'The pipe is broken, too' };
  return String((await does(made, 'craftsman', ['POST', '/change-orders', words]))['id']);
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

/** Acts with a job’s money, by what one would say of them. */
export const jobMoneyActs: Readonly<Record<string, JobMoneyAct>> = {
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
      const orderId = await proposesExtra(made);
      return onJob(made, 'client', ['POST', `/change-orders/${orderId}/accept`]);
    },
    outcome: { entries: [], client: {}, craftsman: {} },
  },
  'paying for an extra price in escrow': {
    job: { stage: 'inProgress' },
    async request(made, app) {
      const orderId = await proposesExtra(made);
      await does(made, 'client', ['POST', `/change-orders/${orderId}/accept`, {}]);
      await aCredit(app, made.client, EXTRA);
      const body = { purpose: 'job', jobId: made.jobId, provider: 'wallet' };
      return { method: 'POST', path: '/api/payments/initiate', token: made.client.token, body };
    },
    outcome: { entries: ['job.funded', 'job.funded'], client: {}, craftsman: {} },
  },
  'reporting that nobody came': {
    job: () => ({ scheduledAt: after(new Date(), -hours(2)), scheduledHasTime: true }),
    request: (made) => onJob(made, 'client', ['POST', '/no-show', {}]),
    outcome: {
      entries: ['cancellation.settled', 'job.funded'],
      client: { available: PRICE },
      craftsman: {},
      event: 'reportCraftsmanAbsent',
    },
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
    async request(made, app) {
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
    async request(made, app) {
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
export const maturing: JobMoneyAct = {
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
