import { MediaModel, type Media } from '../models/media.model';
import { after, minutes } from '../utils/clock';
import { toObjectId, type Id } from '../utils/ids';
import type { UploadedFile } from '../utils/input';
import type { MediaPurpose } from '../utils/mediaPurposes';
import type { UserActor } from '../utils/types/actor';
import { accept, type AcceptDeps } from './media/accept';
import { makeAttachments, type Attachments } from './media/attachments';
import { makeSealedFiles, type SealedFiles } from './media/sealing';
import { release } from './media/usage';
import type { MediaLink, MediaProvider, OpenFile, OutsideFile } from './providers/media/provider';

/** Files that users gave: from the upload until nothing needs them. */
export interface MediaService extends Attachments, SealedFiles {
  /** Keeps uploaded files, all or none, as far as the actor has room; a day later they are gone unless something uses them. */
  accept(actor: UserActor, files: readonly UploadedFile[], purpose: MediaPurpose): Promise<Media[]>;
  /** Removes the bytes and the row of a file that nothing needs; safe to repeat. */
  erase(mediaId: Id): Promise<void>;
  /** Where the file is seen: for good, or for five minutes if it is private. */
  urlOf(media: Pick<Media, 'key' | 'isPrivate'>): string;
  /** The file behind a link of ours; undefined when the link is unknown, forged or too old. */
  open(link: MediaLink, range?: string): Promise<OpenFile | OutsideFile | undefined>;
  /** The whole file, for ourselves: for archives, or to be deciphered. Undefined when it is not there. */
  read(media: Pick<Media, 'key'>): Promise<Buffer | undefined>;
}

const LINK_MS = minutes(5);

/** Makes the service of pictures and files. */
export function makeMediaService(deps: AcceptDeps): MediaService {
  const { clock, provider } = deps;
  return {
    accept: (actor, files, purpose) => accept(actor, { files, purpose }, deps),
    ...makeAttachments(deps),
    ...makeSealedFiles(deps),
    erase: (mediaId) => erase(mediaId, provider),
    urlOf: ({ key, isPrivate }) => provider.urlOf(key, isPrivate ? after(clock.now(), LINK_MS) : undefined),
    open: (link, range) => provider.open(link, range),
    read: ({ key }) => provider.read(key),
  };
}

/** The bytes go first: what is left of a half done removal is a row that says so. */
async function erase(mediaId: Id, provider: MediaProvider): Promise<void> {
  const condemned = { _id: toObjectId(mediaId), state: 'deleted' } as const;
  const row = await MediaModel.findOne(condemned).lean<Media>();
  if (row) {
    await provider.delete(row.key);
    await release(row);
  }
}
