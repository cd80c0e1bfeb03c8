import { newToken } from '../../../utils/ids';
import type { FileKind, MediaType } from './provider';

/** Names of files: `[private-]<folder>/<mark><32 hex digits>.<extension>`. The mark tells who keeps the file. */
export interface FileName {
  readonly folder: string;
  readonly name: string;
  readonly extension: string;
  readonly contentType: MediaType;
  readonly isPrivate: boolean;
  /** Only we can read it: nobody is shown it by a link. */
  readonly isCiphered: boolean;
}

export interface KeyShape {
  /** A name that nobody can guess. */
  newKey(kind: FileKind): string;
  /** What a key says; undefined when it is none of this shape. */
  read(key: string): FileName | undefined;
}

const EXTENSIONS: Readonly<Record<MediaType, string>> = {
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
  'application/octet-stream': 'bin',
};
const TYPES = new Map(Object.entries(EXTENSIONS).map(([type, extension]) => [extension, type as MediaType]));
const FOLDER = /^[a-z]+(-[a-z]+)*$/;
const KEY = /^([a-z]+(?:-[a-z]+)*)\/((?:cl-)?)([0-9a-f]{32})\.(jpg|webp|pdf|bin)$/;
const PRIVATE = 'private-';
const NAME_BYTES = 16;

/** Makes the keys of one keeper. */
export const keyShape = (mark: '' | 'cl-'): KeyShape => ({
  newKey: ({ folder, isPrivate, contentType }) => {
    if (!FOLDER.test(folder) || folder.startsWith(PRIVATE)) {
      throw new Error(`no folder for media: ${folder}`);
    }
    return `${isPrivate ? PRIVATE : ''}${folder}/${mark}${newToken(NAME_BYTES)}.${EXTENSIONS[contentType]}`;
  },
  read: (key) => {
    const [, folder = '', found, digits = '', extension = ''] = KEY.exec(key) ?? [];
    const contentType = TYPES.get(extension);
    if (found !== mark || !contentType) {
      return undefined;
    }
    const isPrivate = folder.startsWith(PRIVATE);
    const isCiphered = contentType === 'application/octet-stream';
    return { folder, name: `${mark}${digits}`, extension, contentType, isPrivate, isCiphered };
  },
});
