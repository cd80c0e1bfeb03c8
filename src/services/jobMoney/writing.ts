import { JobModel, type Job } from '../../models/job.model';
import { repeatTransaction, type Tx } from '../../utils/transaction';

/** What is known of a job's money; its status stays as it is. Null goes. */
export type MoneyFacts = Pick<Job, 'updatedAt'> &
  Partial<Pick<Job, 'money' | 'cash'>> & {
    readonly openChangeOrder?: Job['openChangeOrder'] | null;
    readonly listPrice?: number;
  };

/** Writes facts on a job that this transaction has read; whoever has changed it meanwhile makes this begin again. */
export async function writeSeen(
  tx: Tx,
  { _id, status, revision }: Job,
  { openChangeOrder, ...facts }: MoneyFacts,
): Promise<Job> {
  const job = await JobModel.findOneAndUpdate(
    { _id, status, revision },
    {
      $set: { ...facts, ...(openChangeOrder && { openChangeOrder }) },
      $inc: { revision: 1 },
      ...(openChangeOrder === null && { $unset: { openChangeOrder: 1 } }),
    },
    { session: tx, returnDocument: 'after' },
  )
    .lean<Job>()
    .exec();
  if (!job) {
    throw repeatTransaction('the job was changed meanwhile');
  }
  return job;
}
