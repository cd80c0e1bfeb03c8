import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClamdAddress } from '../../../config';
import { withDeadline } from '../../../utils/deadline';
import { Unavailable } from '../../../utils/errors';
import { makeGate } from '../../../utils/gate';
import type { ScanResult, VirusScanner } from './provider';

export interface ClamdOptions {
  readonly address: ClamdAddress;
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 8_000;
const AT_ONCE = 8;
const RETRY_S = 10;
const CHUNK_BYTES = 64 * 1024;
const COMMAND = 'zINSTREAM\0';
const END = Buffer.alloc(4);
/** An answer is one short line. */
const ANSWER_BYTES = 4_096;

/** Looks for viruses with clamd: each file goes over a connection of its own, in chunks that say their length. */
export function makeClamd({ address, timeoutMs = TIMEOUT_MS }: ClamdOptions): VirusScanner {
  const gate = makeGate(AT_ONCE);
  let isAway = false;
  const ask = async (path: string): Promise<ScanResult> => {
    const socket = connect('socket' in address ? { path: address.socket } : { ...address });
    try {
      return resultOf(await withDeadline(timeoutMs, askOver(socket, path)));
    } finally {
      socket.destroy();
    }
  };
  return {
    name: 'clamd',
    state: () => (isAway ? 'away' : 'on'),
    async scan(path) {
      try {
        const result = await gate.run(
          () => ask(path),
          timeoutMs,
          () => new Error('the queue is full'),
        );
        isAway = false;
        return result;
      } catch (error) {
        isAway = true;
        throw new Unavailable('media.scanUnavailable', {
          cause: error,
          retryAfterSeconds: RETRY_S,
          pvt: { provider: 'clamd' },
        });
      }
    },
  };
}

/** The daemon answers too early when a file is too long for it, and then takes no more: its answer counts, not the broken pipe. */
async function askOver(socket: Socket, path: string): Promise<string> {
  const answer = read(socket);
  answer.catch(() => undefined /* waited for below, after what was sent */);
  await once(socket, 'connect');
  socket.write(COMMAND);
  const file = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  const sent = pipeline(file, inChunks(), socket, { end: false }).then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  const first = await Promise.race([answer.then((text) => ({ text })), sent]);
  if (first && 'text' in first) {
    return first.text;
  }
  return answer.catch((error: unknown) => {
    throw first ? first.error : error;
  });
}

/** Each piece with its length before it, and a length of nothing at the end. */
const inChunks = (): Transform =>
  new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(chunk.length);
      this.push(length);
      done(null, chunk);
    },
    flush(done) {
      done(null, END);
    },
  });

/** The text until the zero that ends it; a connection that ends earlier has said nothing. */
function read(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      const end = text.indexOf('\0');
      if (end >= 0) {
        resolve(text.slice(0, end));
      } else if (text.length > ANSWER_BYTES) {
        reject(new Error('clamd answers without end'));
      }
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('clamd hung up')));
  });
}

/** `stream: OK`, `stream: <name> FOUND`; everything else, such as a file that is too long, is no answer. */
function resultOf(text: string): ScanResult {
  if (text === 'stream: OK') {
    return { state: 'clean' };
  }
  const [, signature] = /^stream: (.{1,200}) FOUND$/.exec(text) ?? [];
  if (signature === undefined) {
    throw new Error(`clamd cannot tell: ${text.slice(0, 200)}`);
  }
  return { state: 'infected', signature };
}
