import { JobModel, type Job, type JobMoney } from '../../models/job.model';
import type { Payment } from '../../models/payment.model';
import { idOf } from '../../utils/ids';
import { least, money, zero, type Money } from '../../utils/money';
import type { Tx } from '../../utils/transaction';
import type { Actor } from '../../utils/types/actor';
import { factOf } from '../jobs/running';
import type { EventMap } from '../outbox/events';
import type { NewFact } from '../outbox/outbox.service';
import { isPayable } from '../policies/job.policy';
import { closeAtHire, closingFacts, readRest } from '../quotes/hireClosing';
import type { PaymentDeps } from './deps';
import { NOBODY_WAITS } from '../quotes/hireTerms';
import { jobWorkflow } from '../workflows/job.workflow';
import { transition } from '../workflows/workflow';

export interface Funding {
  /** What of the money the job takes; nothing when its hire has ended or is paid. */
  readonly toJob: Money;
  readonly facts: readonly NewFact<EventMap>[];
}

interface Paid {
  readonly payment: Pick<Payment, 'subject' | 'quoteId' | 'currency'>;
  readonly amount: Money;
  readonly actor: Actor;
  readonly at: Date;
}

/**
 * Gives a job what it is still due, if it is the hire that was paid for; all of it makes the hire firm. Whoever lapses or
 * cancels the hire at the same time writes the same job: one of the two begins again and sees what the other has done.
 */
export async function fundJob(
  tx: Tx,
  { noteFunding }: Pick<PaymentDeps, 'noteFunding'>,
  { payment, amount, actor, at }: Paid,
): Promise<Funding> {
  const job = await JobModel.findOne({ _id: payment.subject.id }, null, { session: tx }).lean<Job>().exec();
  const toJob = job && isHireOf(job, payment) ? least(amount, stillDue(job)) : zero(amount.currency);
  if (!job?.money || toJob.amountMinor === 0) {
    return { toJob: zero(amount.currency), facts: [] };
  }
  const funded = fundedWith(job.money, toJob);
  if (!job.firmAt && funded['money.funded'] >= job.money.due) {
    return { toJob, facts: await makeFirm(tx, { job, funded, actor, at }) };
  }
  await noteFunding(tx, { job: await addTo(tx, { job, funded, at }), actor });
  return { toJob, facts: [] };
}

const isHireOf = (job: Job, { quoteId, currency }: Paid['payment']): boolean =>
  isPayable(job) && job.currency === currency && quoteId?.equals(job.contract?.quoteId ?? '') === true;

/** What has to be paid in and is not yet. */
export const stillDue = ({ money: sums, currency }: Pick<Job, 'money' | 'currency'>): Money =>
  money(sums ? Math.max(sums.due - sums.funded, 0) : 0, currency);

const fundedWith = ({ funded, held }: JobMoney, { amountMinor }: Money) =>
  ({ 'money.funded': funded + amountMinor, 'money.held': held + amountMinor }) as const;

interface Fundable {
  readonly job: Job;
  readonly funded: ReturnType<typeof fundedWith>;
  readonly at: Date;
}

/** The hire holds: who else had offered or was invited is told now. */
async function makeFirm(
  tx: Tx,
  { job, funded, at, actor }: Fundable & { readonly actor: Actor },
): Promise<NewFact<EventMap>[]> {
  const rest = await readRest(tx, job);
  const firm = await transition(tx, JobModel, jobWorkflow, 'fund', {
    id: idOf(job),
    actor,
    at,
    guard: { firmAt: { $exists: false }, revision: job.revision },
    set: { ...funded, ...NOBODY_WAITS, firmAt: at, updatedAt: at },
    unset: ['lapsesAt'],
    inc: { revision: 1 },
  });
  await closeAtHire(tx, { at, ...rest });
  return [hireFact(firm), ...closingFacts(firm, rest)].filter((fact) => fact !== undefined);
}

function hireFact(job: Job): NewFact<EventMap> | undefined {
  const { craftsmanId, contract } = job;
  return craftsmanId && contract
    ? {
        event: 'job.hireFirm',
        data: { ...factOf(job), craftsmanId: idOf(craftsmanId), quoteId: idOf(contract.quoteId) },
      }
    : undefined;
}

/** More for a hire that is firm already, or a part of what is due. */
const addTo = (tx: Tx, { job, funded, at }: Fundable): Promise<Job> =>
  JobModel.findOneAndUpdate(
    { _id: job._id },
    { $set: { ...funded, updatedAt: at }, $inc: { revision: 1 } },
    { session: tx, returnDocument: 'after' },
  )
    .orFail()
    .lean<Job>()
    .exec();
