import type { PictureRef } from '../../models/plugins/picture';
import { BadRequest } from '../../utils/errors';
import { errorText } from '../../utils/errorText';
import { idOf, type Id } from '../../utils/ids';
import type { UploadedFile } from '../../utils/input';
import { JOB_PHOTOS } from '../../utils/fileLimits';
import type { Tx } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import type { MediaService } from '../media.service';

export type PhotoLibrary = Pick<MediaService, 'accept' | 'attach' | 'detach' | 'urlOf'>;

/** The pictures of a job as its owner gives them. */
export interface GivenPhotos {
  /** Which of those that it has stay, by id or address; absent: see `files` and `refs`. */
  readonly keep?: readonly string[] | undefined;
  /** Uploaded before, by id or address. */
  readonly refs?: readonly string[] | undefined;
  readonly files: readonly UploadedFile[];
}

/** The pictures that a job shall have, in their order; undefined: as they are. Files are kept by now. */
export interface WantedPhotos {
  readonly refs: readonly string[];
}

/** Keeps the files, outside of any transaction, and says which pictures the job shall have. */
export async function wantedPhotos(
  library: PhotoLibrary,
  actor: UserActor,
  { keep, refs, files }: GivenPhotos,
): Promise<WantedPhotos | undefined> {
  if (keep === undefined && refs === undefined && files.length === 0) {
    return undefined;
  }
  const named = [...(keep ?? []), ...(refs ?? [])];
  assertRoom(new Set(named).size + files.length, actor);
  const kept = files.length > 0 ? await library.accept(actor, files, 'jobPhoto') : [];
  return { refs: [...named, ...kept.map(idOf)] };
}

export interface Choice {
  readonly actor: UserActor;
  readonly jobId: Id;
  readonly before: readonly PictureRef[];
  readonly wanted: WantedPhotos | undefined;
}

/**
 * The job's pictures from now on: those that it has stay as they are (a job that was posted again shares them with its
 * origin), new ones become part of it, what is not wanted any more goes.
 */
export async function choosePhotos(
  tx: Tx,
  library: PhotoLibrary,
  { actor, jobId, before, wanted }: Choice,
): Promise<PictureRef[]> {
  if (wanted === undefined) {
    return [...before];
  }
  const known = new Map(
    before.flatMap((photo) => [[idOf(photo.mediaId), photo] as const, [photo.url, photo] as const]),
  );
  const subject = { type: 'job', id: jobId } as const;
  const fresh = wanted.refs.filter((ref) => !known.has(ref));
  const photos = wanted.refs.flatMap((ref) => known.get(ref) ?? []);
  if (fresh.length > 0) {
    const wish = { refs: fresh, purpose: 'jobPhoto', subject, field: 'photos' } as const;
    const media = await library.attach(tx, actor, wish);
    photos.push(...media.map((one) => ({ mediaId: one._id, url: library.urlOf(one) })));
  }
  const distinct = [...new Map(photos.map((photo) => [idOf(photo.mediaId), photo])).values()];
  assertRoom(distinct.length, actor);
  const stays = new Set(distinct.map(({ mediaId }) => idOf(mediaId)));
  const ids = before.map(({ mediaId }) => idOf(mediaId)).filter((mediaId) => !stays.has(mediaId));
  if (ids.length > 0) {
    await library.detach(tx, actor, { ids, subject });
  }
  return distinct;
}

function assertRoom(count: number, { locale }: UserActor): void {
  if (count > JOB_PHOTOS) {
    const message = errorText('job.tooManyPhotos', locale);
    throw new BadRequest('job.tooManyPhotos', { pub: { errors: [{ field: 'photos', message }] } });
  }
}
