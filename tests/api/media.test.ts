import { readdirSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { MediaModel } from '../../src/models/media.model';
import { minutes } from '../../src/utils/clock';
import { aUser, type MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';
import * as pictures from '../support/pictures';

const app = startTestApp();
const MB = 1024 * 1024;
const UNSUPPORTED = { status: 415, code: 'media.unsupportedType' };

const give = (who: MadeUser, bytes: Buffer, { purpose = 'jobPhoto', name = 'photo.jpg' } = {}) =>
  who.as.post('/api/uploads').field('purpose', purpose).attach('file', bytes, name);

const pathOf = (url: string): string => url.replace(/^https?:\/\/[^/]+/, '');
const tempFiles = (): string[] => readdirSync(join(app.container.config.dataDir, 'uploads'));
const keptFiles = (): string[] =>
  readdirSync(join(app.container.config.dataDir, 'media'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

/** The answer may be there before the server has removed what it no longer needs. */
async function emptied(): Promise<string[]> {
  const end = performance.now() + 20_000;
  while (tempFiles().length > 0 && performance.now() < end) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  return tempFiles();
}

describe('giving a file', () => {
  it('answers its id and address, and the picture is there for everybody, newly encoded', async () => {
    const mona = await aUser(app);

    const given = await give(mona, await pictures.aTelltaleJpeg());
    const seen = await app.http.get(given.body.data.url);

    expect(given.status).toBe(201);
    expect(given.body.data).toMatchObject({
      purpose: 'jobPhoto',
      contentType: 'image/jpeg',
      width: 40,
      height: 60,
      sizeBytes: seen.body.length,
    });
    expect(given.body.data.files).toHaveLength(1);
    expect(seen.status).toBe(200);
    expect(seen.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-disposition': expect.stringMatching(/^inline; filename="[0-9a-f]{32}\.jpg"$/),
      'cache-control': 'public, max-age=31536000, immutable, no-transform',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
    });
    expect((await sharp(seen.body).metadata()).exif).toBeUndefined();
    expect(await MediaModel.findById(given.body.data.id).lean()).toMatchObject({
      ownerId: mona.user._id,
      state: 'uploaded',
    });
    expect(await emptied()).toEqual([]);
  });

  it('takes five at once, at the old path too, and keeps their order', async () => {
    const mona = await aUser(app);
    const sides = [10, 20, 30, 40, 50];
    const files = await Promise.all(sides.map((width) => pictures.aPng({ width })));

    const call = mona.as.post('/api/services/uploads');
    for (const [index, bytes] of files.entries()) {
      void call.attach('files', bytes, `صورة ${index}.png`);
    }
    const answer = await call;

    expect(answer.status).toBe(201);
    expect(answer.body.data.files.map(({ width }: { width: number }) => width)).toEqual(sides);
    expect(answer.body.data.id).toBe(answer.body.data.files[0].id);
  });

  it('takes the answer of the first request when its key comes again', async () => {
    const mona = await aUser(app);
    const bytes = await pictures.aPng();

    const first = await give(mona, bytes).set('Idempotency-Key', 'photo-1');
    const again = await give(mona, bytes).set('Idempotency-Key', 'photo-1');

    expect(again.body).toEqual(first.body);
    expect(await MediaModel.countDocuments()).toBe(1);
  });

  it.each([
    ['SVG with a script', () => pictures.SVG_WITH_SCRIPT, UNSUPPORTED],
    ['HTML named .jpg', () => pictures.HTML, UNSUPPORTED],
    ['PDF where a photo is due', () => pictures.PDF, UNSUPPORTED],
    ['a GIF that is a script', () => pictures.GIF_AND_SCRIPT, { status: 400, code: 'media.unreadable' }],
    ['a ZIP, or an office document, named .jpg', () => pictures.ZIP, UNSUPPORTED],
    ['400 million pixels', () => pictures.aPixelBomb(), { status: 413, code: 'media.tooManyPixels' }],
    ['a GIF of 65,535 × 65,535', () => pictures.aGiant('gif'), { status: 413, code: 'media.tooManyPixels' }],
    ['a JPEG of 65,535 × 65,535', () => pictures.aGiant('jpeg'), { status: 400, code: 'media.unreadable' }],
    ['5 MB and one byte', () => Buffer.alloc(5 * MB + 1), { status: 413, code: 'request.tooLarge' }],
  ])('is refused for %s, and nothing of it stays', async (_what, make, refusal) => {
    const mona = await aUser(app);

    const answer = await give(mona, await make());

    expect({ status: answer.status, code: answer.body.code }).toEqual(refusal);
    expect(await MediaModel.countDocuments()).toBe(0);
    expect(await emptied()).toEqual([]);
  });

  it.each([
    ['a GIF of 100,000 frames', () => pictures.aMovie(100_000), { width: 1, height: 1 }],
    ['a text of 200 MB in 200 kB of PNG', () => pictures.aTextBomb(200 * MB), { width: 60, height: 40 }],
    ['a script behind a picture', () => pictures.aJpegWithZip(), { width: 60, height: 40 }],
  ])('makes one small picture of %s', async (_what, make, size) => {
    const mona = await aUser(app);
    const bomb = await make();
    const before = process.memoryUsage().rss;

    const { status, body } = await give(mona, bomb, { name: 'a.exe' });

    expect([status, body.data]).toMatchObject([201, size]);
    expect(body.data.sizeBytes).toBeLessThan(2_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * MB);
  });

  it('believes the content, not the name', async () => {
    const mona = await aUser(app);

    const jpeg = await give(mona, await pictures.aJpeg(), { purpose: 'evidence', name: 'paper.pdf' });
    const pdf = await give(mona, pictures.PDF, { purpose: 'evidence', name: 'photo.jpg' });

    expect([jpeg, pdf].map(({ body }) => body.data.contentType)).toEqual(['image/jpeg', 'application/pdf']);
    expect((await app.http.get(pdf.body.data.url)).headers['content-disposition']).toMatch(/^attachment/);
  });

  it('is refused for a form of 10,000 parts, fields or files, and for one that unfolds', async () => {
    const mona = await aUser(app);
    const part = (head: string): string => `--x\r\nContent-Disposition: form-data; ${head}\r\n\r\n1\r\n`;
    const send = (head: string) =>
      mona.as
        .post('/api/uploads')
        .set('Content-Type', 'multipart/form-data; boundary=x')
        .send(`${part(head).repeat(10_000)}--x--`);

    const fields = await send('name="a"');
    const files = await send('name="files"; filename="a.jpg"');
    const unfolding = await mona.as
      .post('/api/uploads')
      .set({ 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' })
      .serialize((body) => body as string)
      .send(gzipSync(Buffer.from(`{"purpose":"${'x'.repeat(50 * MB)}"}`)) as never);

    expect([fields, files, unfolding].map(({ status }) => status)).toEqual([413, 400, 413]);
    expect(await MediaModel.countDocuments()).toBe(0);
    expect(await emptied()).toEqual([]);
  });

  it('keeps none of several when one of them is bad', async () => {
    const mona = await aUser(app);
    const before = keptFiles();

    const answer = await mona.as
      .post('/api/uploads')
      .attach('files', await pictures.aJpeg(), 'a.jpg')
      .attach('files', pictures.HTML, 'b.jpg');

    expect(answer.status).toBe(415);
    expect(await MediaModel.countDocuments()).toBe(0);
    expect(keptFiles()).toEqual(before);
  });

  it('is refused for six files, for no file and for an unknown purpose', async () => {
    const mona = await aUser(app);
    const six = mona.as.post('/api/uploads');
    for (let index = 0; index < 6; index += 1) {
      void six.attach('files', await pictures.aPng(), `${index}.png`);
    }

    const tooMany = await six;
    const none = await mona.as.post('/api/uploads').field('purpose', 'jobPhoto');
    const json = await mona.as
      .post('/api/uploads')
      .send({ purpose: 'jobPhoto', file: 'data:image/png;base64,AAAA' });
    const purpose = await give(mona, await pictures.aPng(), { purpose: 'wallpaper' });

    expect([tooMany.status, tooMany.body.code]).toEqual([400, 'request.malformedMultipart']);
    expect([none.status, none.body.code, none.body.errors[0].field]).toEqual([
      400,
      'media.fileMissing',
      'file',
    ]);
    expect([json.status, json.body.code]).toEqual([400, 'media.fileMissing']);
    expect([purpose.status, purpose.body.errors[0].field]).toEqual([400, 'purpose']);
    expect(await emptied()).toEqual([]);
  });

  it('needs a login', async () => {
    const answer = await app.http.post('/api/uploads').attach('file', await pictures.aPng(), 'a.png');

    expect(answer.status).toBe(401);
  });

  it('leaves nothing behind when the sender hangs up in the middle', async () => {
    const mona = await aUser(app);
    const { port } = app.server.address() as AddressInfo;
    const closed = new Promise<void>((resolve) =>
      app.server.once('request', (req) => req.once('close', resolve)),
    );

    const call = httpRequest({
      port,
      method: 'POST',
      path: '/api/uploads',
      headers: {
        Authorization: `Bearer ${mona.token}`,
        'Content-Type': 'multipart/form-data; boundary=x',
        'Content-Length': String(2 * MB),
      },
    });
    call.on('error', () => undefined);
    call.write('--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n');
    call.write(Buffer.alloc(MB));
    await untilTempFile();
    call.destroy();
    await closed;

    expect(await emptied()).toEqual([]);
    expect(app.logger.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('is refused, as the sender’s fault, when the form is cut off', async () => {
    const mona = await aUser(app);

    const answer = await mona.as
      .post('/api/uploads')
      .set('Content-Type', 'multipart/form-data; boundary=x')
      .send('--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nhalf');

    expect([answer.status, answer.body.code]).toEqual([400, 'request.malformedMultipart']);
    expect(await emptied()).toEqual([]);
  });
});

async function untilTempFile(): Promise<void> {
  const end = performance.now() + 20_000;
  while (tempFiles().length === 0 && performance.now() < end) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('seeing a file', () => {
  it('is possible in part and again without sending it', async () => {
    const mona = await aUser(app);
    const { url } = (await give(mona, await pictures.aJpeg())).body.data;
    const whole = await app.http.get(url);

    const part = await app.http.get(url).set('Range', 'bytes=10-19');
    const other = await app.http.get(url).set('Range', 'bytes=10-19').set('If-Range', '"older"');
    const known = await app.http.get(url).set('If-None-Match', String(whole.headers['etag']));
    const head = await app.http.head(url);
    const outside = await app.http.get(url).set('Range', 'bytes=9999999-');
    const several = await app.http.get(url).set('Range', 'bytes=0-1,5-6');
    const dated = await app.http.get(url).set({ Range: 'bytes=0-1', 'If-Range': new Date().toUTCString() });

    expect(part.status).toBe(206);
    expect(part.headers['content-range']).toBe(`bytes 10-19/${whole.body.length}`);
    expect(part.body).toEqual(whole.body.subarray(10, 20));
    expect([other.status, other.body.length]).toEqual([200, whole.body.length]);
    expect([known.status, known.headers['etag']]).toEqual([304, whole.headers['etag']]);
    expect([head.status, head.headers['content-length']]).toEqual([200, String(whole.body.length)]);
    expect([outside.status, outside.body.code]).toEqual([416, 'media.outsideRange']);
    expect(outside.headers['content-range']).toBe(`bytes */${whole.body.length}`);
    expect([several, dated].map(({ status, body }) => [status, body.length])).toEqual([
      [200, whole.body.length],
      [200, whole.body.length],
    ]);
  });

  it('is not for documents, which are kept encrypted: they have no address', async () => {
    const karim = await aUser(app);

    const { body } = await give(karim, pictures.PDF, { purpose: 'document', name: 'id.pdf' });

    expect(body.data).toMatchObject({ url: null, contentType: 'application/pdf' });
  });

  it('of a private kind needs its link, which ends after five minutes', async () => {
    const mona = await aUser(app);
    const given = await give(mona, pictures.PDF, { purpose: 'message', name: 'id.pdf' });
    const { url } = given.body.data;

    const seen = await app.http.get(url).buffer(true);
    const bare = await app.http.get(url.replace(/\?.*/, ''));
    const forged = await app.http.get(url.replace(/signature=./, 'signature=~'));
    app.clock.advance(minutes(5) + 1_000);
    const late = await app.http.get(url);

    expect(seen.status).toBe(200);
    expect(seen.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': expect.stringMatching(/^attachment; /),
      'cache-control': 'private, no-store, no-transform',
    });
    expect([bare, forged, late].map(({ status, body }) => [status, body.code])).toEqual(
      [bare, forged, late].map(() => [404, 'request.notFound']),
    );
  });

  it.each([
    '/media/profile-images/0123456789abcdef0123456789abcdef.jpg',
    '/media/profile-images/..%2f..%2fsecrets.json',
    '/media/..%2f/secrets.json',
    '/media/uploads/x',
    '/media/%00/x',
    '/media/secrets.json',
    '/media/a/b/c',
    '/media/',
  ])('is 404 where there is none: %s', async (path) => {
    const answer = await app.http.get(path);

    expect(answer.status).toBe(404);
    expect(answer.body.success).toBe(false);
  });
});

describe('one’s picture', () => {
  const set = (who: MadeUser, bytes: Buffer) =>
    who.as.put('/api/users/me').attach('profilePicture', bytes, 'me.png');

  it('is set with the profile, 400 × 400 in its own folder, and others see it', async () => {
    const mona = await aUser(app);

    const answer = await set(mona, await pictures.aPng({ width: 90 })).field('firstName', 'Mouna');
    const { profilePicture, firstName } = answer.body.data;
    const seen = await app.http.get(pathOf(profilePicture));

    expect([answer.status, firstName]).toEqual([200, 'Mouna']);
    expect(profilePicture).toMatch(/^\/media\/profile-images\/[0-9a-f]{32}\.jpg$/);
    expect(await sharp(seen.body).metadata()).toMatchObject({ width: 400, height: 400 });
    expect((await mona.as.get('/api/users/me')).body.data.profilePicture).toBe(profilePicture);
    expect(await MediaModel.findOne({ ownerId: mona.user._id }).lean()).toMatchObject({
      purpose: 'avatar',
      state: 'attached',
      attachedTo: { type: 'user', id: mona.user._id },
    });
  });

  it.each([
    ['/api/users/upload-photo', 'photo'],
    ['/api/users/upload-avatar', 'avatar'],
    ['/api/users/upload-avatar', 'file'],
  ])('is set alone at %s as %s', async (path, field) => {
    const mona = await aUser(app);

    const answer = await mona.as.post(path).attach(field, await pictures.aJpeg(), 'me.jpg');

    expect(answer.status).toBe(200);
    expect(answer.body.data.profilePicture).toMatch(/^\/media\/profile-images\//);
  });

  it('goes when another one comes, and when it is taken away', async () => {
    const mona = await aUser(app);
    const first = (await set(mona, await pictures.aPng())).body.data.profilePicture;
    const second = (await set(mona, await pictures.aPng())).body.data.profilePicture;
    await app.drainOutbox();

    const afterSecond = [await app.http.get(first), await app.http.get(second)];
    const removed = await mona.as.delete('/api/users/me/profile-picture');
    await app.drainOutbox();
    const afterRemoval = await app.http.get(second);

    expect(afterSecond.map(({ status }) => status)).toEqual([404, 200]);
    expect([removed.status, removed.body.data.profilePicture]).toEqual([200, null]);
    expect(afterRemoval.status).toBe(404);
    expect(await MediaModel.countDocuments()).toBe(0);
  });

  it('may be named by the id or the address of an upload, and sending back what one got changes nothing', async () => {
    const mona = await aUser(app);
    const { id, url } = (await give(mona, await pictures.aPng(), { purpose: 'avatar' })).body.data;

    const byId = await mona.as.patch('/api/users/me').send({ profilePicture: id });
    const { updatedAt: _, ...same } = byId.body.data;
    const byUrl = await mona.as.patch('/api/users/me').send({ profilePicture: url, bio: '' });
    await app.drainOutbox();

    expect(byId.body.data.profilePicture).toBe(url);
    expect(byUrl.body.data).toMatchObject(same);
    expect((await app.http.get(url)).status).toBe(200);
  });

  it.each([null, ''])('stays null when it was null and %j is sent', async (profilePicture) => {
    const mona = await aUser(app);

    const answer = await mona.as.patch('/api/users/me').send({ profilePicture });

    expect([answer.status, answer.body.data.profilePicture]).toEqual([200, null]);
  });

  it('is nobody else’s file, none of another purpose, none from elsewhere and nothing unknown', async () => {
    const [mona, karim] = [await aUser(app), await aUser(app)];
    const hers = (await give(mona, await pictures.aPng(), { purpose: 'avatar' })).body.data;
    const photo = (await give(karim, await pictures.aPng())).body.data;
    const refs = [
      hers.id,
      hers.url,
      photo.id,
      'https://evil.example/me.jpg',
      `https://evil.example${hers.url}`,
      '665f1c2ab8a1f0d4c3e2b1a0',
      'javascript:alert(1)',
      '/media/profile-images/../../secrets.json',
    ];

    const answers = [];
    for (const profilePicture of refs) {
      answers.push(await karim.as.patch('/api/users/me').send({ profilePicture, firstName: 'Kamal' }));
    }

    expect(answers.map(({ status, body }) => [status, body.code, body.errors?.[0].field])).toEqual(
      refs.map(() => [400, 'media.notUsable', 'profilePicture']),
    );
    expect((await karim.as.get('/api/users/me')).body.data).toMatchObject({
      firstName: 'Mona',
      profilePicture: null,
    });
    expect(await MediaModel.findById(hers.id).lean()).toMatchObject({ state: 'uploaded' });
  });

  it('is not taken from a damaged file, and the rest of the form has no effect then', async () => {
    const mona = await aUser(app);

    const answer = await set(mona, (await pictures.aPng({ width: 500 })).subarray(0, 300)).field(
      'firstName',
      'Mouna',
    );

    expect([answer.status, answer.body.code]).toEqual([400, 'media.unreadable']);
    expect((await mona.as.get('/api/users/me')).body.data.firstName).toBe('Mona');
  });

  it('set twice at once is one of the two, and the other one goes', async () => {
    const mona = await aUser(app);
    const [one, two] = [await pictures.aPng({ width: 90 }), await pictures.aPng({ height: 90 })];

    const answers = await Promise.all([set(mona, one), set(mona, two)]);
    await app.drainOutbox();

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const { profilePicture } = (await mona.as.get('/api/users/me')).body.data;
    const rows = await MediaModel.find().lean();
    expect(rows.map(({ key, state }) => [`/media/${key}`, state])).toEqual([[profilePicture, 'attached']]);
  });

  it('counts against the limit of uploads wherever it is sent', async () => {
    const mona = await aUser(app);

    const answer = await set(mona, await pictures.aPng());

    expect(answer.headers['ratelimit-limit']).toBe('60');
  });
});
