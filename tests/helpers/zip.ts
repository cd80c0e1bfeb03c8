import { crc32, inflateRawSync } from 'node:zlib';
import type { Response } from 'supertest';

const END = 0x0605_4b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const HEADER_BYTES = 30;

/** Reads the body of an answer as bytes, for `parse` of a request. */
export function asBytes(res: Response, done: (error: Error | null, body: Buffer) => void): void {
  const parts: Buffer[] = [];
  res.on('data', (part: Buffer) => parts.push(part));
  res.on('end', () => done(null, Buffer.concat(parts)));
}

/** The files of an archive by their names, read by its directory; every checksum must be right. */
export function filesOfZip(archive: Buffer): ReadonlyMap<string, Buffer> {
  const end = archive.length - END_BYTES;
  expect(archive.readUInt32LE(end)).toBe(END);
  const files = new Map<string, Buffer>();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [sum, packed, nameLength] = [
      archive.readUInt32LE(at + 16),
      archive.readUInt32LE(at + 20),
      archive.readUInt16LE(at + 28),
    ];
    const name = archive.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + nameLength).toString();
    const start = archive.readUInt32LE(at + 42) + HEADER_BYTES + nameLength;
    const content = inflateRawSync(archive.subarray(start, start + packed));
    expect(crc32(content)).toBe(sum);
    files.set(name, content);
    at += ENTRY_BYTES + nameLength;
  }
  return files;
}

/** What a JSON file of an archive says. */
export const jsonIn = <T>(files: ReadonlyMap<string, Buffer>, name: string): T =>
  JSON.parse(files.get(name)?.toString() ?? 'null') as T;
