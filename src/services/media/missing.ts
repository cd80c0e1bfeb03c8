import { MediaModel, type Media } from '../../models/media.model';
import { idOf } from '../../utils/ids';
import type { Logger } from '../../utils/types/logger';
import type { MediaProvider } from '../providers/media/provider';

export interface LookForFilesDeps {
  readonly logger: Logger;
  readonly provider: Pick<MediaProvider, 'findMissing'>;
}

export interface Look {
  readonly now: Date;
  /** Those that nobody has looked for since then. */
  readonly notSince: Date;
  readonly signal: AbortSignal;
}

/** Asks the provider for files that are in use; those that it has not are marked and told. Says how many it misses. */
export type LookForFiles = (look: Look) => Promise<number>;

const BATCH = 200;
/** A provider takes so many questions an hour and no more. */
const BATCHES = 10;

type Row = Pick<Media, '_id' | 'key' | 'missingSince'>;

/** Makes the search for files whose row is there and whose bytes are not: lost disks, hands in the provider's console. */
export const makeLookForFiles =
  (deps: LookForFilesDeps): LookForFiles =>
  async ({ now, notSince, signal }) => {
    let missing = 0;
    for (let turn = 0; turn < BATCHES && !signal.aborted; turn += 1) {
      const batch = await MediaModel.find(
        { state: 'attached', checkedAt: { $lt: notSince } },
        { key: 1, missingSince: 1 },
      )
        .sort({ checkedAt: 1 })
        .limit(BATCH)
        .lean<Row[]>();
      if (batch.length === 0) {
        break;
      }
      missing += await look(batch, now, deps);
    }
    return missing;
  };

async function look(
  batch: readonly Row[],
  now: Date,
  { logger, provider }: LookForFilesDeps,
): Promise<number> {
  const keys = new Set(await provider.findMissing(batch.map(({ key }) => key)));
  const [gone, there] = [true, false].map((isGone) => batch.filter(({ key }) => keys.has(key) === isGone));
  const idsOf = (rows: readonly Row[] = []) => ({ _id: { $in: rows.map(({ _id }) => _id) } });
  await MediaModel.updateMany(idsOf(there), { $set: { checkedAt: now }, $unset: { missingSince: 1 } });
  await MediaModel.updateMany(idsOf(gone), { $set: { checkedAt: now } });
  for (const { _id, key, missingSince } of gone ?? []) {
    await MediaModel.updateOne({ _id }, { $set: { missingSince: missingSince ?? now } });
    logger.error('a file in use is not there', { mediaId: idOf(_id), key });
  }
  return keys.size;
}
