import type { Readable } from 'node:stream';

/** What we keep and serve: everything else is made into one of these, or refused. The last is what only we can read. */
export type MediaType = 'image/jpeg' | 'image/webp' | 'application/pdf' | 'application/octet-stream';

/** What a file's name tells of it. */
export interface FileKind {
  readonly contentType: MediaType;
  /** What it is for: `profile-images`; small letters and hyphens. */
  readonly folder: string;
  /** Only by a signed link. */
  readonly isPrivate: boolean;
}

/** A file and its name by `newKey`, known before the file is there; or its kind, for a new name. */
export type FileToStore = (FileKind | { readonly key: string }) & {
  /** The whole file, or a stream of it. */
  readonly content: Buffer | Readable;
};

/** A file that is there, with the part of it that was asked for; its stream is read or destroyed. */
export interface OpenFile {
  readonly stream: Readable;
  readonly contentType: MediaType;
  /** Of the whole file. */
  readonly sizeBytes: number;
  /** First and last byte of the stream within the file; absent when it is the whole one. */
  readonly range?: { readonly start: number; readonly end: number };
}

/** A file of which the asked part lies outside. */
export interface OutsideFile {
  readonly outside: true;
  readonly sizeBytes: number;
}

/** What a link says of the file behind it. */
export interface MediaLink {
  readonly key: string;
  readonly expires?: string | undefined;
  readonly signature?: string | undefined;
}

/** Who keeps the files that users gave. Throws `UpstreamError` when it is not known whether a file was kept. */
export interface MediaProvider {
  readonly name: 'local' | 'cloudinary';
  /** A name that nobody can guess, for a file to be. */
  newKey(kind: FileKind): string;
  /** Keeps a file whole or not at all; the same again is kept once. */
  store(file: FileToStore): Promise<{ readonly key: string }>;
  /**
   * The file behind a link to this server, or the part of it that a Range header asks for; undefined when there is none
   * to be had by this link, or files are seen elsewhere.
   */
  open(link: MediaLink, range?: string): Promise<OpenFile | OutsideFile | undefined>;
  /** The bytes of a whole file, for ourselves: no link is asked for. Undefined when it is not there. */
  read(key: string): Promise<Buffer | undefined>;
  /** Removes a file; one that is gone already is removed. */
  delete(key: string): Promise<void>;
  /** Where a file is seen; private ones until `until` only, and what only we can read by nobody. */
  urlOf(key: string, until?: Date): string;
  /** The key in an address of ours; undefined for everybody else's. */
  keyOf(url: string): string | undefined;
  /** The keys of the files that were kept before an instant; of how long ago is the provider's choice. */
  listKeys(before: Date): AsyncIterable<string>;
  /** Which of these files are not there. */
  findMissing(keys: readonly string[]): Promise<readonly string[]>;
}
