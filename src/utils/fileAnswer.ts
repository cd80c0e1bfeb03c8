import type { IncomingHttpHeaders } from 'node:http';
import type { ByteRange } from './byteRange';

export interface FileFacts {
  readonly contentType: string;
  /** Of the whole file. */
  readonly sizeBytes: number;
  readonly range?: ByteRange;
  /** What it is saved as; also its version, for what has this name never changes. */
  readonly name: string;
  readonly isPrivate: boolean;
}

export interface FileAnswer {
  readonly status: 200 | 206 | 304;
  readonly headers: Readonly<Record<string, string>>;
}

const FOR_GOOD = 'public, max-age=31536000, immutable, no-transform';
const NOT_KEPT = 'private, no-store, no-transform';

/** How a user's file is sent, whole or in part, so that a browser takes it for nothing but what it is. */
export function fileAnswerOf(asked: IncomingHttpHeaders, file: FileFacts): FileAnswer {
  const { contentType, range, sizeBytes, name, isPrivate } = file;
  const { start, end } = range ?? { start: 0, end: sizeBytes - 1 };
  const headers = {
    'Content-Type': contentType,
    'Content-Length': String(end - start + 1),
    'Content-Disposition': `${contentType.startsWith('image/') ? 'inline' : 'attachment'}; filename="${name}"`,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'X-Content-Type-Options': 'nosniff',
    'Accept-Ranges': 'bytes',
    'Cache-Control': isPrivate ? NOT_KEPT : FOR_GOOD,
    ETag: versionOf(name),
    ...(range && { 'Content-Range': `bytes ${start}-${end}/${sizeBytes}` }),
  };
  const isKnown = !isPrivate && (asked['if-none-match'] ?? '').includes(versionOf(name));
  return { status: isKnown ? 304 : range ? 206 : 200, headers };
}

/** The part that is asked for: a range of another version, or of a question without a body in its answer, is none. */
export const askedRange = (
  { method, headers }: { readonly method: string; readonly headers: IncomingHttpHeaders },
  name: string,
): string | undefined =>
  method === 'GET' && (headers['if-range'] ?? versionOf(name)) === versionOf(name)
    ? headers.range
    : undefined;

const versionOf = (name: string): string => `"${name}"`;
