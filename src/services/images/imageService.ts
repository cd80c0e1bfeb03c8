import type Sharp from 'sharp';
import { AppError, BadRequest, TooLarge, Unavailable, UnsupportedType } from '../../utils/errors';
import { makeGate } from '../../utils/gate';
import { lazily } from '../../utils/lazily';
import { fileTypeOf } from './fileType';

/** A picture as we keep it: newly encoded, upright, without a word about where, when and by what it was taken. */
export interface Picture {
  readonly bytes: Buffer;
  readonly contentType: 'image/jpeg' | 'image/webp';
  readonly width: number;
  readonly height: number;
}

export type PictureShape = 'photo' | 'avatar';

export interface ImageService {
  /** Makes a clean picture of an uploaded file; throws when it is not a whole JPEG, PNG, GIF or WebP of bearable size. */
  read(path: string, shape: PictureShape): Promise<Picture>;
}

const MOST_PIXELS = 50_000_000;
const LONGEST_SIDE = 2_048;
const AVATAR_SIDE = 400;
const QUALITY = 80;
/** A picture takes one thread and up to 200 MB: one at a time leaves a core and the memory to the requests. */
const AT_ONCE = 1;
const MOST_WAITING = 32;
const PATIENCE_MS = 4_500;
const LOADERS = ['Jpeg', 'Png', 'Nsgif', 'Webp'].map((name) => `VipsForeignLoad${name}`);

type SharpModule = typeof Sharp;
type Pipeline = ReturnType<SharpModule>;

/** Makes the service of pictures. They are decoded outside the event loop, behind a short queue. */
export function makeImageService(): ImageService {
  const gate = makeGate(AT_ONCE);
  const library = lazily(load);
  let waiting = 0;
  return {
    async read(path, shape) {
      await assertPicture(path);
      if (waiting >= MOST_WAITING) {
        throw busy();
      }
      waiting += 1;
      try {
        return await gate.run(async () => convert(await library(), path, shape), PATIENCE_MS, busy);
      } finally {
        waiting -= 1;
      }
    },
  };
}

const busy = (): Unavailable =>
  new Unavailable('server.busy', { pvt: { reason: 'the queue of pictures is full' } });

/** Only the decoders that we need: the library also reads SVG, PDF and more. */
async function load(): Promise<SharpModule> {
  const { default: sharp } = await import('sharp');
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: LOADERS });
  sharp.concurrency(1);
  sharp.cache(false);
  return sharp;
}

async function assertPicture(path: string): Promise<void> {
  const type = await fileTypeOf(path);
  if (type === undefined || type === 'pdf') {
    throw new UnsupportedType('media.unsupportedType');
  }
}

async function convert(sharp: SharpModule, path: string, shape: PictureShape): Promise<Picture> {
  // One page: of what moves, the first picture.
  const reading = { failOn: 'error', pages: 1 } as const;
  try {
    const header = await sharp(path, { ...reading, limitInputPixels: false }).metadata();
    if (header.width * header.height > MOST_PIXELS) {
      throw new TooLarge('media.tooManyPixels');
    }
    const image = sharp(path, { ...reading, limitInputPixels: MOST_PIXELS });
    return await encode(shaped(image, shape), header.hasAlpha);
  } catch (error) {
    throw error instanceof AppError ? error : new BadRequest('media.unreadable', { cause: error });
  }
}

function shaped(image: Pipeline, shape: PictureShape): Pipeline {
  const upright = image.autoOrient();
  return shape === 'avatar'
    ? upright.resize(AVATAR_SIDE, AVATAR_SIDE, { fit: 'cover' })
    : upright.resize(LONGEST_SIDE, LONGEST_SIDE, { fit: 'inside', withoutEnlargement: true });
}

/** JPEG costs a quarter of WebP's time; WebP is for what one can see through. Metadata goes unless it is asked for. */
async function encode(image: Pipeline, hasAlpha: boolean): Promise<Picture> {
  const encoded = hasAlpha ? image.webp({ quality: QUALITY, effort: 2 }) : image.jpeg({ quality: QUALITY });
  const { data, info } = await encoded.toBuffer({ resolveWithObject: true });
  return {
    bytes: data,
    contentType: hasAlpha ? 'image/webp' : 'image/jpeg',
    width: info.width,
    height: info.height,
  };
}
