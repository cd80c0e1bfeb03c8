export interface ByteRange {
  readonly start: number;
  /** The last byte that belongs to it. */
  readonly end: number;
}

const FROM = /^bytes=(\d{1,15})-(\d{0,15})$/;
const LAST = /^bytes=-(\d{1,15})$/;

/** The bytes that a Range header asks for; undefined means the whole file: no range, several, or one that lies outside. */
export function byteRangeOf(header: string, sizeBytes: number): ByteRange | undefined {
  const [, first, last] = FROM.exec(header) ?? [];
  const [, length] = LAST.exec(header) ?? [];
  const start = length === undefined ? Number(first) : Math.max(0, sizeBytes - Number(length));
  const end = last ? Math.min(Number(last), sizeBytes - 1) : sizeBytes - 1;
  return start <= end ? { start, end } : undefined;
}
