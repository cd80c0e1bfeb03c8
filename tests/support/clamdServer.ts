import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A text that the server takes for a virus, as clamd does the EICAR file with a signature line of its own. */
export const VIRUS = 'CRAFTWORKS-TEST-VIRUS';

/** What the next connection gets instead of the documented course. */
export type Mood =
  | { readonly say: string }
  /** Takes everything and says nothing; hangs up at once; hangs up after the first chunk. */
  | { readonly silent: true }
  | { readonly hangUp: 'atOnce' | 'midway' };

export interface ClamdServer {
  /** Where it listens: a port, or the path that it was given. */
  readonly port: number;
  /** The lengths of the chunks of each file. */
  readonly files: number[][];
  readonly moods: Mood[];
  close(): Promise<void>;
}

export interface ClamdServerOptions {
  /** A longer file is refused before it has arrived. */
  readonly maxBytes?: number;
  /** The path of a socket of this machine, instead of a port. */
  readonly path?: string;
}

const COMMAND = 'zINSTREAM\0';

/** A plain server that speaks clamd's INSTREAM: chunks with their length before them, an answer that ends with a zero. */
export async function startClamdServer({
  maxBytes = 25_000_000,
  path,
}: ClamdServerOptions = {}): Promise<ClamdServer> {
  const files: number[][] = [];
  const moods: Mood[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => sockets.delete(socket));
    converse(socket, { files, maxBytes, mood: moods.shift() }).catch(() => socket.destroy()); // who hangs up gets nothing
  });
  await new Promise<void>((resolve) =>
    path === undefined ? server.listen(0, '127.0.0.1', resolve) : server.listen(path, resolve),
  );
  const port = path === undefined ? (server.address() as AddressInfo).port : 0;
  return { port, files, moods, close: () => closed(server, sockets) };
}

interface Talk {
  readonly files: number[][];
  readonly maxBytes: number;
  readonly mood: Mood | undefined;
}

async function converse(socket: Socket, { files, maxBytes, mood }: Talk): Promise<void> {
  const breaksOff = mood && 'hangUp' in mood ? mood.hangUp : undefined;
  if (breaksOff === 'atOnce') {
    socket.destroy();
    return;
  }
  const lengths: number[] = [];
  files.push(lengths);
  let content = Buffer.alloc(0);
  for await (const chunk of chunksOf(socket)) {
    lengths.push(chunk.length);
    content = Buffer.concat([content, chunk]);
    if (breaksOff) {
      socket.destroy();
      return;
    }
    if (content.length > maxBytes) {
      answer(socket, 'INSTREAM size limit exceeded. ERROR');
      return;
    }
  }
  conclude(socket, content, mood);
}

/** The chunks of one INSTREAM, until the one of nothing; however the network has cut them. */
async function* chunksOf(socket: Socket): AsyncGenerator<Buffer> {
  let waiting = Buffer.alloc(0);
  const iterator = (socket as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  const take = async (length: number): Promise<Buffer> => {
    while (waiting.length < length) {
      const next = await iterator.next();
      if (next.done === true) {
        throw new Error('the sender hung up');
      }
      waiting = Buffer.concat([waiting, next.value]);
    }
    const taken = waiting.subarray(0, length);
    waiting = waiting.subarray(length);
    return taken;
  };
  if ((await take(COMMAND.length)).toString() !== COMMAND) {
    throw new Error('another command');
  }
  for (;;) {
    const chunk = await take((await take(4)).readUInt32BE(0));
    yield chunk;
    if (chunk.length === 0) {
      return;
    }
  }
}

function conclude(socket: Socket, content: Buffer, mood: Mood | undefined): void {
  if (mood && 'silent' in mood) {
    return;
  }
  if (mood && 'say' in mood) {
    socket.end(mood.say);
    return;
  }
  const found = content.includes(VIRUS);
  answer(socket, found ? 'stream: Craftworks.Test.UNOFFICIAL FOUND' : 'stream: OK');
}

/** In pieces, as a network may bring it. */
function answer(socket: Socket, text: string): void {
  const bytes = Buffer.from(`${text}\0`);
  socket.setNoDelay(true);
  socket.write(bytes.subarray(0, 5));
  setImmediate(() => socket.end(bytes.subarray(5)));
}

function closed(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  sockets.forEach((socket) => socket.destroy());
  return new Promise((resolve) => server.close(() => resolve()));
}
