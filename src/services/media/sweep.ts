import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MediaModel, type Media } from '../../models/media.model';
import { idOf } from '../../utils/ids';
import { inTransaction } from '../../utils/transaction';
import { systemActor } from '../../utils/types/actor';
import type { MediaService } from '../media.service';
import type { Outbox } from '../outbox/outbox.service';
import type { MediaProvider } from '../providers/media/provider';

/** Removes what nobody will use. Each may be cut off at any point and begun again. */
export interface MediaSweep {
  /** Files that were given before an instant and never used; says how many. */
  orphans(before: Date, signal: AbortSignal): Promise<number>;
  /** Files whose request died before an instant, while they were on their way to the provider. */
  abandoned(before: Date, signal: AbortSignal): Promise<number>;
  /** Files from before an instant that are due to go and whose event has run out of tries. */
  condemned(before: Date, signal: AbortSignal): Promise<number>;
  /** Files of the provider that no row knows. */
  unknownFiles(before: Date, signal: AbortSignal): Promise<number>;
  /** What requests that died left among the temporary files. */
  tempFiles(before: Date): Promise<number>;
}

export interface MediaSweepDeps {
  readonly outbox: Outbox;
  readonly provider: MediaProvider;
  readonly mediaLibrary: Pick<MediaService, 'erase'>;
  /** Where uploads rest while their request runs. */
  readonly tempDir: string;
}

const BATCH = 200;

/** Makes the sweep of pictures and files. */
export const makeMediaSweep = ({ outbox, provider, mediaLibrary, tempDir }: MediaSweepDeps): MediaSweep => ({
  orphans: (before, signal) => sweepRows('uploaded', { before, signal }, (row) => condemn(row, outbox)),
  abandoned: (before, signal) => sweepRows('storing', { before, signal }, (row) => condemn(row, outbox)),
  condemned: (before, signal) =>
    sweepRows('deleted', { before, signal }, (row) => mediaLibrary.erase(idOf(row)).then(() => true)),
  unknownFiles: (before, signal) => sweepUnknownFiles({ before, signal }, provider),
  tempFiles: (before) => sweepTempFiles(tempDir, before),
});

interface Range {
  readonly before: Date;
  readonly signal: AbortSignal;
}

type Row = Pick<Media, '_id' | 'ownerId' | 'state'>;

/** Each row in turn, the oldest first; `remove` takes it out of its state. */
async function sweepRows(
  state: Media['state'],
  { before, signal }: Range,
  remove: (row: Row) => Promise<boolean>,
): Promise<number> {
  let removed = 0;
  for (;;) {
    const batch = await MediaModel.find({ state, createdAt: { $lt: before } }, { ownerId: 1, state: 1 })
      .sort({ createdAt: 1 })
      .limit(BATCH)
      .lean<Row[]>();
    if (batch.length === 0) {
      return removed;
    }
    for (const row of batch) {
      if (signal.aborted) {
        return removed;
      }
      removed += (await remove(row)) ? 1 : 0;
    }
  }
}

/** Unless somebody has just found a use for it. */
const condemn = ({ _id, ownerId, state }: Row, outbox: Outbox): Promise<boolean> =>
  inTransaction(async (tx) => {
    const { modifiedCount } = await MediaModel.updateOne(
      { _id, state },
      { $set: { state: 'deleted' } },
      { session: tx },
    );
    if (modifiedCount === 1) {
      const facts = { mediaId: idOf(_id), ownerId: idOf(ownerId) };
      await outbox.record(tx, 'media.removed', facts, { actor: systemActor });
    }
    return modifiedCount === 1;
  });

async function sweepUnknownFiles({ before, signal }: Range, provider: MediaProvider): Promise<number> {
  let removed = 0;
  let batch: string[] = [];
  for await (const key of provider.listKeys(before)) {
    if (signal.aborted) {
      return removed;
    }
    batch.push(key);
    if (batch.length === BATCH) {
      removed += await removeUnknown(batch, provider);
      batch = [];
    }
  }
  return removed + (await removeUnknown(batch, provider));
}

async function removeUnknown(keys: readonly string[], provider: MediaProvider): Promise<number> {
  const rows = await MediaModel.find({ key: { $in: [...keys] } }, { key: 1 }).lean<Pick<Media, 'key'>[]>();
  const known = new Set(rows.map(({ key }) => key));
  const unknown = keys.filter((key) => !known.has(key));
  for (const key of unknown) {
    await provider.delete(key);
  }
  return unknown.length;
}

async function sweepTempFiles(dir: string, before: Date): Promise<number> {
  let removed = 0;
  for (const name of await readdir(dir).catch(absent)) {
    const path = join(dir, name);
    const file = await stat(path).catch(absent);
    if (!Array.isArray(file) && file.isFile() && file.mtime < before) {
      await rm(path, { force: true });
      removed += 1;
    }
  }
  return removed;
}

/** Another process may have been faster. */
function absent(error: unknown): never[] {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
    throw error;
  }
  return [];
}
