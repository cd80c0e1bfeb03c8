import { ActiveMonthModel, type ActiveMonth } from '../../models/activeMonth.model';
import { CohortFigureModel } from '../../models/cohortFigure.model';
import type { Job } from '../../models/job.model';
import { UserModel, type User } from '../../models/user.model';
import { monthOf, monthsLater, startOfDay } from '../../utils/calendar';
import { idOf, toObjectId, type Id } from '../../utils/ids';

type Pair = Pick<ActiveMonth, 'cohort' | 'month'>;

/** Notes who did business when, from jobs that have changed; gives the cohorts and months that this touches. */
export async function noteActive(jobs: readonly Job[]): Promise<Pair[]> {
  const seen = new Map<string, { readonly userId: Id; readonly month: string }>();
  for (const { userId, at } of jobs.flatMap(deedsOf)) {
    const month = monthOf(at);
    seen.set(`${userId}|${month}`, { userId, month });
  }
  const cohorts = await cohortsOf([...seen.values()].map(({ userId }) => userId));
  const rows = [...seen].flatMap(([_id, { userId, month }]): ActiveMonth[] => {
    const cohort = cohorts.get(userId);
    return cohort === undefined ? [] : [{ _id, userId: toObjectId(userId), cohort, month }];
  });
  if (rows.length > 0) {
    await ActiveMonthModel.bulkWrite(
      rows.map((row) => ({
        replaceOne: { filter: { _id: row._id }, replacement: row, upsert: true },
      })),
    );
  }
  return rows;
}

const deedsOf = ({ clientId, craftsmanId, createdAt, firmAt }: Job): { userId: Id; at: Date }[] => [
  { userId: idOf(clientId), at: createdAt },
  ...(craftsmanId && firmAt ? [{ userId: idOf(craftsmanId), at: firmAt }] : []),
];

async function cohortsOf(userIds: readonly Id[]): Promise<ReadonlyMap<Id, string>> {
  const ids = [...new Set(userIds)].map(toObjectId);
  const users = await UserModel.find({ _id: { $in: ids } }, { createdAt: 1 }).lean<
    Pick<User, '_id' | 'createdAt'>[]
  >();
  return new Map(users.map((user) => [idOf(user), monthOf(user.createdAt)]));
}

/** Counts a cohort in a month anew; safe to repeat. */
export async function countCohort({ cohort, month }: Pair): Promise<void> {
  const active = await ActiveMonthModel.countDocuments({ cohort, month });
  const _id = `${cohort}|${month}`;
  await CohortFigureModel.replaceOne({ _id }, { _id, cohort, month, active }, { upsert: true });
}

/** How many opened their accounts in a month; kept as the figure of no month. */
export async function countSize(cohort: string): Promise<void> {
  const createdAt = { $gte: startOfMonth(cohort), $lt: startOfMonth(monthsLater(cohort, 1)) };
  const active = await UserModel.countDocuments({ createdAt });
  await CohortFigureModel.replaceOne(
    { _id: cohort },
    { _id: cohort, cohort, month: '', active },
    { upsert: true },
  );
}

const startOfMonth = (month: string): Date => startOfDay(`${month}-01`);

/** When the first account was opened; undefined: never. */
export async function firstAccountAt(): Promise<Date | undefined> {
  const first = await UserModel.findOne({}, { createdAt: 1 }).sort({ createdAt: 1, _id: 1 }).lean();
  return first?.createdAt;
}
