export interface ByteRange {
  readonly start: number;
  /** The last byte that belongs to it. */
  readonly end: number;
}

const FROM = /^bytes=(\d{1,30})-(\d{0,30})$/i;
const LAST = /^bytes=-(\d{1,30})$/i;

/**
 * The bytes that a Range header asks for; undefined means the whole file (no range, several, or one that is none),
 * `outside` that none of the file's bytes is among them.
 */
export function byteRangeOf(header: string, sizeBytes: number): ByteRange | 'outside' | undefined {
  const [, length] = LAST.exec(header) ?? [];
  if (length !== undefined) {
    return within(Math.max(0, sizeBytes - Number(length)), sizeBytes - 1, sizeBytes);
  }
  const [, first, last] = FROM.exec(header) ?? [];
  if (first === undefined || (last && Number(last) < Number(first))) {
    return undefined;
  }
  return within(Number(first), last ? Math.min(Number(last), sizeBytes - 1) : sizeBytes - 1, sizeBytes);
}

const within = (start: number, end: number, sizeBytes: number): ByteRange | 'outside' =>
  start < sizeBytes ? { start, end } : 'outside';
