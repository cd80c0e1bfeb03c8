import { createSecretKey } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import sharp from 'sharp';
import { makeCloudinaryMedia } from '../../src/services/providers/media/cloudinary';
import { makeLocalMedia } from '../../src/services/providers/media/local';
import type { FileKind, FileToStore, MediaProvider } from '../../src/services/providers/media/provider';
import { after, minutes } from '../../src/utils/clock';
import { testClock } from '../helpers/clock';
import { CLOUD } from '../support/cloudinaryAccount';
import { cloudinaryUrl, startCloudinaryServer, type CloudinaryServer } from '../support/cloudinaryServer';
import { mediaDoor } from '../support/mediaDoor';
import { aJpeg, aWebp, PDF } from '../support/pictures';

const clock = testClock(new Date());
let home: string;
let door: Server;
let cloud: CloudinaryServer;
let local: MediaProvider;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'craftworks-media-'));
  cloud = await startCloudinaryServer(clock.now);
  process.env['CLOUDINARY_URL'] = cloudinaryUrl(cloud);
  door = createServer(mediaDoor(() => local));
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  local = makeLocalMedia({
    dir: join(home, 'media'),
    tempDir: join(home, 'uploads'),
    baseUrl: `http://127.0.0.1:${(door.address() as AddressInfo).port}`,
    clock,
    linkKey: createSecretKey(Buffer.alloc(32, 7)),
  });
});
beforeEach(() => {
  cloud.held.clear();
  rmSync(join(home, 'media'), { recursive: true, force: true });
});
afterAll(async () => {
  delete process.env['CLOUDINARY_URL'];
  await cloud.close();
  await new Promise((resolve) => door.close(resolve));
  rmSync(home, { recursive: true, force: true });
});

const cloudinary = (): MediaProvider =>
  makeCloudinaryMedia({ ...CLOUD, clock, tag: 'craftworks-0', apiUrl: cloud.url, deliveryUrl: cloud.url });

type NewFile = FileKind & Pick<FileToStore, 'content'>;

const aPicture = async (overrides: Partial<NewFile> = {}): Promise<NewFile> => ({
  content: await aJpeg({ width: 90, height: 60 }),
  contentType: 'image/jpeg',
  folder: 'job-photos',
  isPrivate: false,
  ...overrides,
});
const aPaper = (overrides: Partial<NewFile> = {}): NewFile => ({
  content: PDF,
  contentType: 'application/pdf',
  folder: 'documents',
  isPrivate: true,
  ...overrides,
});

interface Seen {
  readonly status: number;
  readonly type: string | null;
  readonly range: string | null;
  readonly bytes: Buffer;
}

/** What a browser gets at an address. */
async function seen(url: string, range?: string): Promise<Seen> {
  const answer = await fetch(url, { headers: range === undefined ? {} : { Range: range } });
  const bytes = Buffer.from(await answer.arrayBuffer());
  const [type, part] = ['content-type', 'content-range'].map((name) => answer.headers.get(name));
  return { status: answer.status, type: type ?? null, range: part ?? null, bytes };
}

const inMinutes = (count: number): Date => after(clock.now(), minutes(count));

async function keysBefore(provider: MediaProvider, before: Date): Promise<string[]> {
  const keys: string[] = [];
  for await (const key of provider.listKeys(before)) {
    keys.push(key);
  }
  return keys.sort();
}

