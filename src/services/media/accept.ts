import { createHash } from 'node:crypto';
import { MediaModel, type Media } from '../../models/media.model';
import type { Clock } from '../../utils/clock';
import { Unavailable } from '../../utils/errors';
import { idOf, newId, toObjectId } from '../../utils/ids';
import type { UploadedFile } from '../../utils/input';
import { PURPOSE_RULES, type MediaPurpose } from '../../utils/mediaPurposes';
import { inTransaction } from '../../utils/transaction';
import { systemActor, type UserActor } from '../../utils/types/actor';
import type { Logger } from '../../utils/types/logger';
import type { Outbox } from '../outbox/outbox.service';
import type { MediaProvider } from '../providers/media/provider';
import type { SettingService } from '../setting.service';
import type { ReadFile, ReadUpload } from './readUpload';
import { sealFile, type SealingDeps } from './sealing';
import { reserve } from './usage';

export interface AcceptDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly outbox: Outbox;
  readonly settings: Pick<SettingService, 'get'>;
  readonly readUpload: ReadUpload;
  readonly provider: MediaProvider;
  readonly fieldKeys: SealingDeps['fieldKeys'];
}

export interface Given {
  readonly files: readonly UploadedFile[];
  readonly purpose: MediaPurpose;
}

/**
 * All files are read before the first is kept. Their rows come first, with the room that they take: whatever happens
 * to the request afterwards, there is no file that no row knows, and what is not kept whole is removed.
 */
export async function accept(actor: UserActor, given: Given, deps: AcceptDeps): Promise<Media[]> {
  const contents: ReadFile[] = [];
  for (const file of given.files) {
    contents.push(await deps.readUpload(file, PURPOSE_RULES[given.purpose]));
  }
  const kept: Kept[] = [];
  for (const file of contents) {
    kept.push(await prepare(file, { actor, given }, deps));
  }
  const rows = kept.map(({ row }) => row);
  await reserve(rows, deps.settings);
  try {
    await storeAll(kept, deps.provider);
  } catch (error) {
    await giveUp(rows, deps);
    throw error;
  }
  await open(rows);
  return rows.map((row) => ({ ...row, state: 'uploaded' }));
}

const GIVEN_UP = { $set: { state: 'deleted' } } as const;

interface Giving {
  readonly actor: UserActor;
  readonly given: Given;
}

interface Kept {
  readonly row: Media;
  /** As the provider shall have it. */
  readonly bytes: Buffer;
}

async function prepare(
  { content, contentType, ...size }: ReadFile,
  { actor, given: { purpose } }: Giving,
  { clock, provider, fieldKeys }: AcceptDeps,
): Promise<Kept> {
  const { folder, isPrivate, isSealed } = PURPOSE_RULES[purpose];
  const owned = { _id: newId(), ownerId: toObjectId(actor.id) };
  const kept = isSealed ? await sealFile({ fieldKeys }, owned, content) : { content, contentType };
  const now = clock.now();
  const row: Media = {
    ...owned,
    purpose,
    key: provider.newKey({ contentType: kept.contentType, folder, isPrivate }),
    contentType,
    ...size,
    sizeBytes: kept.content.length,
    sha256: createHash('sha256').update(kept.content).digest('hex'),
    isPrivate,
    ...(isSealed && { isSealed }),
    state: 'storing',
    createdAt: now,
    checkedAt: now,
  };
  return { row, bytes: kept.content };
}

/** Ends when none is on its way any more, so that nothing comes after it was given up. */
async function storeAll(kept: readonly Kept[], provider: MediaProvider): Promise<void> {
  const storing = kept.map(({ row: { key }, bytes }) => provider.store({ key, content: bytes }));
  const failed = (await Promise.allSettled(storing)).find((one) => one.status === 'rejected');
  if (failed) {
    throw failed.reason;
  }
}

/** What may be there of them goes by the outbox, which tries until it is gone; without a database the sweep finds the rows. */
async function giveUp(rows: readonly Media[], { outbox, logger }: AcceptDeps): Promise<void> {
  try {
    await inTransaction(
      async (tx) => {
        for (const { _id, ownerId } of rows) {
          const storing = { _id, state: 'storing' } as const;
          const { modifiedCount } = await MediaModel.updateOne(storing, GIVEN_UP, { session: tx });
          if (modifiedCount === 1) {
            const facts = { mediaId: idOf(_id), ownerId: idOf(ownerId) };
            await outbox.record(tx, 'media.removed', facts, { actor: systemActor });
          }
        }
      },
      { remember: false },
    );
  } catch (error) {
    logger.warn('an upload that failed is left to the sweep', { error });
  }
}

async function open(rows: readonly Media[]): Promise<void> {
  const storing = { _id: { $in: rows.map(({ _id }) => _id) }, state: 'storing' } as const;
  const { modifiedCount } = await MediaModel.updateMany(storing, { $set: { state: 'uploaded' } });
  if (modifiedCount !== rows.length) {
    throw new Unavailable('server.unavailable', { pvt: { reason: 'the upload was given up meanwhile' } });
  }
}
