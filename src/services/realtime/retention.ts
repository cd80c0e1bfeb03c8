import { UserEventModel } from '../../models/userEvent.model';

interface OldPart {
  readonly _id: unknown;
  readonly newest: number;
}

/**
 * Deletes what was told before `before` and says how much. The newest of it stays for each user: it holds his place, so
 * that none is given twice, and tells a `since` that is too old from one that is not.
 */
export async function purgeUserEvents(before: Date, signal: AbortSignal): Promise<number> {
  const parts = UserEventModel.aggregate<OldPart>([
    { $match: { at: { $lt: before } } },
    { $group: { _id: '$userId', newest: { $max: '$seq' }, count: { $sum: 1 } } },
    { $match: { count: { $gt: 1 } } },
  ]).cursor({ batchSize: 500 });
  let deleted = 0;
  for await (const { _id: userId, newest } of parts) {
    if (signal.aborted) {
      break;
    }
    const done = await UserEventModel.deleteMany({
      userId,
      seq: { $lt: newest },
      at: { $lt: before },
    }).exec();
    deleted += done.deletedCount;
  }
  return deleted;
}
