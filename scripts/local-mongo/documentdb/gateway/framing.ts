/** MongoDB wire protocol: messages are a 16-byte header followed by an opcode's payload. */

const HEADER_BYTES = 16;
const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;
const BODY_SECTION = 0;

export const MAX_MESSAGE_BYTES = 48_000_000;

export interface Request {
  readonly requestId: number;
  /** Old clients open with OP_QUERY and expect an OP_REPLY. */
  readonly isLegacy: boolean;
  /** The client does not want an answer (write concern 0). */
  readonly expectsNoReply: boolean;
  readonly body: Buffer;
  /** Document sequences (OP_MSG sections of kind 1) by name, as BSON laid end to end. */
  readonly sequences: ReadonlyMap<string, Buffer>;
}

export interface MessageSplitter {
  push(chunk: Buffer): Generator<Buffer>;
}

/** Cuts a byte stream into whole messages; copies only what arrived in pieces. */
export function makeMessageSplitter(): MessageSplitter {
  let pieces: Buffer[] = [];
  let bufferedBytes = 0;

  function joined(): Buffer {
    const [only] = pieces;
    if (only !== undefined && pieces.length === 1) {
      return only;
    }
    const whole = Buffer.concat(pieces);
    pieces = [whole];
    return whole;
  }

  function nextLength(): number {
    if (bufferedBytes < HEADER_BYTES) {
      return Infinity;
    }
    const [first] = pieces;
    const length = (first !== undefined && first.length >= 4 ? first : joined()).readInt32LE(0);
    if (length < HEADER_BYTES || length > MAX_MESSAGE_BYTES) {
      throw new RangeError(`invalid message length ${length}`);
    }
    return length;
  }

  function take(length: number): Buffer {
    const buffered = joined();
    pieces = length === buffered.length ? [] : [buffered.subarray(length)];
    bufferedBytes -= length;
    return buffered.subarray(0, length);
  }

  function* push(chunk: Buffer): Generator<Buffer> {
    pieces.push(chunk);
    bufferedBytes += chunk.length;
    for (let length = nextLength(); length <= bufferedBytes; length = nextLength()) {
      yield take(length);
    }
  }

  return { push };
}

/** Reads the command and its document sequences out of one message. */
export function parseRequest(message: Buffer): Request {
  const opCode = message.readInt32LE(12);
  if (opCode === OP_MSG) {
    return parseOpMsg(message);
  }
  if (opCode === OP_QUERY) {
    return parseOpQuery(message);
  }
  throw new RangeError(`unsupported opcode ${opCode}`);
}

function parseOpMsg(message: Buffer): Request {
  const flags = message.readUInt32LE(HEADER_BYTES);
  const end = message.length - (flags & CHECKSUM_PRESENT ? 4 : 0);
  return {
    requestId: message.readInt32LE(4),
    isLegacy: false,
    expectsNoReply: (flags & MORE_TO_COME) !== 0,
    ...parseSections(message.subarray(HEADER_BYTES + 4, end)),
  };
}

function parseSections(sections: Buffer): Pick<Request, 'body' | 'sequences'> {
  const sequences = new Map<string, Buffer>();
  let body: Buffer | undefined;
  for (let start = 0; start < sections.length;) {
    const kind = sections[start];
    const content = start + 1;
    const end = content + sections.readInt32LE(content);
    if (end <= content || end > sections.length) {
      throw new RangeError('OP_MSG with a section of invalid length');
    }
    if (kind === BODY_SECTION) {
      body = sections.subarray(content, end);
    } else {
      addSequence(sequences, sections.subarray(content + 4, end));
    }
    start = end;
  }
  if (!body) {
    throw new RangeError('OP_MSG without a body');
  }
  return { body, sequences };
}

function addSequence(sequences: Map<string, Buffer>, section: Buffer): void {
  const nameEnd = section.indexOf(0);
  sequences.set(section.toString('utf8', 0, nameEnd), section.subarray(nameEnd + 1));
}

function parseOpQuery(message: Buffer): Request {
  const collectionNameEnd = message.indexOf(0, HEADER_BYTES + 4);
  const body = message.subarray(collectionNameEnd + 1 + 8);
  return {
    requestId: message.readInt32LE(4),
    isLegacy: true,
    expectsNoReply: false,
    body: body.subarray(0, body.readInt32LE(0)),
    sequences: new Map(),
  };
}

/** The buffers of a reply, to be written one after the other. */
export function encodeReply(request: Request, document: Buffer): [Buffer, Buffer] {
  return [request.isLegacy ? opReplyHead(request, document) : opMsgHead(request, document), document];
}

function opMsgHead(request: Request, document: Buffer): Buffer {
  const head = Buffer.alloc(HEADER_BYTES + 5); // flags 0, one section of kind 0
  writeHeader(head, { length: head.length + document.length, responseTo: request.requestId, opCode: OP_MSG });
  return head;
}

function opReplyHead(request: Request, document: Buffer): Buffer {
  const head = Buffer.alloc(HEADER_BYTES + 20); // flags, cursor id and offset are 0
  writeHeader(head, {
    length: head.length + document.length,
    responseTo: request.requestId,
    opCode: OP_REPLY,
  });
  head.writeInt32LE(1, HEADER_BYTES + 16);
  return head;
}

interface Header {
  readonly length: number;
  readonly responseTo: number;
  readonly opCode: number;
}

function writeHeader(head: Buffer, { length, responseTo, opCode }: Header): void {
  head.writeInt32LE(length, 0);
  head.writeInt32LE(responseTo, 8);
  head.writeInt32LE(opCode, 12);
}
