import { createSecretKey } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { makeLocalMedia } from '../../src/services/providers/media/local';
import type { FileToStore, MediaLink, MediaProvider } from '../../src/services/providers/media/provider';
import { minutes } from '../../src/utils/clock';
import { testClock } from '../helpers/clock';

const clock = testClock();
let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'craftworks-media-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const local = (baseUrl = 'https://craftworks.example'): MediaProvider =>
  makeLocalMedia({
    dir: join(home, 'media'),
    tempDir: join(home, 'uploads'),
    baseUrl,
    clock,
    linkKey: createSecretKey(Buffer.alloc(32, 7)),
  });

const aFile = (overrides: Partial<FileToStore> = {}): FileToStore => ({
  content: Buffer.from('0123456789'),
  contentType: 'image/jpeg',
  folder: 'profile-images',
  isPrivate: false,
  ...overrides,
});

/** The link behind an address, as a browser would send it. */
function linkOf(provider: MediaProvider, url: string): MediaLink {
  const { searchParams } = new URL(url);
  return {
    key: provider.keyOf(url) ?? '',
    expires: searchParams.get('expires') ?? undefined,
    signature: searchParams.get('signature') ?? undefined,
  };
}

async function read(provider: MediaProvider, link: MediaLink, header?: string) {
  const file = await provider.open(link, header);
  if (!file) {
    return undefined;
  }
  const { stream, ...facts } = file;
  return { ...facts, content: (await buffer(stream)).toString() };
}

async function contentOf(provider: MediaProvider, link: MediaLink): Promise<string | undefined> {
  return (await read(provider, link))?.content;
}

async function keysBefore(provider: MediaProvider, before: Date): Promise<string[]> {
  const keys: string[] = [];
  for await (const key of provider.listKeys(before)) {
    keys.push(key);
  }
  return keys;
}

const later = (): Date => new Date(Date.now() + minutes(1));

