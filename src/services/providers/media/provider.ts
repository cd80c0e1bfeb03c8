import type { Readable } from 'node:stream';

/** What we keep and serve. Everything else is made into one of these, or refused; bytes without a type are encrypted ones. */
export type MediaType = 'image/jpeg' | 'image/webp' | 'application/pdf' | 'application/octet-stream';

export interface FileToStore {
  /** The whole file, or a stream of it. */
  readonly content: Buffer | Readable;
  readonly contentType: MediaType;
  /** What it is for: `profile-images`; small letters and hyphens. */
  readonly folder: string;
  /** Only by a signed link. */
  readonly isPrivate: boolean;
}

/** A file that is there, with the part of it that was asked for; its stream is read or destroyed. */
export interface OpenFile {
  readonly stream: Readable;
  readonly contentType: MediaType;
  /** Of the whole file. */
  readonly sizeBytes: number;
  /** First and last byte of the stream within the file; absent when it is the whole one. */
  readonly range?: { readonly start: number; readonly end: number };
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
  /** Keeps a file whole or not at all, under a name that nobody can guess. */
  store(file: FileToStore): Promise<{ readonly key: string }>;
  /** The file behind a link, or the part of it that a Range header asks for; undefined when there is none to be had by this link. */
  open(link: MediaLink, range?: string): Promise<OpenFile | undefined>;
  /** The bytes of a whole file, for ourselves; undefined when there is none. */
  read(key: string): Promise<Buffer | undefined>;
  /** Removes a file; one that is gone already is removed. */
  delete(key: string): Promise<void>;
  /** Where a file is seen; private ones until `until` only. */
  urlOf(key: string, until?: Date): string;
  /** The key in an address of ours; undefined for everybody else's. */
  keyOf(url: string): string | undefined;
  /** The keys of all files that were kept before an instant. */
  listKeys(before: Date): AsyncIterable<string>;
}
