import type { Media } from '../../models/media.model';
import type { PictureRef } from '../../models/plugins/picture';
import { idOf, type Id } from '../../utils/ids';
import type { UploadedFile } from '../../utils/input';
import type { Tx } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import type { MediaService } from '../media.service';
import type { Subject } from './attachments';

/** A picture as a person gives it: a file, or the id or address of one that he uploaded before; null takes it away. */
export type GivenPicture = UploadedFile | string | null | undefined;

export type PictureLibrary = Pick<MediaService, 'accept' | 'attach' | 'detach' | 'urlOf'>;

/** The name of the picture to be: a file is kept first, outside of any transaction. */
export async function keepPicture(
  library: PictureLibrary,
  actor: UserActor,
  given: GivenPicture,
): Promise<string | null | undefined> {
  if (given === null || given === undefined || typeof given === 'string') {
    return given;
  }
  const [media] = await library.accept(actor, [given], 'avatar');
  return media && idOf(media);
}

/** Makes the named file the picture of the actor's account. */
export async function choosePicture(
  library: PictureLibrary,
  tx: Tx,
  { actor, ref }: { readonly actor: UserActor; readonly ref: string },
): Promise<PictureRef> {
  const wish = {
    refs: [ref],
    purpose: 'avatar',
    subject: accountOf(actor.id),
    field: 'profilePicture',
  } as const;
  const [media] = (await library.attach(tx, actor, wish)) as [Media];
  return { mediaId: media._id, url: library.urlOf(media) };
}

/** Lets the picture go that was there before another one. */
export async function dropPicture(
  library: PictureLibrary,
  tx: Tx,
  { actor, before }: { readonly actor: UserActor; readonly before: PictureRef },
): Promise<void> {
  await library.detach(tx, actor, { ids: [idOf(before.mediaId)], subject: accountOf(actor.id) });
}

const accountOf = (id: Id): Subject => ({ type: 'user', id });