describe.each([['local', local]] as const)('media kept by %s', (name, make) => {
  it('come back as they were given, from memory or from a stream', async () => {
    const provider = make();

    const first = await provider.store(aFile());
    const second = await provider.store(
      aFile({ content: Readable.from(['ab', 'cd']), contentType: 'image/webp' }),
    );

    expect(provider.name).toBe(name);
    expect(await read(provider, first)).toEqual({
      content: '0123456789',
      contentType: 'image/jpeg',
      sizeBytes: 10,
    });
    expect(await contentOf(provider, second)).toBe('abcd');
    expect(first.key).toMatch(/^profile-images\/[0-9a-f]{32}\.jpg$/);
  });

  it('are read whole by ourselves without a link, and encrypted ones are seen by none', async () => {
    const provider = make();
    const sealed = { contentType: 'application/octet-stream', folder: 'documents', isPrivate: true } as const;

    const { key } = await provider.store(aFile(sealed));

    const link = linkOf(provider, provider.urlOf(key, later()));
    expect((await provider.read(key))?.toString()).toBe('0123456789');
    expect(await contentOf(provider, { ...link, key })).toBeUndefined();
    expect(await provider.read(key.replace(/[0-9a-f]{32}/, '0'.repeat(32)))).toBeUndefined();
  });

  it.each([
    ['bytes=2-4', '234', { start: 2, end: 4 }],
    ['bytes=7-', '789', { start: 7, end: 9 }],
    ['bytes=-3', '789', { start: 7, end: 9 }],
    ['bytes=-99', '0123456789', { start: 0, end: 9 }],
    ['bytes=8-400', '89', { start: 8, end: 9 }],
    ['bytes=10-', '0123456789', undefined],
    ['bytes=5-2', '0123456789', undefined],
    ['bytes=-0', '0123456789', undefined],
    ['bytes=-', '0123456789', undefined],
    ['bytes=0-1,3-4', '0123456789', undefined],
    ['bytes=0x1-2', '0123456789', undefined],
    ['lines=1-2', '0123456789', undefined],
  ])('are given in part: %s', async (header, content, range) => {
    const provider = make();
    const { key } = await provider.store(aFile());

    const part = await read(provider, { key }, header);

    expect(part).toMatchObject({ content, sizeBytes: 10 });
    expect(part?.range).toEqual(range);
  });

  it('are known by their address, and nobody else’s address is', async () => {
    const provider = make();
    const { key } = await provider.store(aFile());

    const known = [provider.urlOf(key), `/media/${key}`].map((url) => provider.keyOf(url));
    const foreign = [
      `https://evil.example/media/${key}`,
      `https://craftworks.example.evil.example/media/${key}`,
      `//evil.example/media/${key}`,
      `javascript:/media/${key}`,
      `https://craftworks.example/media/../../${key}`,
      '/media/profile-images/../../secrets.json',
    ].map((url) => provider.keyOf(url));

    expect(known).toEqual([key, key]);
    expect(new Set(foreign)).toEqual(new Set([undefined]));
  });

  it('that are private are seen by a sealed link only, and until its end', async () => {
    const provider = make();
    const { key } = await provider.store(aFile({ folder: 'documents', isPrivate: true }));
    const url = provider.urlOf(key, new Date(clock.now().getTime() + minutes(5)));
    const link = linkOf(provider, url);

    const seen = await contentOf(provider, link);
    const bare = await provider.open({ key });
    clock.advance(minutes(6));
    const late = await provider.open(link);

    expect(seen).toBe('0123456789');
    expect([bare, late]).toEqual([undefined, undefined]);
  });

  it('that are private do not open for a changed link', async () => {
    const provider = make();
    const { key } = await provider.store(aFile({ folder: 'documents', isPrivate: true }));
    const other = await provider.store(aFile({ folder: 'documents', isPrivate: true }));
    const link = linkOf(provider, provider.urlOf(key, new Date(clock.now().getTime() + minutes(5))));

    const tries = [
      { ...link, key: other.key },
      { ...link, expires: String(Number(link.expires) + 60) },
      { ...link, expires: `${link.expires}0` },
      { ...link, expires: undefined },
      { ...link, expires: 'Infinity' },
      { ...link, signature: undefined },
      { ...link, signature: '' },
      { ...link, signature: `${link.signature?.slice(0, -1)}_` },
    ];
    const opened = await Promise.all(tries.map((one) => provider.open(one)));

    expect(opened).toEqual(tries.map(() => undefined));
  });

  it.each([
    'profile-images/../../secrets.json',
    '../secrets.json',
    'profile-images/..%2f..%2fsecrets.json',
    'profile-images/0123456789abcdef0123456789abcdef.jpg\0.txt',
    'profile-images/0123456789abcdef0123456789abcdef.html',
    '/etc/passwd',
    'profile-images',
    '',
  ])('are nothing else on the disk: %j', async (key) => {
    const provider = make();

    await provider.delete(key);

    expect(await provider.open({ key })).toBeUndefined();
  });

  it('are gone once they are removed, however often', async () => {
    const provider = make();
    const { key } = await provider.store(aFile());

    await provider.delete(key);
    await provider.delete(key);

    expect(await provider.open({ key })).toBeUndefined();
  });

  it('are listed by age', async () => {
    const provider = make();
    const { key } = await provider.store(aFile());

    const [old, all] = [await keysBefore(provider, new Date(0)), await keysBefore(provider, later())];

    expect(old).toEqual([]);
    expect(all).toEqual([key]);
  });

  it('that break off are not kept, in whole or in part', async () => {
    const provider = make();
    const broken = new Readable({
      read() {
        this.push('half');
        this.destroy(new Error('the line broke'));
      },
    });

    const storing = provider.store(aFile({ content: broken }));

    await expect(storing).rejects.toThrow('the line broke');
    expect(await keysBefore(provider, later())).toEqual([]);
  });
});

describe('the local folder', () => {
  it('holds no half file and leaves nothing among the temporary ones', async () => {
    const provider = local();
    const broken = Readable.from(
      (function* () {
        yield 'half';
        throw new Error('the line broke');
      })(),
    );

    await provider.store(aFile());
    await provider
      .store(aFile({ content: broken }))
      .catch((error: Error) => expect(error.message).toContain('broke'));

    expect(readdirSync(join(home, 'uploads'))).toEqual([]);
  });

  it('takes no folder that leads elsewhere or looks private', async () => {
    for (const folder of ['../x', 'private-documents', 'a/b', '', '.']) {
      await expect(local().store(aFile({ folder }))).rejects.toThrow('no folder');
    }
  });

  it('gives paths when no public address is set', async () => {
    const provider = local('');
    const { key } = await provider.store(aFile());

    expect(provider.urlOf(key)).toBe(`/media/${key}`);
    expect(provider.keyOf(`/media/${key}`)).toBe(key);
    expect(provider.keyOf(`//media/${key}`)).toBeUndefined();
  });

  it('lists nothing that is not its own', async () => {
    const provider = local();
    const { key } = await provider.store(aFile());
    const stranger = join(home, 'media', 'profile-images', key.slice(15, 17), 'notes.txt');
    await writeFile(stranger, 'x');
    await utimes(stranger, 0, 0);

    expect(await keysBefore(provider, later())).toEqual([key]);
  });
});
