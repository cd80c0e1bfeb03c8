import { createSecretKey } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import sharp from 'sharp';
import { readConfig } from '../../src/config';
import { makeMediaProvider } from '../../src/services/providers/media';
import { makeCloudinaryMedia } from '../../src/services/providers/media/cloudinary';
import { makeMovedMedia, withoutCloudinary } from '../../src/services/providers/media/moved';
import type { FileKind, FileToStore, MediaProvider } from '../../src/services/providers/media/provider';
import { UpstreamError } from '../../src/utils/errors';
import { after, days, minutes } from '../../src/utils/clock';
import { testClock } from '../helpers/clock';
import { CLOUD } from '../support/cloudinaryAccount';
import {
  cloudinaryUrl,
  startCloudinaryServer,
  type CloudinaryServer,
  type Mood,
} from '../support/cloudinaryServer';
import { aJpeg, PDF } from '../support/pictures';

const clock = testClock(new Date());
let cloud: CloudinaryServer;
let home: string;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'craftworks-media-'));
  cloud = await startCloudinaryServer(clock.now);
  process.env['CLOUDINARY_URL'] = cloudinaryUrl(cloud);
});
beforeEach(() => {
  cloud.held.clear();
  cloud.moods.length = 0;
  cloud.calls.length = 0;
});
afterAll(async () => {
  delete process.env['CLOUDINARY_URL'];
  await cloud.close();
  rmSync(home, { recursive: true, force: true });
});

const places = () => ({ clock, tag: 'craftworks-0', apiUrl: cloud.url, deliveryUrl: cloud.url });
const cloudinary = (options: { tag?: string; apiSecret?: string; timeoutMs?: number } = {}): MediaProvider =>
  makeCloudinaryMedia({ ...CLOUD, ...places(), ...options });
const folder = (): MediaProvider =>
  makeMediaProvider(readConfig({ NODE_ENV: 'test', DATA_DIR: home }), {
    clock,
    linkKey: createSecretKey(Buffer.alloc(32, 7)),
    tempDir: join(home, 'uploads'),
  });

type NewFile = FileKind & Pick<FileToStore, 'content'>;

const aPortrait = async (): Promise<NewFile> => ({
  content: await aJpeg({ width: 900, height: 600 }),
  contentType: 'image/jpeg',
  folder: 'profile-images',
  isPrivate: false,
});
const aPaper: NewFile = {
  content: PDF,
  contentType: 'application/pdf',
  folder: 'documents',
  isPrivate: true,
};

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: unknown) => error,
  );

