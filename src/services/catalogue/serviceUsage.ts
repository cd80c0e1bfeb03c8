import type { Types } from 'mongoose';
import { JobModel } from '../../models/job.model';
import { ServiceCategoryModel } from '../../models/serviceCategory.model';
import { UserModel } from '../../models/user.model';
import type { Tx } from '../../utils/transaction';

/** One kind of thing that refers to services. */
export interface UsageCounter {
  /** As it stands in the answer. */
  readonly what: string;
  count(tx: Tx, serviceId: Types.ObjectId): Promise<number>;
}

/** More is not told, and not counted. */
const COUNT_CAP = 10_000;

/** Everything that keeps a service from being deleted; whatever refers to services has its line here. */
export const serviceUsage: readonly UsageCounter[] = [
  {
    what: 'services',
    count: (tx, parent) =>
      ServiceCategoryModel.countDocuments({ parent }, { session: tx, limit: COUNT_CAP }).exec(),
  },
  {
    what: 'craftsmen',
    count: (tx, serviceId) =>
      UserModel.countDocuments(
        { 'craftsman.serviceId': serviceId },
        { session: tx, limit: COUNT_CAP },
      ).exec(),
  },
  {
    what: 'jobs',
    count: (tx, serviceId) =>
      JobModel.countDocuments({ serviceId }, { session: tx, limit: COUNT_CAP }).exec(),
  },
];

export interface ServiceUsage {
  readonly count: number;
  readonly usage: Readonly<Record<string, number>>;
}

/** How often a service is referred to, in all and by kind. */
export async function countUsage(
  tx: Tx,
  serviceId: Types.ObjectId,
  counters: readonly UsageCounter[],
): Promise<ServiceUsage> {
  const counts: [what: string, count: number][] = [];
  for (const { what, count } of counters) {
    counts.push([what, await count(tx, serviceId)]);
  }
  return { count: counts.reduce((sum, [, count]) => sum + count, 0), usage: Object.fromEntries(counts) };
}
