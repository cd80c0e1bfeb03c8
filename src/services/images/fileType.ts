import { open } from 'node:fs/promises';

export const FILE_TYPES = ['jpeg', 'png', 'gif', 'webp', 'pdf'] as const;
export type FileType = (typeof FILE_TYPES)[number];

const HEAD_BYTES = 16;

const SIGNS: readonly (readonly [FileType, RegExp])[] = [
  ['jpeg', /^\xff\xd8\xff/],
  ['png', /^\x89PNG\r\n\x1a\n/],
  ['gif', /^GIF8[79]a/],
  ['webp', /^RIFF[^]{4}WEBP/],
  ['pdf', /^%PDF-[12]\./],
];

/** What a file is by its first bytes, whatever its name says; undefined when we take none of the kind. */
export async function fileTypeOf(path: string): Promise<FileType | undefined> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const head = buffer.subarray(0, bytesRead).toString('latin1');
    return SIGNS.find(([, sign]) => sign.test(head))?.[0];
  } finally {
    await file.close();
  }
}
