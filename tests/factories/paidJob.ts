import { JobModel, type JobMoney } from '../../src/models/job.model';
import type { NewEntry } from '../../src/services/ledger/entry';
import { depositOf, feeOf } from '../../src/services/ledger/fees';
import { depositReleased, escrowReleased } from '../../src/services/ledger/postings/job.postings';
import { jobFunded } from '../../src/services/ledger/postings/payment.postings';
import { idOf, newId, toObjectId } from '../../src/utils/ids';
import type { PaymentType } from '../../src/utils/jobWords';
import { money, subtract, zero, type Money } from '../../src/utils/money';
import { inTransaction } from '../../src/utils/transaction';
import { systemActor } from '../../src/utils/types/actor';
import type { TestApp } from '../helpers/app';
import { aJob, type JobBuilder, type JobOverrides, type QuotedJob } from './job';
import { QUOTED_PRICE } from './quote';

export type PaidState = Exclude<keyof JobBuilder, 'posted' | 'quoted' | 'cancelled'>;

/** The agreed price, our fee of it, and the deposit of a protected cash job. */
export const PRICE = money(QUOTED_PRICE, 'EGP');
const RULE = { bps: 500, min: 0, max: null, waivedJobs: 0 };
export const FEE = feeOf(PRICE, RULE);
export const DEPOSIT = depositOf(PRICE, RULE, 1_500);

const dueFor: Readonly<Record<PaymentType, Money>> = {
  Escrow: PRICE,
  CashProtected: DEPOSIT,
  Cash: zero('EGP'),
};

/** A hired job whose money is where the state says: held, or with the craftsman once it is completed; no fee is waived. */
export async function aPaidJob(
  app: TestApp,
  paymentType: PaymentType,
  { state, ...overrides }: JobOverrides & { readonly state: PaidState },
): Promise<QuotedJob> {
  const made = await aJob(app, { paymentType, ...overrides })[state]();
  const due = dueFor[paymentType];
  if (due.amountMinor > 0) {
    const paymentId = idOf(newId());
    await post(app, jobFunded({ jobId: made.jobId, paymentId, gateway: 'sandbox', amount: due }));
  }
  const held = {
    price: PRICE.amountMinor,
    due: due.amountMinor,
    funded: due.amountMinor,
    isFeeWaived: false,
  };
  const facts: JobMoney = { ...held, held: due.amountMinor, released: 0, fee: 0 };
  await writeMoney(made.jobId, facts);
  if (state === 'completed' && due.amountMinor > 0) {
    await release(app, made, { due, facts });
  }
  return made;
}

interface Held {
  readonly due: Money;
  readonly facts: JobMoney;
}

/** As completing it would have done. */
async function release(app: TestApp, made: QuotedJob, { due, facts }: Held): Promise<void> {
  const about = { jobId: made.jobId, craftsmanId: made.craftsman.id, gross: due, fee: FEE };
  await post(app, made.job.paymentType === 'Escrow' ? escrowReleased(about) : depositReleased(about));
  const [released, fee] = [due.amountMinor, FEE.amountMinor];
  await writeMoney(made.jobId, { ...facts, held: 0, released, fee });
}

/** What the craftsman has of it then. */
export const netOf = (paymentType: PaymentType): Money =>
  paymentType === 'Cash' ? zero('EGP') : subtract(dueFor[paymentType], FEE);

const writeMoney = async (jobId: string, facts: JobMoney): Promise<void> => {
  await JobModel.updateOne({ _id: toObjectId(jobId) }, { $set: { money: facts } });
};

/** Posts an entry as the system would. */
export const post = ({ container }: TestApp, entry: NewEntry): Promise<void> =>
  inTransaction((tx) => container.ledger.post(tx, entry, { actor: systemActor }));