describe('Cloudinary', () => {
  it('keeps profile pictures in their folder and shows them 400 × 400, cut and optimised', async () => {
    const provider = cloudinary();

    const { key } = await provider.store(await aPortrait());
    const url = provider.urlOf(key);
    const picture = Buffer.from(await (await fetch(url)).arrayBuffer());

    const [held] = [...cloud.held.values()];
    expect(held).toMatchObject({
      publicId: key.replace('.jpg', ''),
      resourceType: 'image',
      type: 'upload',
      tags: ['craftworks-0'],
    });
    expect(url).toBe(`${cloud.url}/${CLOUD.cloudName}/image/upload/c_fill,h_400,w_400/q_auto/v1/${key}`);
    expect(await sharp(picture).metadata()).toMatchObject({ width: 400, height: 400 });
  });

  it('has real addresses when it is not told others', () => {
    const { urlOf, keyOf } = makeCloudinaryMedia({ ...CLOUD, clock, tag: 'craftworks-0' });
    const key = `job-photos/cl-${'0'.repeat(32)}.webp`;

    expect(urlOf(key)).toBe(
      `https://res.cloudinary.com/${CLOUD.cloudName}/image/upload/c_limit,h_2048,w_2048/q_auto/v1/${key}`,
    );
    expect(keyOf(`https://res.cloudinary.com/somebody-else/image/upload/v1/${key}`)).toBeUndefined();
    expect(keyOf(urlOf(key))).toBe(key);
  });

  it.each(['pdf', 'jpg'])(
    'is asked for private files by the address that its SDK would make: %s',
    async (extension) => {
      const { v2 } = await import('cloudinary');
      const key = `private-documents/cl-${'0'.repeat(32)}.${extension}`;
      const until = after(clock.now(), minutes(5));
      const isImage = extension === 'jpg';

      const url = new URL(cloudinary().urlOf(key, until));
      const due = new URL(
        v2.utils.private_download_url(isImage ? key.replace('.jpg', '') : key, isImage ? 'jpg' : '', {
          cloud_name: CLOUD.cloudName,
          api_key: CLOUD.apiKey,
          api_secret: CLOUD.apiSecret,
          upload_prefix: cloud.url,
          resource_type: isImage ? 'image' : 'raw',
          type: 'private',
          expires_at: Math.floor(until.getTime() / 1_000),
          timestamp: Number(url.searchParams.get('timestamp')),
          ...(!isImage && { attachment: true }),
        } as never),
      );

      const sorted = (one: URL): string[] =>
        [...one.searchParams].map(([name, value]) => `${name}=${value}`).sort();
      expect([url.origin, url.pathname, sorted(url)]).toEqual([due.origin, due.pathname, sorted(due)]);
    },
  );

  const OUTAGES: readonly (readonly [string, Mood])[] = [
    ['500', { status: 500 }],
    ['503', { status: 503 }],
    ['a refused key', { status: 401 }],
    ['an exhausted account', { status: 420 }],
    ['too many calls', { status: 429 }],
    ['no JSON', { status: 200, body: '<html>maintenance</html>' }],
    ['an answer about something else', { status: 200, body: { public_id: 'x', bytes: 1, result: 'x' } }],
    ['silence', { silent: 'before' }],
  ];

  it.each(OUTAGES)('fails as a provider, and tells nothing of our secret: %s', async (_what, mood) => {
    const provider = cloudinary({ timeoutMs: 300 });
    const key = provider.newKey(aPaper);
    const works = [
      () => provider.store(aPaper),
      () => provider.delete(key),
      ...(JSON.stringify(mood).includes('bytes') ? [] : [() => provider.findMissing([key])]),
    ];

    for (const work of works) {
      cloud.moods.push(mood);
      const failure = await failureOf(work());

      expect(failure).toBeInstanceOf(UpstreamError);
      expect(failure).toMatchObject({
        code: 'provider.failed',
        status: 502,
        pvt: { provider: 'cloudinary' },
      });
      expect(inspect(failure, { depth: 9, showHidden: true })).not.toContain(CLOUD.apiSecret);
    }
    expect(cloud.held.size).toBe(0);
  });

  it('says when to come again if it has had too many calls', async () => {
    cloud.moods.push({ status: 429 });

    expect(await failureOf(cloudinary().store(aPaper))).toMatchObject({ retryAfterSeconds: 60 });
  });

  it('is refused with a wrong secret, wherever it is asked', async () => {
    const provider = cloudinary({ apiSecret: 'another' });
    const key = provider.newKey(aPaper);

    const failures = [
      await failureOf(provider.store(aPaper)),
      await failureOf(provider.delete(key)),
      await failureOf(provider.read(key)),
      await failureOf(provider.findMissing([key])),
    ];

    expect(failures.map((failure) => failure instanceof UpstreamError)).toEqual([true, true, true, true]);
  });

  it('has kept a file whose answer was lost, and the same again is one file', async () => {
    const provider = cloudinary({ timeoutMs: 300 });
    const file = { content: PDF, key: provider.newKey(aPaper) };
    cloud.moods.push({ silent: 'after' });

    const lost = await failureOf(provider.store(file));
    const again = await provider.store(file);

    expect(lost).toBeInstanceOf(UpstreamError);
    expect(again.key).toBe(file.key);
    expect(cloud.held.size).toBe(1);
  });

  it('lists what this installation has kept in the last days, nothing of others in the same account', async () => {
    const { key } = await cloudinary().store(aPaper);
    await cloudinary({ tag: 'craftworks-1' }).store(aPaper);
    const keysBefore = async (before: Date): Promise<string[]> => {
      const keys: string[] = [];
      for await (const listed of cloudinary().listKeys(before)) {
        keys.push(listed);
      }
      return keys;
    };

    expect(await keysBefore(after(clock.now(), minutes(1)))).toEqual([key]);
    expect(await keysBefore(after(clock.now(), days(8)))).toEqual([]);
  });
});

describe('an installation that moves to Cloudinary', () => {
  it('keeps new files there and shows, reads and removes old ones where they are', async () => {
    const old = await folder().store(await aPortrait());
    const moved = makeMovedMedia({ to: cloudinary(), from: folder() });

    const fresh = await moved.store(await aPortrait());

    expect(moved.urlOf(old.key)).toBe(`/media/${old.key}`);
    expect(moved.urlOf(fresh.key)).toContain(CLOUD.cloudName);
    expect([moved.keyOf(`/media/${old.key}`), moved.keyOf(moved.urlOf(fresh.key))]).toEqual([
      old.key,
      fresh.key,
    ]);
    const opened = await moved.open({ key: old.key });
    (opened && 'stream' in opened ? opened.stream : undefined)?.destroy();
    expect([opened !== undefined, await moved.open({ key: fresh.key })]).toEqual([true, undefined]);
    expect(await moved.findMissing([old.key, fresh.key])).toEqual([]);
    await moved.delete(old.key);
    await moved.delete(fresh.key);
    expect(await moved.findMissing([old.key, fresh.key])).toEqual([fresh.key, old.key]);
  });

  it('removes nothing there once the account is no longer named: that waits', async () => {
    const { key } = await cloudinary().store(aPaper);
    const local = withoutCloudinary(folder());

    expect(await failureOf(local.delete(key))).toBeInstanceOf(UpstreamError);
    expect(await local.findMissing([key])).toEqual([]);
    expect(cloud.held.size).toBe(1);
  });

  it('is one as soon as the three variables are set', () => {
    const env = {
      NODE_ENV: 'test',
      CLOUDINARY_CLOUD_NAME: CLOUD.cloudName,
      CLOUDINARY_API_KEY: CLOUD.apiKey,
      CLOUDINARY_API_SECRET: CLOUD.apiSecret,
    };
    const linkKey = createSecretKey(Buffer.alloc(32, 7));
    const provider = makeMediaProvider(readConfig(env), { clock, linkKey, tempDir: home });

    expect([provider.name, folder().name]).toEqual(['cloudinary', 'local']);
    expect(() => readConfig({ ...env, CLOUDINARY_API_SECRET: '' })).toThrow('CLOUDINARY_API_SECRET');
  });
});
