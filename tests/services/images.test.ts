import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { makeImageService, type Picture, type PictureShape } from '../../src/services/images/imageService';
import { AppError } from '../../src/utils/errors';
import * as pictures from '../support/pictures';

const images = makeImageService();
const dir = mkdtempSync(join(tmpdir(), 'craftworks-images-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

let count = 0;
function read(bytes: Buffer, shape: PictureShape = 'photo'): Promise<Picture> {
  count += 1;
  const path = join(dir, `${count}.jpg`);
  writeFileSync(path, bytes);
  return images.read(path, shape);
}

async function refusalOf(reading: Promise<Picture>): Promise<string> {
  try {
    await reading;
    return 'accepted';
  } catch (error) {
    return error instanceof AppError ? `${error.status} ${error.code}` : String(error);
  }
}

describe('a picture', () => {
  it.each([
    ['JPEG', pictures.aJpeg, 'jpeg'],
    ['PNG', pictures.aPng, 'jpeg'],
    ['WebP', pictures.aWebp, 'jpeg'],
  ] as const)('may be a %s, whatever its name says', async (_name, make, format) => {
    const picture = await read(await make());

    expect(picture).toMatchObject({ width: 60, height: 40, contentType: 'image/jpeg' });
    expect(await sharp(picture.bytes).metadata()).toMatchObject({ format, width: 60, height: 40 });
  });

  it('that one can see through stays so', async () => {
    const picture = await read(await pictures.aPng({ alpha: 100 }));

    expect(picture.contentType).toBe('image/webp');
    expect((await sharp(picture.bytes).metadata()).hasAlpha).toBe(true);
  });

  it('is made upright and forgets where, when, by whom and with what it was taken', async () => {
    const given = await pictures.aTelltaleJpeg();
    const before = await sharp(given).metadata();

    const picture = await read(given);

    const after = await sharp(picture.bytes).metadata();
    expect(before.exif?.toString('latin1')).toContain('secret-words');
    expect(before.orientation).toBe(6);
    expect(after).toMatchObject({ width: 40, height: 60 });
    expect([after.exif, after.xmp, after.iptc, after.icc, after.orientation]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(picture.bytes.toString('latin1')).not.toMatch(/Exif|GPS|secret-words|Lantern|Mona/);
  });

  it('is at most 2,048 pixels long, and a small one does not grow', async () => {
    const [large, small] = [await pictures.aJpeg({ width: 3_000, height: 1_500 }), await pictures.aJpeg()];

    const read2 = [await read(large), await read(small)];

    expect(read2.map(({ width, height }) => [width, height])).toEqual([
      [2_048, 1_024],
      [60, 40],
    ]);
  });

  it('of a person is 400 × 400, cut and not squeezed', async () => {
    const picture = await read(await pictures.aJpeg({ width: 800, height: 400 }), 'avatar');

    const { data } = await sharp(picture.bytes).raw().toBuffer({ resolveWithObject: true });
    expect(picture).toMatchObject({ width: 400, height: 400 });
    // The middle half of a gradient from left to right.
    expect(data[0]).toBeGreaterThan(50);
    expect(data[0]).toBeLessThan(80);
  });

  it.each(['gif', 'webp'] as const)('that moves (%s) is its first frame', async (format) => {
    const given = await pictures.anAnimation(format);

    const picture = await read(given);

    const { data } = await sharp(picture.bytes).raw().toBuffer({ resolveWithObject: true });
    expect((await sharp(given, { animated: true }).metadata()).pages).toBe(2);
    expect(picture).toMatchObject({ width: 30, height: 20 });
    expect([data[0], data[2]].map((value) => Number(value) > 128)).toEqual([true, false]);
  });

  it('with an archive behind it is a picture without one', async () => {
    const picture = await read(await pictures.aJpegWithZip());

    expect(picture.bytes.toString('latin1')).not.toMatch(/PK\x03\x04|script|evil/);
  });
});

describe('what is no picture', () => {
  it.each([
    ['SVG with a script', pictures.SVG_WITH_SCRIPT, '415 media.unsupportedType'],
    ['HTML named .jpg', pictures.HTML, '415 media.unsupportedType'],
    ['an empty file', Buffer.alloc(0), '415 media.unsupportedType'],
    ['PDF', pictures.PDF, '415 media.unsupportedType'],
    ['TIFF', Buffer.from('II*\0\x08\0\0\0\0\0\0\0\0\0\0\0', 'latin1'), '415 media.unsupportedType'],
    ['a script that begins like a GIF', pictures.GIF_AND_SCRIPT, '400 media.unreadable'],
    ['the sign of a JPEG and nothing else', Buffer.from('ffd8ffe0', 'hex'), '400 media.unreadable'],
    [
      'SVG behind the sign of a PNG',
      Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), pictures.SVG_WITH_SCRIPT]),
      '400 media.unreadable',
    ],
  ])('is refused: %s', async (_name, bytes, refusal) => {
    expect(await refusalOf(read(bytes))).toBe(refusal);
  });

  it('is a picture that breaks off', async () => {
    const whole = await Promise.all([
      pictures.aJpeg({ width: 400, height: 300 }),
      pictures.aPng({ width: 400, height: 300 }),
      pictures.aWebp({ width: 400, height: 300 }),
    ]);

    const refusals = await Promise.all(
      whole.map((bytes) => refusalOf(read(bytes.subarray(0, Math.floor(bytes.length * 0.6))))),
    );

    expect(refusals).toEqual(whole.map(() => '400 media.unreadable'));
  });

  it('is not a plain picture of the same make', async () => {
    expect(await refusalOf(read(pictures.aPixelBomb(200)))).toBe('accepted');
  });

  it('is a small file with 400 million pixels', async () => {
    const bomb = pictures.aPixelBomb();

    const refusal = await refusalOf(read(bomb));

    expect(bomb.length).toBeLessThan(100 * 1024);
    expect(refusal).toBe('413 media.tooManyPixels');
  });
});

it('more pictures than the queue holds are refused at once, and the others are made', async () => {
  const bytes = await pictures.aJpeg();

  const refusals = await Promise.all(Array.from({ length: 40 }, () => refusalOf(read(bytes))));

  expect(refusals.filter((one) => one === 'accepted').length).toBeGreaterThanOrEqual(32);
  expect(refusals.filter((one) => one === '503 server.busy').length).toBeGreaterThan(0);
});
