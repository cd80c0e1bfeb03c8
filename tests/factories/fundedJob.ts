import { JobModel, type JobMoney } from '../../src/models/job.model';
import { UserModel } from '../../src/models/user.model';
import { depositOf } from '../../src/services/ledger/fees';
import { jobFunded, walletCredited } from '../../src/services/ledger/postings/payment.postings';
import { idOf, newId, toObjectId } from '../../src/utils/ids';
import { money } from '../../src/utils/money';
import { inTransaction } from '../../src/utils/transaction';
import { systemActor } from '../../src/utils/types/actor';
import type { TestApp } from '../helpers/app';
import { aJob, type JobBuilder, type JobOverrides, type QuotedJob } from './job';

type Stage = 'hired' | 'onTheWay' | 'inProgress' | 'submitted';

export interface FundedOverrides extends JobOverrides {
  readonly stage?: Stage;
  /** How many of his first jobs the craftsman has had without a fee; absent: all of them. */
  readonly waivedJobs?: number;
  /** Absent: EGP 450. */
  readonly price?: number;
}

const DEPOSIT_BPS = 1_500;

/** A hired job whose money is held: the price in escrow, the deposit of a protected cash job, or nothing for cash. */
export async function aFundedJob(
  app: TestApp,
  { stage = 'hired', waivedJobs = 2, price, ...overrides }: FundedOverrides = {},
): Promise<QuotedJob> {
  const builder: JobBuilder = aJob(app, { paymentType: 'Escrow', ...overrides });
  const made = await builder[stage]();
  await UserModel.collection.updateOne(
    { _id: made.craftsman.user._id },
    { $set: { 'craftsman.waivedJobs': waivedJobs } },
  );
  const facts = moneyAtHire(made, price ?? made.job.contract?.price ?? 0);
  if (facts.due > 0) {
    await fund(app, made.jobId, facts.due);
  }
  const funded = { ...facts, funded: facts.due, held: facts.due };
  await JobModel.collection.updateOne({ _id: made.job._id }, { $set: { money: funded } });
  return { ...made, job: { ...made.job, money: funded } };
}

function moneyAtHire({ job }: QuotedJob, price: number): JobMoney {
  const rule = job.contract?.feeRule ?? { bps: 0, min: 0, max: null, waivedJobs: 0 };
  const due = {
    Escrow: price,
    Cash: 0,
    CashProtected: depositOf(money(price, job.currency), rule, DEPOSIT_BPS).amountMinor,
  }[job.paymentType];
  return { price, due, funded: 0, held: 0, released: 0, fee: 0 };
}

/** A payment for a job comes in; the facts on the job are the caller's. */
export const fund = ({ container }: TestApp, jobId: string, amountMinor: number): Promise<void> =>
  inTransaction((tx) =>
    container.ledger.post(
      tx,
      jobFunded({ jobId, paymentId: idOf(newId()), gateway: 'sandbox', amount: money(amountMinor, 'EGP') }),
      { actor: systemActor },
    ),
  );

/** Money comes into a wallet, and debts are paid with it, as by a top-up. */
export const topUp = (
  { container }: Pick<TestApp, 'container'>,
  userId: string,
  amountMinor: number,
): Promise<void> =>
  inTransaction(async (tx) => {
    const amount = money(amountMinor, 'EGP');
    const by = { actor: systemActor } as const;
    const paid = { paymentId: idOf(newId()), gateway: 'sandbox', amount } as const;
    await container.ledger.post(tx, walletCredited({ why: 'toppedUp', userId, ...paid }), by);
    await container.debts.repayDebts(tx, { userId, upTo: amount, from: 'available', ...by });
  });

/** How many of his first jobs a craftsman has had without a fee. */
export async function waivedJobsOf(userId: string): Promise<number> {
  const user = await UserModel.findOne({ _id: toObjectId(userId) })
    .orFail()
    .lean();
  return user.craftsman?.waivedJobs ?? 0;
}
