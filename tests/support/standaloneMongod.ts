import { createServer, type AddressInfo } from 'node:net';
import { mongo } from 'mongoose';

const HEADER_BYTES = 16;
const OP_MSG = 2013;

/** What a mongod that was started without --replSet says of itself. */
const HELLO = {
  isWritablePrimary: true,
  ismaster: true,
  helloOk: true,
  maxBsonObjectSize: 16_777_216,
  maxMessageSizeBytes: 48_000_000,
  maxWriteBatchSize: 100_000,
  minWireVersion: 0,
  maxWireVersion: 21,
  readOnly: false,
  ok: 1,
};

/** A server that greets as a standalone mongod does and knows nothing else. */
export async function startStandalone(): Promise<{ uri: string; close(): Promise<void> }> {
  const server = createServer((socket) => {
    let buffered = Buffer.alloc(0);
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      buffered = Buffer.concat([buffered, chunk]);
      while (buffered.length >= 4 && buffered.length >= buffered.readInt32LE(0)) {
        const length = buffered.readInt32LE(0);
        socket.write(replyTo(buffered.subarray(0, length)));
        buffered = buffered.subarray(length);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    uri: `mongodb://127.0.0.1:${port}/craftworks`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function replyTo(message: Buffer): Buffer {
  const body = mongo.BSON.serialize(HELLO);
  const isLegacy = message.readInt32LE(12) !== OP_MSG;
  const head = Buffer.alloc(isLegacy ? HEADER_BYTES + 20 : HEADER_BYTES + 5);
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE(message.readInt32LE(4), 8);
  head.writeInt32LE(isLegacy ? 1 : OP_MSG, 12);
  if (isLegacy) {
    head.writeInt32LE(1, HEADER_BYTES + 16);
  }
  return Buffer.concat([head, body]);
}
