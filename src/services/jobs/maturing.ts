import { EarningModel, type Earning } from '../../models/earning.model';
import { isHired } from '../policies/job.policy';
import type { Asked } from './candidates';

/** When what the reader has earned with a job is his: nobody's business but his own. */
export async function maturingOf({ actor, job }: Pick<Asked, 'actor' | 'job'>): Promise<readonly Date[]> {
  if (!isHired(actor, job)) {
    return [];
  }
  const pending = await EarningModel.find({ jobId: job._id, status: 'Pending' }, { maturesAt: 1 })
    .lean<Earning[]>()
    .exec();
  return pending.map(({ maturesAt }) => maturesAt);
}