describe.each([
  ['local', () => local],
  ['cloudinary', cloudinary],
] as const)('media kept by %s', (name, make) => {
  it('are seen by everybody as pictures, and we read them as they were given', async () => {
    const provider = make();
    const given = await aPicture();

    const { key } = await provider.store(given);
    const { status, type, bytes } = await seen(provider.urlOf(key));

    expect(provider.name).toBe(name);
    expect(key).toMatch(/^job-photos\/(cl-)?[0-9a-f]{32}\.jpg$/);
    expect([status, type]).toEqual([200, 'image/jpeg']);
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width: 90, height: 60 });
    expect(await provider.read(key)).toEqual(given.content);
  });

  it('may come in a stream and be of every kind', async () => {
    const provider = make();
    const webp = await aWebp();

    const stored = [
      await provider.store(await aPicture({ content: Readable.from([webp]), contentType: 'image/webp' })),
      await provider.store(aPaper()),
      await provider.store(
        aPaper({ content: Buffer.from([0, 1, 2]), contentType: 'application/octet-stream' }),
      ),
    ];

    expect(stored.map(({ key }) => key.replace(/[0-9a-f]{32}/, '*').replace('cl-', ''))).toEqual([
      'job-photos/*.webp',
      'private-documents/*.pdf',
      'private-documents/*.bin',
    ]);
    const read = await Promise.all(stored.map(({ key }) => provider.read(key)));
    expect(read).toEqual([webp, PDF, Buffer.from([0, 1, 2])]);
  });

  it('have a name before they are there, and the same file stored twice is one', async () => {
    const provider = make();
    const file = await aPicture();
    const key = provider.newKey(file);

    const { content } = file;
    const stored = [await provider.store({ content, key }), await provider.store({ content, key })];

    expect(stored).toEqual([{ key }, { key }]);
    expect(await keysBefore(provider, inMinutes(1))).toEqual([key]);
  });

  it.each([
    ['bytes=2-4', [2, 5]],
    ['Bytes=2-4', [2, 5]],
    ['bytes=7-', [7, undefined]],
    ['bytes=-3', [-3, undefined]],
    ['bytes=-99999999', [0, undefined]],
    ['bytes=8-99999999', [8, undefined]],
  ] as const)('are given in part: %s', async (header, [start, end]) => {
    const provider = make();
    const url = provider.urlOf((await provider.store(await aPicture())).key);
    const whole = (await seen(url)).bytes;

    const part = await seen(url, header);

    const due = whole.subarray(start, end);
    const first = whole.length - whole.subarray(start).length;
    expect(part).toMatchObject({
      status: 206,
      range: `bytes ${first}-${first + due.length - 1}/${whole.length}`,
      bytes: due,
    });
  });

  it.each(['bytes=5-2', 'bytes=-', 'bytes=0-1,3-4', 'bytes=0x1-2', 'lines=1-2', 'bytes= 1-2', 'bytes=1'])(
    'are given whole for what is no single range: %s',
    async (header) => {
      const provider = make();
      const url = provider.urlOf((await provider.store(await aPicture())).key);
      const whole = (await seen(url)).bytes;

      expect(await seen(url, header)).toMatchObject({ status: 200, range: null, bytes: whole });
    },
  );

  it.each(['bytes=99999999-', 'bytes=99999999999999999999-', 'bytes=-0', 'bytes=9999999-99999999'])(
    'have nothing outside of themselves: %s',
    async (header) => {
      const provider = make();
      const url = provider.urlOf((await provider.store(await aPicture())).key);
      const { length } = (await seen(url)).bytes;

      expect(await seen(url, header)).toMatchObject({ status: 416, range: `bytes */${length}` });
    },
  );

  it('are known by their address, and nobody else’s address is', async () => {
    const provider = make();
    const open = (await provider.store(await aPicture())).key;
    const closed = (await provider.store(aPaper())).key;
    const urls = [provider.urlOf(open), provider.urlOf(closed, inMinutes(5)), provider.urlOf(closed)];
    const [url = ''] = urls;

    const foreign = [
      url.replace('127.0.0.1', 'evil.example'),
      url.replace('127.0.0.1', '127.0.0.1.evil.example'),
      url.replace('127.0.0.1', '127.0.0.1@evil.example'),
      url.replace('http:', 'javascript:'),
      url.replace('http:', ''),
      url.replace(/[^/]*$/, '../../secrets.json'),
      url.replace(/\.jpg$/, '.html'),
      '/media/profile-images/../../secrets.json',
      '//evil.example',
      '',
    ].map((one) => provider.keyOf(one));

    expect(urls.map((one) => provider.keyOf(one))).toEqual([open, closed, closed]);
    expect(new Set(foreign)).toEqual(new Set([undefined]));
  });

  it('that are private are seen by a sealed address only, and until its end', async () => {
    const provider = make();
    const { key } = await provider.store(aPaper());
    const url = provider.urlOf(key, inMinutes(5));

    const inTime = await seen(url);
    const bare = [await seen(provider.urlOf(key)), await seen(url.replace(/\?.*/, ''))];
    clock.advance(minutes(5) + 1_000);
    const late = await seen(url);

    expect([inTime.status, inTime.bytes]).toEqual([200, PDF]);
    const refused = [...bare, late];
    expect(refused.map(({ status }) => status >= 400 && status < 500)).toEqual([true, true, true]);
    expect(refused.some(({ bytes }) => bytes.includes('%PDF'))).toBe(false);
  });

  it('that are private do not open for a changed address', async () => {
    const provider = make();
    const { key } = await provider.store(aPaper());
    const other = provider.urlOf((await provider.store(aPaper())).key);
    const url = new URL(provider.urlOf(key, inMinutes(5)));
    const changed = (name: string, change: (value: string) => string): string => {
      const copy = new URL(url);
      copy.searchParams.set(name, change(copy.searchParams.get(name) ?? ''));
      return copy.href;
    };
    const [expires = ''] = ['expires', 'expires_at'].filter((one) => url.searchParams.has(one));

    const tries = [
      changed(expires, (value) => String(Number(value) + 60)),
      changed(expires, (value) => `${value}0`),
      changed(expires, () => ''),
      changed(expires, () => 'Infinity'),
      changed('signature', () => ''),
      changed('signature', (value) => `${value.slice(0, -1)}${value.endsWith('0') ? '1' : '0'}`),
      name === 'local' ? `${other}${url.search}` : changed('public_id', () => provider.keyOf(other) ?? ''),
    ];
    const answers = await Promise.all(tries.map((one) => seen(one)));

    expect(answers.map(({ status }) => status >= 400 && status < 500)).toEqual(tries.map(() => true));
  });

  it('that only we can read are seen by nobody', async () => {
    const provider = make();
    const ciphered = aPaper({ contentType: 'application/octet-stream' });
    const { key } = await provider.store(ciphered);

    const { status } = await seen(provider.urlOf(key, inMinutes(5)));

    expect([status >= 400 && status < 500, await provider.read(key)]).toEqual([true, ciphered.content]);
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
  ])('are nothing else: %j', async (key) => {
    const provider = make();

    await provider.delete(key);

    expect(await provider.open({ key })).toBeUndefined();
    expect(await provider.read(key)).toBeUndefined();
    expect(await provider.findMissing([key])).toEqual([key]);
  });

  it('are gone once they are removed, however often, and are missed then', async () => {
    const provider = make();
    const [gone, stays] = [await provider.store(aPaper()), await provider.store(await aPicture())];
    const url = provider.urlOf(gone.key, inMinutes(5));
    const before = await provider.findMissing([gone.key, stays.key]);

    await provider.delete(gone.key);
    await provider.delete(gone.key);

    expect((await seen(url)).status).toBe(404);
    expect(await provider.read(gone.key)).toBeUndefined();
    expect(before).toEqual([]);
    expect(await provider.findMissing([gone.key, stays.key])).toEqual([gone.key]);
  });

  it('are listed by age, all of them', async () => {
    const provider = make();
    const stored = [];
    for (const file of [await aPicture(), await aPicture(), await aPicture(), aPaper()]) {
      stored.push(await provider.store(file));
    }

    const [old, all] = [await keysBefore(provider, inMinutes(-60)), await keysBefore(provider, inMinutes(1))];

    expect(old).toEqual([]);
    expect(all).toEqual(stored.map(({ key }) => key).sort());
  });

  it('that break off are not kept, in whole or in part', async () => {
    const provider = make();
    const broken = new Readable({
      read() {
        this.push('half');
        this.destroy(new Error('the line broke'));
      },
    });

    const storing = provider.store(await aPicture({ content: broken }));

    await expect(storing).rejects.toThrow('the line broke');
    expect(await keysBefore(provider, inMinutes(1))).toEqual([]);
  });

  it('take no folder that leads elsewhere or looks private, and no name of another keeper', async () => {
    const provider = make();

    for (const folder of ['../x', 'private-documents', 'a/b', '', '.']) {
      await expect(aPicture({ folder }).then(provider.store)).rejects.toThrow('no folder');
    }
    const foreign =
      name === 'local' ? `job-photos/cl-${'0'.repeat(32)}.jpg` : `job-photos/${'0'.repeat(32)}.jpg`;
    await expect(provider.store({ content: PDF, key: foreign })).rejects.toThrow(foreign);
  });
});
