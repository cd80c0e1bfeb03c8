import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';

/** Pictures of every kind, good and bad, made in memory. */

interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly alpha?: number;
}

/** A gradient: not one colour, so that turning and cutting can be seen. */
export const aPicture = ({ width = 60, height = 40, alpha }: Look = {}): sharp.Sharp => {
  const channels = alpha === undefined ? 3 : 4;
  const pixels = Buffer.alloc(width * height * channels);
  for (let at = 0; at < width * height; at += 1) {
    const [x, y] = [at % width, Math.floor(at / width)];
    pixels.set([Math.floor((x * 255) / width), Math.floor((y * 255) / height), 80], at * channels);
    if (alpha !== undefined) {
      pixels[at * channels + 3] = alpha;
    }
  }
  return sharp(pixels, { raw: { width, height, channels } });
};

export const aJpeg = (look?: Look): Promise<Buffer> => aPicture(look).jpeg().toBuffer();
export const aPng = (look?: Look): Promise<Buffer> => aPicture(look).png().toBuffer();
export const aWebp = (look?: Look): Promise<Buffer> => aPicture(look).webp().toBuffer();

/** A JPEG that says where in Cairo, when and with what it was taken, lying on its side. */
export const aTelltaleJpeg = (look?: Look): Promise<Buffer> =>
  aPicture(look)
    .withExif({
      IFD0: { Make: 'Lantern', Model: 'L-42', Artist: 'Mona Hassan', ImageDescription: 'secret-words' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '30/1 2/1 40/1',
        GPSLongitudeRef: 'E',
        GPSLongitude: '31/1 14/1 8/1',
      },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();

/** Two frames: red, then blue. */
export async function anAnimation(format: 'gif' | 'webp'): Promise<Buffer> {
  const frame = (background: string): Promise<Buffer> =>
    sharp({ create: { width: 30, height: 20, channels: 3, background } })
      .png()
      .toBuffer();
  const frames = [await frame('#ff0000'), await frame('#0000ff')];
  const moving = sharp(frames, { join: { animated: true } });
  return format === 'gif' ? moving.gif().toBuffer() : moving.webp({ lossless: true }).toBuffer();
}

/** 400 million black pixels in 50 kB. */
export function aPixelBomb(side = 20_000): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1; // one bit each, black or white
  const row = 1 + Math.ceil(side / 8);
  const pixels = deflateSync(Buffer.alloc(row * side));
  const sign = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([sign, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

export const SVG_WITH_SCRIPT = Buffer.from(
  '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>',
);
export const HTML = Buffer.from('<!doctype html><script>alert(document.cookie)</script>');
/** Read as a script it is an assignment; read as a picture it has a header and nothing else. */
export const GIF_AND_SCRIPT = Buffer.from(
  'GIF89a/*\x00\x00\x00\x00\x00*/=1;alert(document.domain);//',
  'latin1',
);
export const PDF = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');

/** A whole picture followed by an archive with a script. */
export const aJpegWithZip = async (): Promise<Buffer> =>
  Buffer.concat([
    await aJpeg(),
    Buffer.from('PK\x03\x04evil.js<script>alert(1)</script>PK\x05\x06', 'latin1'),
  ]);

/** Pictures whose head promises more than anybody should unfold; their bodies are a few bytes. */
export async function aGiant(format: 'jpeg' | 'png' | 'gif'): Promise<Buffer> {
  if (format === 'gif') {
    return aMovie(1, 65_535);
  }
  if (format === 'png') {
    return aPixelBomb(40_000);
  }
  const jpeg = Buffer.from(await aJpeg());
  const head = jpeg.indexOf(Buffer.from('ffc0', 'hex'));
  jpeg.writeUInt32BE(0xff_ff_ff_ff, head + 5); // height and width
  return jpeg;
}

/** A GIF of many frames of one pixel each, on a screen of `side`. */
export function aMovie(frames: number, side = 1): Buffer {
  const head = Buffer.from(['474946383961', '00000000800000', '000000ffffff'].join(''), 'hex');
  head.writeUInt16LE(side, 6);
  head.writeUInt16LE(side, 8);
  const frame = Buffer.from(['21f9040001000000', '2c000000000000000000', '0202440100'].join(''), 'hex');
  frame.writeUInt16LE(side, 13);
  frame.writeUInt16LE(side, 15);
  return Buffer.concat([head, ...Array.from({ length: frames }, () => frame), Buffer.from([0x3b])]);
}

/** A small picture with a compressed text of `bytes` beside it. */
export async function aTextBomb(bytes: number): Promise<Buffer> {
  const png = await aPng();
  const text = chunk(
    'zTXt',
    Buffer.concat([Buffer.from('Comment\0\0'), deflateSync(Buffer.alloc(bytes, 65))]),
  );
  const afterHead = 8 + 25;
  return Buffer.concat([png.subarray(0, afterHead), text, png.subarray(afterHead)]);
}

/** The beginning of an archive, which office documents are, too. */
export const ZIP = Buffer.concat([Buffer.from('PK\x03\x04\x14\0\x06\0', 'latin1'), Buffer.alloc(200)]);
