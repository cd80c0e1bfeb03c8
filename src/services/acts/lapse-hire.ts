import type { QueryFilter } from 'mongoose';
import { JobModel, type Job } from '../../models/job.model';
import { QuoteModel } from '../../models/quote.model';
import { Conflict } from '../../utils/errors';
import { idOf, type Id } from '../../utils/ids';
import { inTransaction, type Tx } from '../../utils/transaction';
import { systemActor } from '../../utils/types/actor';
import { factOf, getJob, type RunningDeps } from '../jobs/running';
import { jobWorkflow } from '../workflows/job.workflow';
import { quoteWorkflow } from '../workflows/quote.workflow';
import { transition } from '../workflows/workflow';

export type LapseHire = (jobId: Id) => Promise<Job>;

const CONTRACT = [
  'craftsmanId',
  'contract',
  'money',
  'lapsesAt',
  'scheduledAt',
  'scheduledHasTime',
  'reschedule',
] as const;

/** The payment did not come in time: the accepted quote expires, the others were never declined, the job is open again. */
export const makeLapseHire =
  (deps: Pick<RunningDeps, 'clock' | 'outbox'>): LapseHire =>
  (jobId) =>
    inTransaction((tx) => lapseIn(tx, deps, { jobId, guard: { lapsesAt: { $lte: deps.clock.now() } } }));

interface Lapsing {
  readonly jobId: Id;
  /** What must be so besides that nothing was paid. */
  readonly guard?: QueryFilter<Job>;
  /** Absent: the time was over. */
  readonly why?: 'banned';
}

/** The same as part of something greater. */
export async function lapseIn(
  tx: Tx,
  { clock, outbox }: Pick<RunningDeps, 'clock' | 'outbox'>,
  { jobId, guard, why }: Lapsing,
): Promise<Job> {
  const now = clock.now();
  const actor = systemActor;
  const before = await getJob(tx, jobId, {});
  const event = before.quoteCount > 0 ? 'lapseToQuoted' : 'lapseToPosted';
  const job = await transition(tx, JobModel, jobWorkflow, event, {
    id: jobId,
    actor,
    at: now,
    guard: { firmAt: { $exists: false }, ...guard },
    set: { isOpen: true, listPrice: namedPriceOf(before), updatedAt: now },
    unset: CONTRACT,
    inc: { revision: 1 },
    reason: why,
  });
  const { contract, craftsmanId } = before;
  if (!contract || !craftsmanId) {
    throw new Conflict('workflow.wrongState', { pub: { currentState: before.status } });
  }
  const quoteId = idOf(contract.quoteId);
  const set = { updatedAt: now };
  await transition(tx, QuoteModel, quoteWorkflow, 'lapse', { id: quoteId, actor, at: now, set });
  const who = { craftsmanId: idOf(craftsmanId), quoteId, to: job.status, ...(why && { why }) };
  await outbox.record(tx, 'job.hireLapsed', { ...factOf(before), ...who }, { actor });
  return job;
}

/** What lists sort by while nobody is hired. */
const namedPriceOf = ({ budget }: Job): number => budget.price ?? budget.salaryMin ?? 0;
