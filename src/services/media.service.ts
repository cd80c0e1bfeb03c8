import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { MediaModel, type Media } from '../models/media.model';
import { after, minutes, type Clock } from '../utils/clock';
import { UnsupportedType } from '../utils/errors';
import { newId, toObjectId, type Id } from '../utils/ids';
import type { UploadedFile } from '../utils/input';
import { PURPOSE_RULES, type MediaPurpose, type PurposeRule } from '../utils/mediaPurposes';
import type { UserActor } from '../utils/types/actor';
import { fileTypeOf } from './images/fileType';
import type { ImageService } from './images/imageService';
import { makeAttachments, type Attachments } from './media/attachments';
import { makeSealedFiles, sealFile, type SealedFiles, type SealingDeps } from './media/sealing';
import type { Outbox } from './outbox/outbox.service';
import type { MediaLink, MediaProvider, OpenFile } from './providers/media/provider';

/** Files that users gave: from the upload until nothing needs them. */
export interface MediaService extends Attachments, SealedFiles {
  /** Keeps uploaded files, all or none; a day later they are gone unless something uses them. */
  accept(actor: UserActor, files: readonly UploadedFile[], purpose: MediaPurpose): Promise<Media[]>;
  /** Removes the bytes and the row of a file that nothing needs; safe to repeat. */
  erase(mediaId: Id): Promise<void>;
  /** Where the file is seen: for good, or for five minutes if it is private. */
  urlOf(media: Pick<Media, 'key' | 'isPrivate'>): string;
  /** The file behind a link of ours; undefined when the link is unknown, forged or too old. */
  open(link: MediaLink, range?: string): Promise<OpenFile | undefined>;
}

export interface MediaDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly images: ImageService;
  readonly provider: MediaProvider;
  readonly fieldKeys: SealingDeps['fieldKeys'];
}

const LINK_MS = minutes(5);

/** Makes the service of pictures and files. */
export function makeMediaService(deps: MediaDeps): MediaService {
  const { clock, provider } = deps;
  return {
    accept: (actor, files, purpose) => accept(actor, { files, purpose }, deps),
    ...makeAttachments(deps),
    ...makeSealedFiles(deps),
    erase: (mediaId) => erase(mediaId, provider),
    urlOf: ({ key, isPrivate }) => provider.urlOf(key, isPrivate ? after(clock.now(), LINK_MS) : undefined),
    open: (link, range) => provider.open(link, range),
  };
}

interface Given {
  readonly files: readonly UploadedFile[];
  readonly purpose: MediaPurpose;
}

/** All are read before the first is kept; the file is there before its row says so. */
async function accept(actor: UserActor, given: Given, deps: MediaDeps): Promise<Media[]> {
  const rule = PURPOSE_RULES[given.purpose];
  const contents: Content[] = [];
  for (const file of given.files) {
    contents.push(await read(file, rule, deps.images));
  }
  const rows: Media[] = [];
  for (const content of contents) {
    rows.push(await keep({ actor, purpose: given.purpose, content }, deps));
  }
  await MediaModel.insertMany(rows);
  return rows;
}

interface Keeping {
  readonly actor: UserActor;
  readonly purpose: MediaPurpose;
  readonly content: Content;
}

async function keep({ actor, purpose, content: read }: Keeping, deps: MediaDeps): Promise<Media> {
  const { folder, isPrivate, isSealed } = PURPOSE_RULES[purpose];
  const { content: bytes, contentType, ...size } = read;
  const owned = { _id: newId(), ownerId: toObjectId(actor.id) };
  const kept = isSealed ? await sealFile(deps, owned, bytes) : { content: bytes, contentType };
  const { key } = await deps.provider.store({ ...kept, folder, isPrivate });
  return {
    ...owned,
    purpose,
    key,
    contentType,
    isPrivate,
    ...(isSealed && { isSealed }),
    ...size,
    sizeBytes: kept.content.length,
    sha256: createHash('sha256').update(kept.content).digest('hex'),
    state: 'uploaded',
    createdAt: deps.clock.now(),
  };
}

interface Content {
  readonly content: Buffer;
  readonly contentType: Media['contentType'];
  readonly width?: number;
  readonly height?: number;
}

async function read({ path }: UploadedFile, rule: PurposeRule, images: ImageService): Promise<Content> {
  if ((await fileTypeOf(path)) === 'pdf') {
    if (!rule.allowsPdf) {
      throw new UnsupportedType('media.unsupportedType');
    }
    return { content: await readFile(path), contentType: 'application/pdf' };
  }
  const { bytes, contentType, width, height } = await images.read(path, rule.shape);
  return { content: bytes, contentType, width, height };
}

/** The bytes go first: what is left of a half done removal is a row that says so. */
async function erase(mediaId: Id, provider: MediaProvider): Promise<void> {
  const condemned = { _id: toObjectId(mediaId), state: 'deleted' } as const;
  const row = await MediaModel.findOne(condemned).lean<Media>();
  if (row) {
    await provider.delete(row.key);
    await MediaModel.deleteOne(condemned);
  }
}
