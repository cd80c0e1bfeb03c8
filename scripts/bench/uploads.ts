import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { runStandstill } from './standstill';
import type { Caller } from './types';

/**
 * How long the server's event loop stands still while photos of 4 MB are uploaded.
 * Run: tsx scripts/bench/uploads.ts [photos].
 */
const PHOTOS = Number(process.argv[2] ?? 40);
const IN_PARALLEL = 4;
/** Each may send 60 an hour. */
const CALLERS = Math.ceil((PHOTOS + 1) / 50);
const MB = 1024 * 1024;
const WIDTH = 4_000;
const HEIGHT = 3_000;

/** A photo as a phone takes it: 12 million pixels, about 4 MB. */
async function takePhoto(): Promise<Buffer> {
  const small = { width: WIDTH / 5, height: HEIGHT / 5, channels: 3 } as const;
  const grain = sharp(randomBytes(small.width * small.height * 3), { raw: small });
  return grain.resize(WIDTH, HEIGHT, { kernel: 'cubic' }).jpeg({ quality: 88 }).toBuffer();
}

async function upload(url: string, token: string, photo: Buffer): Promise<void> {
  const form = new FormData();
  form.append('file', new Blob([photo]), 'photo.jpg');
  const response = await fetch(`${url}/api/uploads`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}` },
    body: form,
  });
  if (response.status !== 201) {
    throw new Error(`upload answered ${response.status}: ${await response.text()}`);
  }
  await response.arrayBuffer();
}

async function uploadAll(url: string, callers: readonly Caller[], photo: Buffer): Promise<void> {
  const left = Array.from({ length: PHOTOS }, (_, index) => index);
  const phone = async (): Promise<void> => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      await upload(url, callers[next % callers.length]?.token ?? '', photo);
    }
  };
  await Promise.all(Array.from({ length: IN_PARALLEL }, phone));
}

runStandstill({
  name: 'uploads',
  file: __filename,
  callers: CALLERS,
  prepare: takePhoto,
  async first({ url, world, given }) {
    await upload(url, world.callers[0]?.token ?? '', given);
  },
  async work({ url, world, given }) {
    const begun = performance.now();
    await uploadAll(url, world.callers, given);
    const seconds = (performance.now() - begun) / 1_000;
    const size = (given.length / MB).toFixed(1);
    return `${PHOTOS} photos of ${size} MB, ${IN_PARALLEL} at a time: ${(PHOTOS / seconds).toFixed(1)} a second`;
  },
});
