import { UserModel, type User } from '../../models/user.model';
import { after, days } from '../../utils/clock';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import { accountSteps } from './accountSteps';
import type { ErasureDeps, ErasureStep, Gone } from './erasureStep';
import { trailSteps } from './trailSteps';
import { workSteps } from './workSteps';

/** What has to follow an erasure. */
export interface Erasures {
  /** Does every step for one erased account; safe to repeat at any point. */
  sweep(userId: Id): Promise<void>;
  /** Does so for those with something left, at most `most`; says how many there were. */
  due(most: number, signal: AbortSignal): Promise<number>;
}

/** Words before files: a file of a message that waits is kept with it. */
export const erasureSteps: readonly ErasureStep[] = [...accountSteps, ...workSteps, ...trailSteps];

const AGAIN_MS = days(1);
/** Others still end what they had with him, and he is told of it: that is taken away again for so long. */
const WATCHED_MS = days(30);

type Row = Pick<User, '_id' | 'locale' | 'erasure'>;

const FIELDS = { locale: 1, erasure: 1 } as const;

/** Makes what removes all that an erased account has left, step by step and again until nothing is left. */
export function makeErasures(deps: ErasureDeps, steps: readonly ErasureStep[] = erasureSteps): Erasures {
  const sweep = async (row: Row): Promise<void> => {
    if (!row.erasure) {
      return;
    }
    const { at, sweepAt } = row.erasure;
    const gone: Gone = { _id: row._id, id: idOf(row), locale: row.locale, at };
    let isDone = true;
    for (const step of steps) {
      isDone = (await step.run(gone, deps)) && isDone;
    }
    const next = after(deps.clock.now(), AGAIN_MS);
    const isLast = isDone && next > after(at, WATCHED_MS);
    await UserModel.updateOne(
      { _id: row._id, 'erasure.sweepAt': sweepAt ?? at },
      isLast ? { $unset: { 'erasure.sweepAt': 1 } } : { $set: { 'erasure.sweepAt': next } },
    ).exec();
  };
  return {
    async sweep(userId) {
      const row = await UserModel.findOne({ _id: toObjectId(userId) }, FIELDS)
        .lean<Row>()
        .exec();
      await (row && sweep(row));
    },
    async due(most, signal) {
      const due = { 'erasure.sweepAt': { $exists: true, $lte: deps.clock.now() } };
      const rows = await UserModel.find(due, FIELDS)
        .sort({ 'erasure.sweepAt': 1 })
        .limit(most)
        .lean<Row[]>()
        .exec();
      for (const row of rows) {
        signal.throwIfAborted();
        await sweep(row);
      }
      return rows.length;
    },
  };
}
