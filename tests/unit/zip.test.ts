import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipOf, type ZipEntry } from '../../src/utils/zip';
import { filesOfZip } from '../helpers/zip';

const at = new Date('2026-03-05T09:30:10Z');

async function* pieces(...given: (string | Buffer)[]): AsyncGenerator<string | Buffer> {
  for (const piece of given) {
    yield await Promise.resolve(piece);
  }
}

async function* entries(...given: ZipEntry[]): AsyncGenerator<ZipEntry> {
  for (const entry of given) {
    yield await Promise.resolve(entry);
  }
}

async function bytesOf(archive: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of archive) {
    parts.push(part);
  }
  return Buffer.concat(parts);
}

describe('an archive', () => {
  it('holds files of any size with names in any language, and a common reader unpacks it', async () => {
    const long = Buffer.alloc(3_000_000, 'craft');
    const archive = await bytesOf(
      zipOf(
        entries(
          { name: 'profile.json', at, content: pieces('{"a"', ':1}') },
          { name: 'files/صورة.jpg', at, content: pieces(long.subarray(0, 70_000), long.subarray(70_000)) },
          { name: 'empty.json', at, content: pieces() },
        ),
      ),
    );

    const files = filesOfZip(archive);

    expect([...files.keys()]).toEqual(['profile.json', 'files/صورة.jpg', 'empty.json']);
    expect(files.get('profile.json')?.toString()).toBe('{"a":1}');
    expect(files.get('files/صورة.jpg')?.equals(long)).toBe(true);
    expect(files.get('empty.json')?.length).toBe(0);
    expect(archive.length).toBeLessThan(100_000);
    unpackedByPython(archive, long);
  });

  it('says so when a file cannot be read to its end', async () => {
    const broken = async function* (): AsyncGenerator<string> {
      yield await Promise.resolve('half');
      throw new Error('the disk is gone');
    };

    const reading = bytesOf(zipOf(entries({ name: 'a.json', at, content: broken() })));

    await expect(reading).rejects.toThrow('the disk is gone');
  });

  it('is written no faster than it is read', async () => {
    let given = 0;
    const endless = async function* (): AsyncGenerator<Buffer> {
      for (;;) {
        given += 1;
        yield await Promise.resolve(Buffer.from(Array.from({ length: 65_536 }, () => Math.random() * 256)));
      }
    };

    const archive = zipOf(entries({ name: 'a', at, content: endless() }));
    for (let read = 0; read < 8; read += 1) {
      await archive.next();
    }
    await archive.return(undefined);

    expect(given).toBeLessThan(64);
  });
});

/** Where there is a Python, it is asked, too: somebody else's reading of the format. */
function unpackedByPython(archive: Buffer, long: Buffer): void {
  const folder = mkdtempSync(join(tmpdir(), 'craftworks-zip-'));
  try {
    writeFileSync(join(folder, 'a.zip'), archive);
    execFileSync('python3', ['-m', 'zipfile', '-e', join(folder, 'a.zip'), folder]);
    expect(readFileSync(join(folder, 'files/صورة.jpg')).equals(long)).toBe(true);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw error;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
