import { JobModel, type Job } from '../../../models/job.model';
import { LedgerAccountModel, type LedgerAccount } from '../../../models/ledgerAccount.model';
import { LedgerEntryModel, type LedgerEntry } from '../../../models/ledgerEntry.model';
import type { LedgerLine } from '../../../models/ledgerLine.model';
import { toObjectId } from '../../../utils/ids';
import { inTransaction, type Tx } from '../../../utils/transaction';
import { faultAt, type Findings, type LedgerFault } from './fault';
import { flowsOf, type JobFlows } from './flows';
import { readLinesOf } from './lines';
import { FIRST_ID, groupSorted, inBatches, joinSorted, keyed, type Pair } from './streams';

const AT_ONCE = 1_000;
const BATCH = 200;

type JobFacts = Pick<Job, '_id' | 'clientId' | 'currency' | 'money'>;
type Hold = Pick<LedgerAccount, '_id' | 'balanceMinor' | 'currency'>;
type Seen = Pair<JobFacts, Hold[]>;

const FACTS = { clientId: 1, currency: 1, money: 1 } as const;

/** Every job's money is explained: what it says is held, paid in, released and taken as a fee is what the ledger says. */
export async function checkJobs(findings: Findings): Promise<void> {
  const jobs = keyed(readJobs(), ({ _id }) => _id.toHexString());
  const holds = groupSorted(readHolds(), jobIdOf);
  for await (const batch of inBatches(joinSorted(jobs, holds), BATCH)) {
    const ids = batch.map(({ key }) => key);
    const flows = await readFlows(ids);
    for (const seen of batch) {
      findings.count('jobs');
      const faults = faultsOfJob(seen, flows.get(seen.key) ?? []).length > 0 ? await lookAgain(seen.key) : [];
      faults.forEach(findings.add);
    }
  }
}

const readJobs = (): AsyncIterable<JobFacts> =>
  JobModel.find({ _id: { $gte: FIRST_ID }, money: { $exists: true } }, FACTS)
    .sort({ _id: 1 })
    .batchSize(AT_ONCE)
    .lean<JobFacts>()
    .cursor();

const readHolds = (): AsyncIterable<Hold> =>
  LedgerAccountModel.find({ _id: { $gte: 'hold:job:', $lt: 'hold:job;' } }, { balanceMinor: 1, currency: 1 })
    .sort({ _id: 1 })
    .batchSize(AT_ONCE)
    .lean<Hold>()
    .cursor();

const jobIdOf = ({ _id }: Pick<Hold, '_id'>): string => _id.split(':')[2] ?? '';

/** The entries of the jobs with their lines, by job. */
async function readFlows(ids: readonly string[], tx: Tx | null = null): Promise<Map<string, LedgerLine[]>> {
  const entries = await LedgerEntryModel.find(
    { 'refs.jobId': { $in: ids.map(toObjectId), $exists: true }, key: { $exists: true } },
    { refs: 1, lineIds: 1 },
    { session: tx },
  )
    .lean<Pick<LedgerEntry, '_id' | 'refs' | 'lineIds'>[]>()
    .exec();
  const lines = await readLinesOf(entries, tx);
  const jobOf = new Map(entries.map(({ _id, refs }) => [_id.toHexString(), refs.jobId?.toHexString() ?? '']));
  const byJob = new Map<string, LedgerLine[]>();
  for (const line of lines) {
    const job = jobOf.get(line.entryId.toHexString()) ?? '';
    byJob.set(job, [...(byJob.get(job) ?? []), line]);
  }
  return byJob;
}

/** What looks wrong is read once more, in one snapshot. */
const lookAgain = (id: string): Promise<LedgerFault[]> =>
  inTransaction(
    async (tx) => {
      const session = { session: tx };
      const job = await JobModel.findOne({ _id: toObjectId(id), money: { $exists: true } }, FACTS, session)
        .lean<JobFacts>()
        .exec();
      const prefix = `hold:job:${id}`;
      const holds = await LedgerAccountModel.find(
        { _id: { $gte: `${prefix}:`, $lt: `${prefix};` } },
        { balanceMinor: 1, currency: 1 },
        session,
      )
        .lean<Hold[]>()
        .exec();
      const flows = await readFlows([id], tx);
      return faultsOfJob({ key: id, left: job ?? undefined, right: holds }, flows.get(id) ?? []);
    },
    { remember: false },
  );

function faultsOfJob(
  { key, left: job, right: holds = [] }: Seen,
  lines: readonly LedgerLine[],
): LedgerFault[] {
  const fault = faultAt(`job ${key}`);
  if (!job?.money) {
    return holds
      .filter(({ balanceMinor }) => balanceMinor !== 0)
      .map(({ balanceMinor, currency }) =>
        fault('job.held', `${balanceMinor} ${currency} are held, and no job says so`),
      );
  }
  const { currency, money, clientId } = job;
  const foreign = holds.filter((hold) => hold.currency !== currency && hold.balanceMinor !== 0);
  const held = holds.find((hold) => hold.currency === currency)?.balanceMinor ?? 0;
  const flows = flowsOf(lines, { jobId: key, clientId: clientId.toHexString(), currency });
  return [
    ...foreign.map(({ balanceMinor, currency: other }) =>
      fault('job.held', `${balanceMinor} ${other} are held for a job in ${currency}`),
    ),
    ...(held === money.held
      ? []
      : [fault('job.held', `it says ${money.held}, held are ${held} ${currency}`)]),
    ...(['funded', 'released', 'fee'] as const satisfies readonly (keyof JobFlows)[])
      .filter((name) => money[name] !== flows[name])
      .map((name) => fault('job.flows', `${name}: it says ${money[name]}, the entries ${flows[name]}`)),
  ];
}
