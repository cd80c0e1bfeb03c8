import { JobModel, type JobMoney } from '../../src/models/job.model';
import type { NewEntry } from '../../src/services/ledger/entry';
import { depositOf, feeOf } from '../../src/services/ledger/fees';
import { jobFunded } from '../../src/services/ledger/postings/payment.postings';
import { idOf, newId, toObjectId } from '../../src/utils/ids';
import type { PaymentType } from '../../src/utils/jobWords';
import { money, zero, type Money } from '../../src/utils/money';
import { inTransaction } from '../../src/utils/transaction';
import { systemActor } from '../../src/utils/types/actor';
import type { TestApp } from '../helpers/app';
import { again } from '../helpers/again';
import { aJob, type JobBuilder, type JobOverrides, type QuotedJob } from './job';
import { QUOTED_PRICE } from './quote';

/** `confirmed`: completed, and both sides have said that the whole price was paid. */
export type PaidState = Exclude<keyof JobBuilder, 'posted' | 'quoted' | 'cancelled'> | 'confirmed';

/** The agreed price, our fee of it, and the deposit of a protected cash job. */
export const PRICE = money(QUOTED_PRICE, 'EGP');
const RULE = { bps: 500, min: 0, max: null, waivedJobs: 2 };
export const FEE = feeOf(PRICE, RULE);
export const DEPOSIT = depositOf(PRICE, RULE, 1_500);

const dueFor: Readonly<Record<PaymentType, Money>> = {
  Escrow: PRICE,
  CashProtected: DEPOSIT,
  Cash: zero('EGP'),
};

interface Wanted extends JobOverrides {
  readonly state: PaidState;
  /** Absent: no; undecided, the first jobs of a craftsman are free of our fee. */
  readonly isFeeWaived?: 'undecided';
}

/** A hired job that is paid as it should be, completed by its owner where it is completed. */
export async function aPaidJob(
  app: TestApp,
  paymentType: PaymentType,
  { state, isFeeWaived, ...overrides }: Wanted,
): Promise<QuotedJob> {
  const isOver = state === 'completed' || state === 'confirmed';
  const made = await aJob(app, { paymentType, ...overrides })[isOver ? 'submitted' : state]();
  const due = dueFor[paymentType].amountMinor;
  if (due > 0) {
    const about = { jobId: made.jobId, paymentId: idOf(newId()), gateway: 'sandbox' };
    await post(app, jobFunded({ ...about, amount: dueFor[paymentType] }));
  }
  const sums = { price: PRICE.amountMinor, due, funded: due, held: due, released: 0, fee: 0 };
  const facts: JobMoney = isFeeWaived ? sums : { ...sums, isFeeWaived: false };
  await JobModel.updateOne({ _id: toObjectId(made.jobId) }, { $set: { money: facts } });
  if (isOver) {
    await asking(app, made, 'client').patch('/status').send({ status: 'Completed' });
  }
  if (state === 'confirmed') {
    await sayPaid(app, made, { client: PRICE.amountMinor, craftsman: PRICE.amountMinor });
  }
  return { ...made, job: await JobModel.findById(made.job._id).orFail().lean() };
}

/** Both sides say what was paid in cash. */
export async function sayPaid(
  app: TestApp,
  made: QuotedJob,
  { client, craftsman }: { readonly client: number; readonly craftsman: number },
): Promise<void> {
  for (const [side, amount] of [
    ['client', client],
    ['craftsman', craftsman],
  ] as const) {
    const { status } = await asking(app, made, side).post('/cash-confirmation').send({ amount });
    expect(status).toBe(200);
  }
}

const asking = (app: TestApp, made: QuotedJob, side: 'client' | 'craftsman') => {
  const send = (method: 'patch' | 'post') => (path: string) => ({
    send: async (body: object) =>
      (await again(app, made[side]))[method](`/api/jobs/${made.jobId}${path}`).send(body),
  });
  return { patch: send('patch'), post: send('post') };
};

/** Posts an entry as the system would. */
export const post = ({ container }: TestApp, entry: NewEntry): Promise<void> =>
  inTransaction((tx) => container.ledger.post(tx, entry, { actor: systemActor }));
